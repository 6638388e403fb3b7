import { meanOrigin, originAt } from "#core/calibration/fitOrigin.js";
import type { Pair } from "#core/virtual/detector.js";
import type { ShownDescan, ShownPattern } from "./detectorPickerState.js";

/**
 * How far the direct beam of the shown pattern is from its mean over the scan, [y, x] px: there are the detectors that
 * follow it. 0 where nothing is followed.
 */
export function shownShift(descan: ShownDescan | null | undefined, shown: ShownPattern): Pair {
  if (!descan) return [0, 0];
  const [fromY, fromX] = meanOrigin(descan.origin);
  const [y, x] = shownOrigin(descan, shown);
  return [y - fromY, x - fromX];
}

/** Where the fit has the direct beam of the shown pattern, [y, x] px. */
export function shownOrigin({ origin }: ShownDescan, { pattern, cursor, region }: ShownPattern): Pair {
  if (pattern === "cursor") return originAt(origin, cursor);
  return pattern === "sum" || !region ? meanOrigin(origin) : meanOrigin(origin, region);
}
