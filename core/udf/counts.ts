import type { NumberArray } from "../data/dtype.js";

/** Counts as Uint32Array while every value is an integer below 2^32, otherwise a copy as they are. */
export function narrowCounts(values: NumberArray): NumberArray {
  return fitsUint32(values) ? new Uint32Array(values) : values.slice();
}

function fitsUint32(values: NumberArray): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value >>> 0) return false; // only integers below 2^32 stay as they are
  }
  return true;
}
