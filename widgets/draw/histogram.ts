import type { NumberArray } from "#core/data/dtype.js";
import type { IntensityScale } from "../models/detectorPickerState.js";
import { type Limits, unscaleValue } from "./contrast.js";

export interface Histogram {
  /** Values in each bin from `range[0]` to `range[1]`; the upper end belongs to the last bin. */
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
  /** On which scale the bins are of equal width, default linear. */
  readonly scale?: IntensityScale;
  /** Of a logarithmic scale, from `logStep`; default 1. */
  readonly step?: number;
  /** Counts about this many values at most, every n-th, n odd: enough for a drawing. Default all. */
  readonly sample?: number;
}

/**
 * Histogram of the values between two limits, both included. Values outside, excluded pixels and NaN are left out.
 * A constant image (equal limits) fills the first bin.
 */
export function histogramOf(data: NumberArray, range: Limits, options: HistogramOptions = {}): Histogram {
  const { bins = 96, excluded, scale = "linear", sample = data.length } = options;
  const counts = new Uint32Array(bins);
  const binOf = scale === "linear" ? linearBins(range, bins) : scaledBins(range, bins, scale, options.step);
  const stride = data.length <= sample ? 1 : Math.ceil(data.length / sample) | 1;
  for (let i = 0; i < data.length; i += stride) {
    const value = data[i]!;
    if (!(value >= range[0] && value <= range[1]) || excluded?.[i] === 1) continue;
    const bin = binOf(value);
    counts[bin] = counts[bin]! + 1;
  }
  return { counts, heights: logHeights(counts), range };
}

function linearBins([min, max]: Limits, bins: number): (value: number) => number {
  const perUnit = max > min ? bins / (max - min) : 0;
  return (value) => Math.min(Math.floor((value - min) * perUnit), bins - 1);
}

/** By the borders of the bins: a search in them costs less than a logarithm a value. */
function scaledBins(
  range: Limits,
  bins: number,
  scale: IntensityScale,
  step: number | undefined,
): (value: number) => number {
  const borders = Float64Array.from({ length: bins }, (_, bin) =>
    unscaleValue(bin / bins, range, scale, step),
  );
  const constant = range[0] === range[1];
  return (value) => {
    if (constant) return 0;
    let [low, high] = [0, bins - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (borders[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

function logHeights(counts: Uint32Array): Float32Array {
  const full = Math.log1p(counts.reduce((most, count) => Math.max(most, count), 0));
  return Float32Array.from(counts, (count) => (full > 0 ? Math.log1p(count) / full : 0));
}
