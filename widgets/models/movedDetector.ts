import type { Pair } from "#core/virtual/detector.js";
import { moveDetector } from "#core/virtual/moveDetector.js";
import { type DrawableDetector, packDetector, unpackDetector } from "./pickerDetector.js";

/** The same detector elsewhere; a bitmap by whole px, what leaves the detector is lost. @param by [y, x], px */
export function movedDetector(detector: DrawableDetector, by: Pair): DrawableDetector {
  if (by[0] === 0 && by[1] === 0) return detector;
  return packDetector(moveDetector(unpackDetector(detector), by));
}
