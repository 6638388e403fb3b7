import { RonchiError } from "../errors.js";
import type {
  AnnulusDetector,
  CircleDetector,
  Detector,
  LatticeDetector,
  Pair,
  PointDetector,
  RectangleDetector,
  SectorDetector,
} from "./detector.js";
import { forEachRoundSpan } from "./diskSpans.js";
import { latticeNodes } from "./latticeNodes.js";
import { polygonMask } from "./polygon.js";

/**
 * The pixels of a detector: 1 = belongs, C order over [detY, detX]. Membership as in core/virtual/detector.ts.
 * @throws RonchiError "unsupported" for a soft edge, whose pixels have weights (weights.ts)
 */
export function detectorMask(detector: Detector, detectorShape: Pair): Uint8Array {
  const masksOf = (detectors: readonly Detector[]): Uint8Array[] =>
    detectors.map((part) => detectorMask(part, detectorShape));
  switch (detector.shape) {
    case "bitmap":
      return detector.mask;
    case "union":
      return masksOf(detector.detectors).reduce((a, b) => a.map((value, i) => value | b[i]!));
    case "intersection":
      return masksOf(detector.detectors).reduce((a, b) => a.map((value, i) => value & b[i]!));
    case "inversion":
      return detectorMask(detector.detector, detectorShape).map((value) => 1 - value);
  }
  if (isSoft(detector)) throw softDetector(detector.shape);
  if (detector.shape === "polygon") return polygonMask(detector.points, detectorShape);
  if (detector.shape === "lattice") return latticeMask(detector, detectorShape);
  if (detector.shape === "circle" || detector.shape === "annulus") return roundMask(detector, detectorShape);
  return maskAround(detector.centre, membership(detector), detectorShape);
}

/** Whether any border of the detector is a ramp, so that its pixels have weights. */
export function isSoft(detector: Detector): boolean {
  switch (detector.shape) {
    case "bitmap":
    case "point":
      return false;
    case "union":
    case "intersection":
      return detector.detectors.some(isSoft);
    case "inversion":
      return isSoft(detector.detector);
    default:
      return (detector.softEdge ?? 0) > 0;
  }
}

type Membership = (dy: number, dx: number) => boolean;

function roundMask(detector: CircleDetector | AnnulusDetector, detectorShape: Pair): Uint8Array {
  const mask = new Uint8Array(detectorShape[0] * detectorShape[1]);
  const fill = (value: number) => (first: number, end: number) => void mask.fill(value, first, end);
  forEachRoundSpan(detector, detectorShape, fill(1), fill(0));
  return mask;
}

function maskAround(centre: Pair, contains: Membership, [height, width]: Pair): Uint8Array {
  const mask = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (contains(y - centre[0], x - centre[1])) mask[y * width + x] = 1;
    }
  }
  return mask;
}

function membership(detector: PointDetector | RectangleDetector | SectorDetector): Membership {
  switch (detector.shape) {
    case "point": {
      const dyNearest = Math.round(detector.centre[0]) - detector.centre[0];
      const dxNearest = Math.round(detector.centre[1]) - detector.centre[1];
      return (dy, dx) => dy === dyNearest && dx === dxNearest;
    }
    case "rectangle":
      return (dy, dx) => Math.abs(dy) <= detector.height / 2 && Math.abs(dx) <= detector.width / 2;
    case "sector": {
      const isInRing = inRing(detector);
      return (dy, dx) => isInRing(dy, dx) && sectorIndex(detector, dy, dx) === detector.index;
    }
  }
}

function inRing({ inner, outer }: { readonly inner: number; readonly outer: number }): Membership {
  const least = inner * inner;
  const limit = outer * outer;
  return (dy, dx) => dy * dy + dx * dx >= least && dy * dy + dx * dx < limit;
}

/** Which sector of its ring a place is in: one number for all sectors, so that each place is in exactly one. */
function sectorIndex({ count, rotation }: SectorDetector, dy: number, dx: number): number {
  const turns = (Math.atan2(dy, dx) - rotation) / (2 * Math.PI);
  return Math.floor((turns - Math.floor(turns)) * count) % count;
}

function latticeMask(lattice: LatticeDetector, detectorShape: Pair): Uint8Array {
  const mask = new Uint8Array(detectorShape[0] * detectorShape[1]);
  const limit = lattice.radius * lattice.radius;
  forEachNear(latticeNodes(lattice, detectorShape), lattice.radius, detectorShape, (pixel, distance2) => {
    if (distance2 <= limit) mask[pixel] = 1;
  });
  return mask;
}

/** Visits the pixels in the box that reaches `reach` px around each node, with the squared distance from the node. */
export function forEachNear(
  nodes: readonly Pair[],
  reach: number,
  [height, width]: Pair,
  visit: (pixel: number, distance2: number) => void,
): void {
  for (const [nodeY, nodeX] of nodes) {
    const lastY = Math.min(height - 1, Math.floor(nodeY + reach));
    const firstX = Math.max(0, Math.ceil(nodeX - reach));
    const lastX = Math.min(width - 1, Math.floor(nodeX + reach));
    for (let y = Math.max(0, Math.ceil(nodeY - reach)); y <= lastY; y++) {
      const dy2 = (y - nodeY) ** 2;
      for (let x = firstX; x <= lastX; x++) visit(y * width + x, dy2 + (x - nodeX) ** 2);
    }
  }
}

function softDetector(shape: string): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: `${shape}.softEdge`,
    found: "a soft edge",
    expected: "a detector whose pixels belong or do not",
    remedy: "Leave softEdge out: weights have a sum and a centre of mass, but no largest pixel.",
  });
}
