import type { NumberArray } from "#core/data/dtype.js";

/** Larger counts are looked at one by one. */
const largestCount = 65_535;

/** How often each count occurs, of the pictures whose limits are asked for more than once. */
const known = new WeakMap<
  NumberArray,
  { readonly excluded: Uint8Array | undefined; readonly often: Uint32Array }
>();

/**
 * How often each count from 0 to the largest one occurs outside the excluded pixels (1 = excluded), for a picture of
 * integers that are small; undefined for others. One look at the pixels tells its percentiles, its range and its smallest
 * count, which a picture under a hand needs dozens of times a second. The values must not change afterwards.
 */
export function smallCounts(data: NumberArray, excluded?: Uint8Array): Uint32Array | undefined {
  if (data instanceof Float32Array || data instanceof Float64Array) return undefined;
  const last = known.get(data);
  if (last !== undefined && last.excluded === excluded) return last.often;
  const largest = largestOf(data, excluded);
  if (largest > largestCount) return undefined;
  const often = new Uint32Array(largest + 1);
  for (let i = 0; i < data.length; i++) if (excluded?.[i] !== 1) often[data[i]!]!++;
  known.set(data, { excluded, often });
  return often;
}

function largestOf(data: NumberArray, excluded: Uint8Array | undefined): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value > largest && excluded?.[i] !== 1) largest = value;
  }
  return largest;
}
