import type { NumberArray } from "#core/data/dtype.js";
import type { Channel } from "#widgets/codecs.js";
import { colormapTable } from "#widgets/draw/colormap.js";
import type { Limits } from "#widgets/draw/contrast.js";
import { imageToRgba } from "#widgets/draw/imageToRgba.js";
import { type ChannelLook, rgbToRgba } from "#widgets/draw/rgbToRgba.js";
import { vectorToRgba } from "#widgets/draw/vectorToRgba.js";
import type { ColormapName, IntensityScale } from "#widgets/models/detectorPickerState.js";
import type { Pair, Transform } from "./viewTransform.js";

/** An image to draw: [y, x], C order. */
export interface PaneImage {
  readonly data: NumberArray;
  readonly shape: Pair;
  /** 1 = excluded, same order as the data. */
  readonly excluded?: Uint8Array | undefined;
  /** Of vectors, whose magnitudes are the data: their angles, rad, from +x to +y. */
  readonly direction?: Float32Array | undefined;
  /** Of a colour composite: its images, red first; the data are the first of them. */
  readonly channels?: readonly Channel[] | undefined;
}

export interface ImageLook {
  readonly limits: Limits;
  readonly scale: IntensityScale;
  /** Of a logarithmic scale, from `logStep`. */
  readonly step: number;
  /** Power of the place on the scale that gives the colour; default 1. */
  readonly gamma?: number | undefined;
  readonly colormap: ColormapName;
  /** Of a colour composite: how each of its images is drawn. */
  readonly channels?: readonly ChannelLook[] | undefined;
}

/** Puts an image on a canvas. Behind this interface a GPU may do the same. */
export interface ImageRenderer {
  /** New pixels or another look: the colours are made here, once. */
  colour(image: PaneImage, look: ImageLook): void;
  /** Draws the coloured image. @param size of the pane, CSS px [height, width] */
  draw(transform: Transform, size: Pair, devicePixelRatio: number): void;
  /** The coloured image, one canvas pixel an image pixel; undefined before the first. */
  coloured(): HTMLCanvasElement | undefined;
}

/** Draws on a 2D canvas: without a GPU faster than WebGL in software. */
export function canvasRenderer(canvas: HTMLCanvasElement): ImageRenderer {
  let buffer: HTMLCanvasElement | undefined;
  return {
    colour(image, look) {
      buffer = colouredCanvas(image, look, buffer);
    },
    draw(transform, size, devicePixelRatio) {
      resizeCanvas(canvas, size, devicePixelRatio);
      const context = canvas.getContext("2d")!;
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (buffer !== undefined) drawImage(context, buffer, transform, devicePixelRatio);
    },
    coloured: () => buffer,
  };
}

function colouredCanvas(image: PaneImage, look: ImageLook, reuse?: HTMLCanvasElement): HTMLCanvasElement {
  const [height, width] = image.shape;
  const canvas = reuse ?? document.createElement("canvas");
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pixels = new ImageData(width, height);
  if (image.channels !== undefined) rgbToRgba(image.channels, look.channels ?? [], pixels.data);
  else if (image.direction !== undefined)
    vectorToRgba({ ...image, direction: image.direction }, look, pixels.data);
  else scalarToRgba(image, look, pixels.data);
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
  return canvas;
}

function scalarToRgba(image: PaneImage, look: ImageLook, out: Uint8ClampedArray): void {
  const { limits, scale, step, gamma, colormap } = look;
  const options = { limits, scale, step, gamma, table: colormapTable(colormap), excluded: image.excluded };
  imageToRgba(image.data, image.shape, options, out);
}

function resizeCanvas(canvas: HTMLCanvasElement, size: Pair, devicePixelRatio: number): void {
  const height = Math.max(1, Math.round(size[0] * devicePixelRatio));
  const width = Math.max(1, Math.round(size[1] * devicePixelRatio));
  if (canvas.height !== height) canvas.height = height;
  if (canvas.width !== width) canvas.width = width;
}

/** Pixels stay square blocks when enlarged; when reduced they are averaged, so that no diffraction spot vanishes. */
export function drawImage(
  context: CanvasRenderingContext2D,
  image: HTMLCanvasElement,
  transform: Transform,
  devicePixelRatio: number,
): void {
  const scale = transform.scale * devicePixelRatio;
  context.imageSmoothingEnabled = scale < 1;
  context.imageSmoothingQuality = "high";
  const [left, top] = [transform.left * devicePixelRatio, transform.top * devicePixelRatio];
  context.drawImage(image, left, top, image.width * scale, image.height * scale);
}
