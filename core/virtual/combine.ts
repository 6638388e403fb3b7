import type { DetectorSpec, IntersectionSpec, InversionSpec, UnionSpec } from "./detector.js";

/** The pixels that belong to any of the detectors. Combinations nest. */
export function union(...detectors: readonly DetectorSpec[]): UnionSpec {
  return { shape: "union", detectors };
}

/** The pixels that belong to all of the detectors. */
export function intersection(...detectors: readonly DetectorSpec[]): IntersectionSpec {
  return { shape: "intersection", detectors };
}

/** The pixels that do not belong to the detector. */
export function invert(detector: DetectorSpec): InversionSpec {
  return { shape: "inversion", detector };
}

/** The pixels of the first detector that belong to none of the others. */
export function difference(
  detector: DetectorSpec,
  ...without: readonly [DetectorSpec, ...DetectorSpec[]]
): IntersectionSpec {
  return intersection(detector, ...without.map(invert));
}
