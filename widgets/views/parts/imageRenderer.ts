import { boxedShape } from "#core/data/boxes.js";
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
  /** One value stands for so many pixels along each axis; see ImageMessage. Default 1. */
  readonly box?: number | undefined;
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
  let shape: Pair = [1, 1];
  let box = 1;
  /** Kept from picture to picture: a megabyte each would have to be collected as garbage. */
  let pixels = new ImageData(1, 1);
  return {
    colour(image, look) {
      const [height, width] = boxedShape(image.shape, image.box ?? 1);
      if (pixels.height !== height || pixels.width !== width) pixels = new ImageData(width, height);
      colourPixels(image, look, pixels.data);
      buffer = canvasOf(pixels, buffer);
      shape = image.shape;
      box = image.box ?? 1;
    },
    draw(transform, size, devicePixelRatio) {
      resizeCanvas(canvas, size, devicePixelRatio);
      const context = canvas.getContext("2d")!;
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (buffer !== undefined) drawImage(context, buffer, transform, devicePixelRatio, shape, box);
    },
    coloured: () => (buffer === undefined || box === 1 ? buffer : enlarged(buffer, shape, box)),
  };
}

function canvasOf(pixels: ImageData, reuse?: HTMLCanvasElement): HTMLCanvasElement {
  const canvas = reuse ?? document.createElement("canvas");
  if (canvas.width !== pixels.width) canvas.width = pixels.width;
  if (canvas.height !== pixels.height) canvas.height = pixels.height;
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
  return canvas;
}

function colourPixels(image: PaneImage, look: ImageLook, out: Uint8ClampedArray): void {
  if (image.channels !== undefined) rgbToRgba(image.channels, look.channels ?? [], out);
  else if (image.direction !== undefined) vectorToRgba({ ...image, direction: image.direction }, look, out);
  else scalarToRgba(image, look, out);
}

function scalarToRgba(image: PaneImage, look: ImageLook, out: Uint8ClampedArray): void {
  const { limits, scale, step, gamma, colormap } = look;
  const options = { limits, scale, step, gamma, table: colormapTable(colormap), excluded: image.excluded };
  imageToRgba(image.data, boxedShape(image.shape, image.box ?? 1), options, out);
}

function resizeCanvas(canvas: HTMLCanvasElement, size: Pair, devicePixelRatio: number): void {
  const height = Math.max(1, Math.round(size[0] * devicePixelRatio));
  const width = Math.max(1, Math.round(size[1] * devicePixelRatio));
  if (canvas.height !== height) canvas.height = height;
  if (canvas.width !== width) canvas.width = width;
}

/**
 * Pixels stay square blocks when enlarged; when reduced they are averaged, so that no diffraction spot vanishes.
 * @param box one canvas pixel stands for so many pixels of the image along each axis, whose shape [y, x] is then given
 */
export function drawImage(
  context: CanvasRenderingContext2D,
  image: HTMLCanvasElement,
  transform: Transform,
  devicePixelRatio: number,
  [height, width]: Pair = [image.height, image.width],
  box = 1,
): void {
  const scale = transform.scale * devicePixelRatio;
  context.imageSmoothingEnabled = scale * box < 1;
  context.imageSmoothingQuality = "high";
  const [left, top] = [transform.left * devicePixelRatio, transform.top * devicePixelRatio];
  // The last boxes may reach beyond the image.
  context.drawImage(image, 0, 0, width / box, height / box, left, top, width * scale, height * scale);
}

/** One canvas pixel an image pixel. */
function enlarged(boxes: HTMLCanvasElement, [height, width]: Pair, box: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  drawImage(canvas.getContext("2d")!, boxes, { left: 0, top: 0, scale: 1 }, 1, [height, width], box);
  return canvas;
}
