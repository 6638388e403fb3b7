import { drawRamp } from "./colorBar.js";
import { barLabels, type ChannelBar, channelBars, type Figure, figureLayout, figureSize } from "./figure.js";
import { drawImage } from "./imageRenderer.js";
import type { ToolOutline } from "./paneTool.js";
import { wheelSize } from "./wheelLegend.js";

const pixelRatio = 2;
const { margin, titleHeight, barLeft, barTop, barWidth, barSpace, ink } = figureLayout;

/** A figure as a picture, at twice the resolution of the screen's CSS px. */
export function figureCanvas(figure: Figure): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const [height, width] = figureSize(figure);
  [canvas.height, canvas.width] = [Math.round(height * pixelRatio), Math.round(width * pixelRatio)];
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawPicture(context, figure);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, margin * pixelRatio, margin * pixelRatio);
  context.font = `${figureLayout.fontSize}px ${figureLayout.fontFamily}`;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.fillText(figure.title, 0, titleHeight / 2 - 4, figure.size[1] + barSpace);
  context.translate(0, titleHeight);
  drawOutlines(context, figure);
  if (figure.wheel !== undefined)
    context.drawImage(figure.wheel, figure.size[1] - wheelSize - 8, 8, wheelSize, wheelSize);
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

function drawOutlines(context: CanvasRenderingContext2D, { outlines, size }: Figure): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, size[1], size[0]);
  context.clip();
  for (const outline of outlines) drawOutline(context, outline);
  context.restore();
}

function drawOutline(context: CanvasRenderingContext2D, { path, colour, label }: ToolOutline): void {
  const line = new Path2D(path);
  for (const [stroke, width] of [
    [ink, 4],
    [colour, 1.75],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke(line);
  }
  if (label === undefined) return;
  context.strokeStyle = ink;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.fillStyle = colour;
  context.strokeText(label.text, label.x, label.y);
  context.fillText(label.text, label.x, label.y);
}

function drawScaleBar(context: CanvasRenderingContext2D, figure: Figure): void {
  const { scaleBar, transform, size } = figure;
  const { scaleBarInset: inset, scaleBarHeight } = figureLayout;
  const length = scaleBar.pixels * transform.scale;
  const [left, bottom] = [inset, size[0] - inset];
  context.lineJoin = "round";
  context.strokeStyle = ink;
  context.lineWidth = 3;
  context.strokeRect(left, bottom - scaleBarHeight, length, scaleBarHeight);
  context.strokeText(scaleBar.label, left, bottom - 15);
  context.fillStyle = "#fff";
  context.fillRect(left, bottom - scaleBarHeight, length, scaleBarHeight);
  context.fillText(scaleBar.label, left, bottom - 15);
}

function drawColourBar(context: CanvasRenderingContext2D, figure: Figure): void {
  const bars = channelBars(figure);
  if (bars.length > 0) drawChannelBars(context, figure, bars);
  else drawRampBar(context, figure);
}

/** Of a colour composite: names and limits beside ramps from black to the colours. */
function drawChannelBars(
  context: CanvasRenderingContext2D,
  figure: Figure,
  bars: readonly ChannelBar[],
): void {
  const left = figure.size[1] + barLeft;
  for (const { name, colour, low, high, nameY, top, height } of bars) {
    const ramp = context.createLinearGradient(0, top + height, 0, top);
    ramp.addColorStop(0, "#000");
    ramp.addColorStop(1, colour);
    context.fillStyle = ramp;
    context.fillRect(left, top, barWidth, height);
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.strokeRect(left, top, barWidth, height);
    context.fillStyle = ink;
    context.fillText(name, left, nameY, barSpace - 12);
    context.fillText(high, left + barWidth + 6, top + 5, barSpace - barWidth - 18);
    context.fillText(low, left + barWidth + 6, top + height - 5, barSpace - barWidth - 18);
  }
}

function drawRampBar(context: CanvasRenderingContext2D, figure: Figure): void {
  const ramp = document.createElement("canvas");
  drawRamp(ramp, figure.look);
  const left = figure.size[1] + barLeft;
  const height = figure.size[0] - barTop;
  context.imageSmoothingEnabled = false;
  context.drawImage(ramp, left, barTop, barWidth, height);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.strokeRect(left, barTop, barWidth, height);
  context.fillStyle = ink;
  const { unit, ticks } = barLabels(figure);
  context.fillText(unit, left, 6, barSpace - 12);
  for (const { text, textY } of ticks)
    context.fillText(text, left + barWidth + 6, textY, barSpace - barWidth - 18);
}
