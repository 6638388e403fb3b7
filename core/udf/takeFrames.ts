import { bytesPerElement, dtypeOf, type NumberArray, typedArray } from "../data/dtype.js";

/** Nav values of some frames, in the order of `frames`; each frame has `each` values. The result is off shared memory. */
export function takeFrames<A extends NumberArray>(values: A, frames: Uint32Array, each = 1): A {
  const dtype = dtypeOf(values);
  const taken = typedArray(dtype, new ArrayBuffer(frames.length * each * bytesPerElement(dtype)));
  // For every coarse image of a drag: a callback a position takes several times as long.
  for (let i = 0, at = 0; i < frames.length; i++) {
    const from = frames[i]! * each;
    for (let k = 0; k < each; k++) taken[at++] = values[from + k]!;
  }
  return taken as A;
}
