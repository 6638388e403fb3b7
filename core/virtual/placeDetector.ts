import type { Calibration } from "../data/calibration.js";
import { RonchiError } from "../errors.js";
import { checkBitmap, checkProperties, checkShape } from "./checkDetector.js";
import type { Detector, DetectorSpec, Pair, ShapeDetector, ShapeSpec } from "./detector.js";
import { type ToPixels, toPixels } from "./detectorUnit.js";

/** Where the direct beam is, [y, x] px: the calibrated origin, or the middle (n - 1) / 2 when none is known. */
export function beamCentre(detectorShape: Pair, calibration: Calibration): Pair {
  return calibration.origin ?? [(detectorShape[0] - 1) / 2, (detectorShape[1] - 1) / 2];
}

/**
 * A detector in px with its centre filled in and its numbers checked against a detector of [detY, detX] px; parts of
 * a combination one by one. Throws RonchiError "invalid-argument" (also for calibration that a unit needs),
 * "unsupported" (radii in Å⁻¹ or mrad on pixels that are not square) or, for a bitmap of another size, "shape-mismatch".
 */
export function placeDetector(spec: DetectorSpec, detectorShape: Pair, calibration: Calibration): Detector {
  const place = (part: DetectorSpec): Detector => placeDetector(part, detectorShape, calibration);
  switch (spec.shape) {
    case "bitmap":
      checkBitmap(spec, detectorShape);
      return spec;
    case "union":
    case "intersection":
      if (spec.detectors.length === 0) throw emptyCombination(spec.shape);
      return { shape: spec.shape, detectors: spec.detectors.map(place) };
    case "inversion":
      return { shape: "inversion", detector: place(spec.detector) };
  }
  checkProperties(spec);
  const beam = beamCentre(detectorShape, calibration);
  const placed = convert(spec, beam, toPixels(spec.unit ?? "px", calibration, beam));
  checkShape(placed);
  return placed;
}

function convert(spec: ShapeSpec, beam: Pair, px: ToPixels): ShapeDetector {
  const { unit: _, ...shape } = spec;
  if (shape.shape === "polygon") return { ...shape, points: convertCorners(shape.points, px) };
  const centre = shape.centre === undefined ? beam : px.place(shape.centre);
  switch (shape.shape) {
    case "point":
      return { ...shape, centre };
    case "circle":
      return { ...shape, centre, radius: px.length(shape.radius) };
    case "annulus":
    case "sector":
      return { ...shape, centre, inner: px.length(shape.inner), outer: px.length(shape.outer) };
    case "rectangle": {
      const [height, width] = px.vector([shape.height, shape.width]);
      return { ...shape, centre, height, width };
    }
    case "lattice": {
      const extent = shape.extent === undefined ? {} : { extent: px.length(shape.extent) };
      const vectors = { g1: px.vector(shape.g1), g2: px.vector(shape.g2) };
      return { ...shape, ...vectors, ...extent, centre, radius: px.length(shape.radius) };
    }
    default:
      throw unknownShape(shape);
  }
}

function convertCorners(points: readonly Pair[], px: ToPixels): readonly Pair[] {
  // What is no list is left for the check, which says so.
  return Array.isArray(points) ? points.map(px.place) : points;
}

function emptyCombination(shape: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `${shape} of detectors`,
    found: "no detectors",
    expected: "one or more",
    remedy: "Give the detectors that are to be combined.",
  });
}

function unknownShape(detector: { readonly shape: string }): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "detector.shape",
    found: String(detector.shape),
    expected: "the name of a shape",
    remedy: "Make detectors with point, circle, annulus, rectangle, polygon, lattice, segments or bitmap.",
  });
}
