import type { Calibration } from "../data/calibration.js";
import { RonchiError } from "../errors.js";
import type { Detector, DetectorSpec } from "./detector.js";

/** Where the direct beam is, [y, x] px: the calibrated origin, or the middle (n - 1) / 2 when none is known. */
export function beamCentre(
  detectorShape: readonly [number, number],
  calibration: Calibration,
): readonly [number, number] {
  return calibration.origin ?? [(detectorShape[0] - 1) / 2, (detectorShape[1] - 1) / 2];
}

/**
 * A detector with its centre filled in and its numbers checked against a detector of [detY, detX] px.
 * Throws RonchiError "invalid-argument" or, for a bitmap of another size, "shape-mismatch".
 */
export function placeDetector(
  spec: DetectorSpec,
  detectorShape: readonly [number, number],
  calibration: Calibration,
): Detector {
  const placed =
    spec.shape === "bitmap"
      ? spec
      : { ...spec, centre: spec.centre ?? beamCentre(detectorShape, calibration) };
  checkDetector(placed, detectorShape);
  return placed;
}

function checkDetector(detector: Detector, detectorShape: readonly [number, number]): void {
  if (detector.shape === "bitmap") return checkBitmap(detector.size, detector.mask.length, detectorShape);
  detector.centre.forEach((value, axis) => {
    checkNumber(detector.shape, `centre[${axis}]`, value, Number.NEGATIVE_INFINITY);
  });
  if (detector.shape === "circle") checkNumber("circle", "radius", detector.radius, 0);
  if (detector.shape === "annulus") {
    checkNumber("annulus", "inner", detector.inner, 0);
    checkNumber("annulus", "outer", detector.outer, detector.inner);
  }
  if (detector.shape === "rectangle") {
    checkNumber("rectangle", "height", detector.height, 0);
    checkNumber("rectangle", "width", detector.width, 0);
  }
}

function checkNumber(shape: string, name: string, value: unknown, least: number): void {
  if (typeof value === "number" && Number.isFinite(value) && value >= least) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: `${shape}.${name}`,
    found: String(value),
    expected: least === Number.NEGATIVE_INFINITY ? "a number of px" : `a number of px, at least ${least}`,
    remedy: "Give the geometry in detector pixels.",
  });
}

function checkBitmap(
  size: readonly [number, number],
  length: number,
  detectorShape: readonly [number, number],
): void {
  const fits = size[0] === detectorShape[0] && size[1] === detectorShape[1] && length === size[0] * size[1];
  if (fits) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "bitmap detector",
    found: `${size[0]} x ${size[1]} with ${length} values`,
    expected: `${detectorShape[0]} x ${detectorShape[1]} as the detector has`,
    remedy: "Make the bitmap with one value for each detector pixel, rows first.",
  });
}
