import type { Limits } from "#widgets/draw/contrast.js";
import { barWords, drawRamp, tickPositions } from "./colorBar.js";
import { drawImage, type ImageLook } from "./imageRenderer.js";
import type { Pair, Transform } from "./viewTransform.js";

/** What a pane shows, as a figure. */
export interface Figure {
  readonly title: string;
  /** The coloured image, one canvas pixel an image pixel. */
  readonly image: HTMLCanvasElement;
  readonly transform: Transform;
  /** Size of the shown part, CSS px [height, width]. */
  readonly size: Pair;
  readonly look: ImageLook;
  readonly unit: string;
  /** Smallest and largest value of the image. */
  readonly range: Limits;
  /** Length in image px, and its label. */
  readonly scaleBar: { readonly pixels: number; readonly label: string };
}

const pixelRatio = 2;
const margin = 12;
const titleHeight = 28;
const barWidth = 14;
const barSpace = 84;
const ink = "#000";
const font = '13px "Helvetica Neue", Arial, sans-serif';

/** Size of the exported PNG, px [height, width], for a shown part of so many CSS px. */
export function figureSize(size: Pair): Pair {
  return [
    Math.round((size[0] + titleHeight + 2 * margin) * pixelRatio),
    Math.round((size[1] + barSpace + 2 * margin) * pixelRatio),
  ];
}

/** A figure fit for a paper: white background, black text, twice the resolution of the screen's CSS px. */
export function figureCanvas(figure: Figure): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.height, canvas.width] = figureSize(figure.size);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawPicture(context, figure);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, margin * pixelRatio, margin * pixelRatio);
  context.font = font;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.fillText(figure.title, 0, titleHeight / 2 - 4, figure.size[1] + barSpace);
  context.translate(0, titleHeight);
  drawScaleBar(context, figure);
  drawColourBar(context, figure);
  return canvas;
}

/** Device pixels, so that the enlarged pixels stay sharp. */
function drawPicture(context: CanvasRenderingContext2D, { image, transform, size }: Figure): void {
  context.save();
  context.setTransform(1, 0, 0, 1, margin * pixelRatio, (margin + titleHeight) * pixelRatio);
  context.beginPath();
  context.rect(0, 0, size[1] * pixelRatio, size[0] * pixelRatio);
  context.clip();
  drawImage(context, image, transform, pixelRatio);
  context.restore();
}

function drawScaleBar(context: CanvasRenderingContext2D, figure: Figure): void {
  const { scaleBar, transform, size } = figure;
  const length = scaleBar.pixels * transform.scale;
  const [left, bottom] = [12, size[0] - 12];
  context.lineJoin = "round";
  context.strokeStyle = ink;
  context.lineWidth = 3;
  context.strokeRect(left, bottom - 4, length, 4);
  context.strokeText(scaleBar.label, left, bottom - 15);
  context.fillStyle = "#fff";
  context.fillRect(left, bottom - 4, length, 4);
  context.fillText(scaleBar.label, left, bottom - 15);
}

function drawColourBar(context: CanvasRenderingContext2D, { look, size, unit, range }: Figure): void {
  const ramp = document.createElement("canvas");
  drawRamp(ramp, look);
  const left = size[1] + 12;
  const [top, height] = [18, size[0] - 18];
  context.imageSmoothingEnabled = false;
  context.drawImage(ramp, left, top, barWidth, height);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.strokeRect(left, top, barWidth, height);
  context.fillStyle = ink;
  const words = barWords(look, unit, range);
  context.fillText(words.unit, left, 6, barSpace - 12);
  for (const [i, label] of words.ticks.entries()) {
    const y = top + Math.min(Math.max((1 - tickPositions[i]!) * height, 5), height - 5);
    context.fillText(label, left + barWidth + 6, y, barSpace - barWidth - 18);
  }
}

/** Gives the figure to the user as a file. */
export function downloadPng(canvas: HTMLCanvasElement, fileName: string): void {
  canvas.toBlob((blob) => {
    if (blob === null)
      throw new Error(`The browser could not make a PNG of ${canvas.width} × ${canvas.height} px.`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = fileName;
    link.click();
    // The download has its own reference by the next turn of the event loop; the delay is for slow disks.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, "image/png");
}
