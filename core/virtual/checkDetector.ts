import { RonchiError } from "../errors.js";
import type {
  BitmapDetector,
  LatticeDetector,
  Pair,
  SectorDetector,
  ShapeDetector,
  ShapeSpec,
} from "./detector.js";

/** What each shape is described by, beside its unit and soft edge. */
const properties: Readonly<Record<ShapeSpec["shape"], readonly string[]>> = {
  point: ["centre"],
  circle: ["centre", "radius"],
  annulus: ["centre", "inner", "outer"],
  rectangle: ["centre", "height", "width"],
  sector: ["centre", "inner", "outer", "count", "index", "rotation"],
  polygon: ["points"],
  lattice: ["centre", "g1", "g2", "radius", "order", "extent", "directBeam"],
};
const common = ["shape", "unit", "softEdge"];

/**
 * Checks that a shape has no other properties than its own: a misspelt `centre` would be left out without a word.
 * Throws RonchiError "invalid-argument".
 */
export function checkProperties(spec: ShapeSpec): void {
  const own = properties[spec.shape];
  if (own === undefined) return; // whoever converts the shape says so
  const stranger = Object.keys(spec).find((name) => !own.includes(name) && !common.includes(name));
  if (stranger === undefined) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: `detector ${spec.shape}`,
    found: `a property "${stranger}"`,
    expected: own.join(", "),
    remedy: "Correct its name, or leave it out.",
  });
}

/** Checks the numbers of a shape in px. Throws RonchiError "invalid-argument" naming the one that can't be. */
export function checkShape(detector: ShapeDetector): void {
  if (detector.shape === "polygon") checkCorners(detector.points);
  else checkPair(`${detector.shape}.centre`, detector.centre);
  if (detector.shape !== "point") checkNumber(`${detector.shape}.softEdge`, detector.softEdge ?? 0, 0);
  checkSizes(detector);
}

function checkSizes(detector: ShapeDetector): void {
  const { shape } = detector;
  if (shape === "circle" || shape === "lattice") checkNumber(`${shape}.radius`, detector.radius, 0);
  if (shape === "annulus" || shape === "sector") {
    checkNumber(`${shape}.inner`, detector.inner, 0);
    checkNumber(`${shape}.outer`, detector.outer, detector.inner);
  }
  if (shape === "rectangle") {
    checkNumber("rectangle.height", detector.height, 0);
    checkNumber("rectangle.width", detector.width, 0);
  }
  if (shape === "sector") checkSector(detector);
  if (shape === "lattice") checkLattice(detector);
}

function checkSector({ rotation, count, index }: SectorDetector): void {
  checkNumber("sector.rotation", rotation);
  checkWhole("sector.count", count, 1);
  checkWhole("sector.index", index, 0);
}

function checkLattice({ g1, g2, order = 0, extent = 0 }: LatticeDetector): void {
  checkPair("lattice.g1", g1);
  checkPair("lattice.g2", g2);
  checkWhole("lattice.order", order, 0);
  checkNumber("lattice.extent", extent, 0);
}

/** Checks that a bitmap is as large as the detector. Throws RonchiError "shape-mismatch". */
export function checkBitmap({ size, mask }: BitmapDetector, detectorShape: Pair): void {
  const fits =
    size[0] === detectorShape[0] && size[1] === detectorShape[1] && mask.length === size[0] * size[1];
  if (fits) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "bitmap detector",
    found: `${size[0]} x ${size[1]} with ${mask.length} values`,
    expected: `${detectorShape[0]} x ${detectorShape[1]} as the detector has`,
    remedy: "Make the bitmap with one value for each detector pixel, rows first.",
  });
}

function checkCorners(points: readonly Pair[]): void {
  if (!Array.isArray(points) || points.length < 3) {
    const found = Array.isArray(points) ? `${points.length} points` : String(points);
    throw invalid("polygon.points", found, "three or more corners [y, x]");
  }
  points.forEach((corner, i) => {
    checkPair(`polygon.points[${i}]`, corner);
  });
}

function checkPair(subject: string, pair: Pair): void {
  if (!Array.isArray(pair) || pair.length !== 2) throw invalid(subject, String(pair), "two numbers, [y, x]");
  pair.forEach((value: unknown, axis) => {
    checkNumber(`${subject}[${axis}]`, value);
  });
}

function checkWhole(subject: string, value: unknown, least: number): void {
  if (Number.isInteger(value) && (value as number) >= least) return;
  throw invalid(subject, String(value), `a whole number, at least ${least}`);
}

function checkNumber(subject: string, value: unknown, least = Number.NEGATIVE_INFINITY): void {
  if (typeof value === "number" && Number.isFinite(value) && value >= least) return;
  const expected = least === Number.NEGATIVE_INFINITY ? "a number" : `a number, at least ${least}`;
  throw invalid(subject, String(value), expected);
}

function invalid(subject: string, found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject,
    found,
    expected,
    remedy: "Check the geometry of the detector: places are [y, x], sizes are 0 or more.",
  });
}
