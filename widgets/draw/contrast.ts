import type { NumberArray } from "#core/data/dtype.js";
import type { IntensityScale } from "../models/detectorPickerState.js";
import { smallCounts } from "./smallCounts.js";

/** Lower and upper value of what is shown. Equal for a constant image: everything then has the lowest colour. */
export type Limits = readonly [number, number];

/** Above this many values, percentiles are taken from every n-th value. */
export const exactPercentileSize = 100_000;

/** The reach R of a logarithmic scale stays between these: two to six decades (see {@link scaleValue}). */
const logReachLimits = [100, 1e6] as const;

/**
 * Limits at two percentiles (0–100), by linear interpolation between the sorted values, as numpy's default. Small counts,
 * and up to {@link exactPercentileSize} other values, all count; of more, every n-th, with n odd so that columns of an image
 * with an even width are not favoured. Excluded pixels (1 = excluded) and values that are not finite are left out.
 * When both percentiles fall on one value although others exist (a few counts among zeros), the full range of the
 * sampled values is given instead, since an image of one colour shows nothing. Without any value: [0, 1].
 */
export function percentileLimits(
  data: NumberArray,
  percentiles: readonly [number, number],
  excluded?: Uint8Array,
): Limits {
  const often = smallCounts(data, excluded);
  if (often !== undefined) return limitsOfCounts(often, percentiles);
  const values = finiteSample(data, excluded);
  if (values.length === 0) return [0, 1];
  const low = percentileOf(values, percentiles[0]);
  const high = percentileOf(values, percentiles[1]);
  return low < high ? [low, high] : dataRange(values);
}

function limitsOfCounts(often: Uint32Array, percentiles: readonly [number, number]): Limits {
  const total = often.reduce((sum, times) => sum + times, 0);
  if (total === 0) return [0, 1];
  const [low, high] = percentiles.map((percentile) => percentileOfCounts(often, total, percentile));
  return low! < high! ? [low!, high!] : rangeOfCounts(often);
}

function percentileOfCounts(often: Uint32Array, total: number, percentile: number): number {
  const rank = (Math.min(Math.max(percentile, 0), 100) / 100) * (total - 1);
  const below = Math.floor(rank);
  const low = countOfRank(often, below);
  return rank === below ? low : low + (rank - below) * (countOfRank(often, below + 1) - low);
}

/** The k-th of the sorted counts, from 0. */
function countOfRank(often: Uint32Array, k: number): number {
  let count = 0;
  for (let seen = often[0]!; seen <= k; seen += often[count]!) count++;
  return count;
}

function rangeOfCounts(often: Uint32Array): Limits {
  const first = often.findIndex((times) => times > 0);
  // The largest count that there is ends the list.
  return first < 0 ? [0, 1] : [first, often.length - 1];
}

/** Smallest and largest finite value outside the excluded pixels; [0, 1] without any. */
export function dataRange(data: NumberArray, excluded?: Uint8Array): Limits {
  const often = smallCounts(data, excluded);
  if (often !== undefined) return rangeOfCounts(often);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value) || excluded?.[i] === 1) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? [min, max] : [0, 1];
}

/**
 * The step of a logarithmic scale (see {@link scaleValue}): the smallest value above 0 of the data, so 1 for single
 * patterns of counts, and for their mean 1 / frames. Data in another unit look the same, since their step is in that unit
 * too. 0 for data with values below 0, where the smallest one above 0 says nothing, and without any above 0.
 * Excluded pixels (1 = excluded) and values that are not finite are left out.
 */
export function logStep(data: NumberArray, excluded?: Uint8Array): number {
  const often = smallCounts(data, excluded);
  if (often !== undefined)
    return Math.max(
      0,
      often.findIndex((times, count) => count > 0 && times > 0),
    );
  let step = Number.POSITIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value) || excluded?.[i] === 1) continue;
    if (value < 0) return 0;
    if (value > 0 && value < step) step = value;
  }
  return Number.isFinite(step) ? step : 0;
}

/**
 * Where a value lies between the limits, 0–1, values outside clipped; NaN stays NaN. With u = (value - min) /
 * (max - min): linear u; sqrt √u; log ln(1 + R·u) / ln(1 + R) with R = (max - min) / step, kept between 100 and 10⁶.
 * With the step of {@link logStep} R·u is the number of steps above the lower limit: for counts this is the usual
 * log(1 + counts), and their mean over any number of frames looks as their sum does.
 * @param step of the logarithmic scale, in the unit of the values; 0: none is known, and R is 100
 */
export function scaleValue(value: number, limits: Limits, scale: IntensityScale, step = 1): number {
  const range = limits[1] - limits[0];
  if (Number.isNaN(value)) return value;
  const u = range > 0 ? clampUnit((value - limits[0]) / range) : 0;
  if (scale === "linear") return u;
  if (scale === "sqrt") return Math.sqrt(u);
  const reach = logReach(range, step);
  return Math.log1p(reach * u) / Math.log1p(reach);
}

/** The value at a position 0–1 of the colour bar: the inverse of {@link scaleValue}. */
export function unscaleValue(position: number, limits: Limits, scale: IntensityScale, step = 1): number {
  const range = limits[1] - limits[0];
  if (scale === "linear") return limits[0] + position * range;
  if (scale === "sqrt") return limits[0] + position * position * range;
  const reach = logReach(range, step);
  return limits[0] + (Math.expm1(position * Math.log1p(reach)) / reach) * range;
}

/** R of the logarithmic scale (see {@link scaleValue}). */
export function logReach(range: number, step: number): number {
  const [least, most] = logReachLimits;
  return step > 0 ? Math.min(Math.max(range / step, least), most) : least;
}

function clampUnit(u: number): number {
  return Math.min(Math.max(u, 0), 1);
}

function finiteSample(data: NumberArray, excluded: Uint8Array | undefined): Float64Array {
  const step = data.length <= exactPercentileSize ? 1 : Math.ceil(data.length / exactPercentileSize) | 1;
  const sample = new Float64Array(Math.ceil(data.length / step));
  let count = 0;
  for (let i = 0; i < data.length; i += step) {
    const value = data[i]!;
    if (Number.isFinite(value) && excluded?.[i] !== 1) sample[count++] = value;
  }
  return sample.subarray(0, count);
}

/** Reorders `values`. */
function percentileOf(values: Float64Array, percentile: number): number {
  const rank = (Math.min(Math.max(percentile, 0), 100) / 100) * (values.length - 1);
  const below = Math.floor(rank);
  const low = selectRank(values, below);
  if (rank === below) return low;
  // After the selection everything behind `below` is at least as large: the next value is their minimum.
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < values.length; i++) if (values[i]! < high) high = values[i]!;
  return low + (rank - below) * (high - low);
}

/** Hoare's selection: puts the value of rank k at index k, smaller ones before it, larger ones behind. */
function selectRank(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}
