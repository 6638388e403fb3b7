import type { NumberArray } from "../../data/dtype.js";

/** Writes `perFrame` values of each frame of a block into a nav result; frames in a row, the usual case, at one go. */
export function writeFrames(
  target: NumberArray,
  values: NumberArray,
  frames: Uint32Array,
  perFrame: number,
): void {
  const first = frames[0]!;
  if (frames.at(-1)! - first === frames.length - 1 && isAscending(frames)) {
    target.set(values, first * perFrame);
    return;
  }
  frames.forEach((frame, i) => {
    target.set(values.subarray(i * perFrame, (i + 1) * perFrame), frame * perFrame);
  });
}

function isAscending(frames: Uint32Array): boolean {
  for (let i = 1; i < frames.length; i++) if (frames[i]! < frames[i - 1]!) return false;
  return true;
}
