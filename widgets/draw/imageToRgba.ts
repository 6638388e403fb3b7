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
  /** From `colormapTable`. */
  readonly table: Uint8Array;
  /** 1 = excluded, same order as the image. */
  readonly excluded?: Uint8Array | undefined;
}

/** Colour of pixels without a value (excluded, or not a number): a slate blue that no map contains. */
export const noValueColour: readonly [number, number, number, number] = [74, 84, 112, 255];

/**
 * Colours of an image, one RGBA pixel a value, [y, x], C order, by the definition of `scaleValue`. Writes the first
 * 4 · shape[0] · shape[1] bytes of `out` and allocates nothing.
 * @throws RonchiError "shape-mismatch" when `data` or `out` is too short for the shape
 */
export function imageToRgba(
  data: NumberArray,
  shape: readonly [number, number],
  options: ImageDrawOptions,
  out: Uint8ClampedArray,
): void {
  const { limits, scale, step = 1, table, excluded } = options;
  const [min, max] = limits;
  const range = max - min;
  const perRange = range > 0 ? 1 / range : 0;
  const reach = logReach(range, step);
  const perLog = 1 / Math.log1p(reach);
  const last = colormapLevels - 1;
  const count = shape[0] * shape[1];
  requirePixels(data.length, out.length, shape);
  // The hot loop of every redraw: `scaleValue` written out, so that nothing is computed twice a pixel.
  for (let i = 0, o = 0; i < count; i++, o += 4) {
    const value = data[i]!;
    if (Number.isNaN(value) || (excluded !== undefined && excluded[i] === 1)) {
      out[o] = noValueColour[0];
      out[o + 1] = noValueColour[1];
      out[o + 2] = noValueColour[2];
      out[o + 3] = noValueColour[3];
      continue;
    }
    let u = (value - min) * perRange;
    u = Math.min(Math.max(u, 0), 1);
    if (scale === "log") u = Math.log1p(reach * u) * perLog;
    else if (scale === "sqrt") u = Math.sqrt(u);
    const t = ((u * last + 0.5) | 0) << 2;
    out[o] = table[t]!;
    out[o + 1] = table[t + 1]!;
    out[o + 2] = table[t + 2]!;
    out[o + 3] = table[t + 3]!;
  }
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
