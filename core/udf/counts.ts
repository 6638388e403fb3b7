import type { NumberArray } from "../data/dtype.js";

/** Counts as Uint32Array while every value is an integer below 2^32, otherwise a copy as they are. */
export function narrowCounts(values: NumberArray): NumberArray {
  return fitsUint32(values) ? Uint32Array.from(values) : values.slice();
}

function fitsUint32(values: NumberArray): boolean {
  for (const value of values) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) return false;
  }
  return true;
}
