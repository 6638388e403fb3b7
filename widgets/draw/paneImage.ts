import { colormapTable } from "./colormap.js";
import { imageToRgba } from "./imageToRgba.js";
import type { PaneLayout } from "./pane.js";
import { blendPixel, type Raster } from "./raster.js";
import { rgbToRgba } from "./rgbToRgba.js";
import { colourWheel, vectorToRgba } from "./vectorToRgba.js";

/** Of the legend of directions, px. */
const wheelSize = 48;
const wheelInset = 6;

/** Draws the image of a pane, each of its pixels as a block of `enlarge` x `enlarge`; of vectors with the legend of directions. */
export function drawPaneImage(
  raster: Raster,
  layout: PaneLayout,
  left: number,
  top: number,
  enlarge: number,
): void {
  const { shape } = layout;
  const source = new Uint32Array(coloured(layout).buffer);
  const target = new Uint32Array(raster.data.buffer);
  for (let y = 0; y < shape[0] * enlarge; y++) {
    const row = Math.floor(y / enlarge) * shape[1];
    const start = (top + y) * raster.width + left;
    for (let x = 0; x < shape[1] * enlarge; x++) target[start + x] = source[row + Math.floor(x / enlarge)]!;
  }
  if (layout.direction !== undefined)
    drawWheel(raster, left + shape[1] * enlarge - wheelSize - wheelInset, top + wheelInset);
}

function coloured(layout: PaneLayout): Uint8ClampedArray<ArrayBuffer> {
  const { data, direction, shape, limits, step, excluded, pane } = layout;
  const rgba = new Uint8ClampedArray(shape[0] * shape[1] * 4);
  const { scale, gamma } = pane;
  if (layout.channels !== undefined) rgbToRgba(layout.channels.images, layout.channels.looks, rgba);
  else if (direction !== undefined)
    vectorToRgba({ data, direction, excluded }, { limits, scale, step }, rgba);
  else
    imageToRgba(
      data,
      shape,
      { limits, scale, step, gamma, table: colormapTable(pane.colormap), excluded },
      rgba,
    );
  return rgba;
}

function drawWheel(raster: Raster, left: number, top: number): void {
  const wheel = colourWheel(wheelSize);
  for (let y = 0, o = 0; y < wheelSize; y++)
    for (let x = 0; x < wheelSize; x++, o += 4)
      blendPixel(raster, left + x, top + y, [wheel[o]!, wheel[o + 1]!, wheel[o + 2]!], wheel[o + 3]! / 255);
}
