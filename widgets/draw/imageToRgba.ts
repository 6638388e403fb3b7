import type { NumberArray } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";
import type { IntensityScale } from "../models/detectorPickerState.js";
import { colormapLevels } from "./colormap.js";
import { type Limits, logReach } from "./contrast.js";

export interface ImageDrawOptions {
  readonly limits: Limits;
  readonly scale: IntensityScale;
  /** Of a logarithmic scale, from `logStep`; default 1. */
  readonly step?: number | undefined;
  /** The colour at u on the scale is that of u ** gamma; default 1. */
  readonly gamma?: number | undefined;
  /** From `colormapTable`. */
  readonly table: Uint8Array;
  /** 1 = excluded, same order as the image. */
  readonly excluded?: Uint8Array | undefined;
}

/** Colour of pixels without a value (excluded, or not a number): a slate blue that no map contains. */
export const noValueColour: readonly [number, number, number, number] = [74, 84, 112, 255];

/**
 * Colours of an image, one RGBA pixel a value, [y, x], C order, by the definition of `scaleValue`. Writes the first
 * 4 · shape[0] · shape[1] bytes of `out`, which starts at a multiple of 4 in its buffer.
 * @throws RonchiError "shape-mismatch" when `data` or `out` is too short for the shape
 */
export function imageToRgba(
  data: NumberArray,
  shape: readonly [number, number],
  options: ImageDrawOptions,
  out: Uint8ClampedArray,
): void {
  const count = shape[0] * shape[1];
  requirePixels(data.length, out.length, shape);
  // Whole pixels are copied, so the order of their bytes does not matter.
  const pixels = new Uint32Array(out.buffer, out.byteOffset, count);
  const counts = data instanceof Uint8Array || data instanceof Uint16Array;
  const [first, last] = countsBetween(options.limits);
  if (counts && last - first < count / 2) colourCounts(data, options, pixels);
  else colourValues(data, options, pixels);
  const { excluded } = options;
  if (excluded === undefined) return;
  for (let i = 0; i < count; i++) if (excluded[i] === 1) pixels[i] = noValuePixel;
}

const noValuePixel = new Uint32Array(Uint8Array.from(noValueColour).buffer)[0]!;

/** Any values, one after the other. */
function colourValues(data: NumberArray, options: ImageDrawOptions, pixels: Uint32Array): void {
  const { limits, scale, step = 1, gamma = 1, table } = options;
  const colours = new Uint32Array(table.slice().buffer);
  const [min, max] = limits;
  const range = max - min;
  const perRange = range > 0 ? 1 / range : 0;
  const reach = logReach(range, step);
  const perLog = 1 / Math.log1p(reach);
  const last = colormapLevels - 1;
  // The hot loop of every redraw: `scaleValue` written out, so that nothing is computed twice a pixel.
  for (let i = 0; i < pixels.length; i++) {
    const value = data[i]!;
    if (Number.isNaN(value)) {
      pixels[i] = noValuePixel;
      continue;
    }
    let u = (value - min) * perRange;
    u = Math.min(Math.max(u, 0), 1);
    if (scale === "log") u = Math.log1p(reach * u) * perLog;
    else if (scale === "sqrt") u = Math.sqrt(u);
    if (gamma !== 1) u = u ** gamma;
    pixels[i] = colours[(u * last + 0.5) | 0]!;
  }
}

/** Counts: each that lies between the limits is coloured once, and looked up by the pixels. */
function colourCounts(data: Uint8Array | Uint16Array, options: ImageDrawOptions, pixels: Uint32Array): void {
  const [first, last] = countsBetween(options.limits);
  const known = new Uint32Array(last - first + 1);
  const values = Float64Array.from(known, (_, i) => first + i);
  colourValues(values, options, known);
  for (let i = 0; i < pixels.length; i++) {
    const value = data[i]!;
    pixels[i] = known[value < first ? 0 : value > last ? last - first : value - first]!;
  }
}

/** The counts from the one at or below the lower limit to the one at or above the upper limit. */
function countsBetween([low, high]: Limits): Limits {
  const first = Math.max(0, Math.floor(low));
  return [first, Math.max(first, Math.ceil(high))];
}

function requirePixels(values: number, bytes: number, shape: readonly [number, number]): void {
  const pixels = shape[0] * shape[1];
  if (values >= pixels && bytes >= 4 * pixels) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "image to draw",
    found: `${values} values and room for ${Math.floor(bytes / 4)} pixels`,
    expected: `${shape[0]} x ${shape[1]} = ${pixels} of each`,
    remedy: "Pass the shape of the array and an output of 4 bytes a pixel.",
  });
}
