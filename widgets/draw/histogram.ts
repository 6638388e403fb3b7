import type { NumberArray } from "#core/data/dtype.js";
import type { Limits } from "./contrast.js";

export interface Histogram {
  /** Values in each bin, equal bins from `range[0]` to `range[1]`; the upper end belongs to the last bin. */
  readonly counts: Uint32Array;
  /** Heights to draw, 0–1: ln(1 + counts) over that of the fullest bin; 0 everywhere without values. */
  readonly heights: Float32Array;
  readonly range: Limits;
}

export interface HistogramOptions {
  /** How many bins, default 96. */
  readonly bins?: number;
  /** 1 = excluded, same order as the data. */
  readonly excluded?: Uint8Array | undefined;
}

/**
 * Histogram of the values between two limits, both included. Values outside, excluded pixels and NaN are left out.
 * A constant image (equal limits) fills the first bin.
 */
export function histogramOf(data: NumberArray, range: Limits, options: HistogramOptions = {}): Histogram {
  const { bins = 96, excluded } = options;
  const counts = new Uint32Array(bins);
  const [min, max] = range;
  const perUnit = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!(value >= min && value <= max) || excluded?.[i] === 1) continue;
    const bin = Math.min(Math.floor((value - min) * perUnit), bins - 1);
    counts[bin] = counts[bin]! + 1;
  }
  return { counts, heights: logHeights(counts), range };
}

function logHeights(counts: Uint32Array): Float32Array {
  const full = Math.log1p(counts.reduce((most, count) => Math.max(most, count), 0));
  return Float32Array.from(counts, (count) => (full > 0 ? Math.log1p(count) / full : 0));
}
