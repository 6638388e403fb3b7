import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import type { RunBitmap } from "#widgets/models/pickerDetector.js";
import type { Pair } from "./viewTransform.js";

/**
 * A bitmap that was changed where it is shown, `shift` px (rounded) from its place, put back there. Pixels that the picture had no room
 * for are as `kept` has them.
 */
export function withPixelsBeyond(edited: RunBitmap, kept: RunBitmap, shift: Pair): RunBitmap {
  const [height, width] = kept.size;
  const [dy, dx] = [Math.round(shift[0]), Math.round(shift[1])];
  const [shown, before] = [maskOfRuns(edited.runs, edited.size), maskOfRuns(kept.runs, kept.size)];
  const mask = before.map((value, i) => {
    const [y, x] = [Math.floor(i / width) + dy, (i % width) + dx];
    const isShown = y >= 0 && y < height && x >= 0 && x < width;
    return isShown ? shown[y * width + x]! : value;
  });
  return { ...kept, runs: runsOfMask(mask) };
}
