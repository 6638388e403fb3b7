import type { Detector, LatticeDetector, Pair, ShapeDetector } from "./detector.js";
import { latticeNodes } from "./latticeNodes.js";
import { detectorMask, forEachNear, isSoft } from "./mask.js";
import { distanceToPolygon, polygonMask } from "./polygon.js";
import { insideAnnulus, insideRectangle, insideSector, type SignedDistance } from "./signedDistance.js";

/**
 * The weight of each pixel in a detector, 0..1, C order over [detY, detX]: the linear ramp of `softEdge` across soft
 * borders, 0 or 1 elsewhere. A union takes the largest weight, an intersection the smallest, an inversion 1 - w.
 */
export function detectorWeights(detector: Detector, detectorShape: Pair): Float32Array {
  const weightsOf = (detectors: readonly Detector[]): Float32Array[] =>
    detectors.map((part) => detectorWeights(part, detectorShape));
  if (!isSoft(detector)) return Float32Array.from(detectorMask(detector, detectorShape));
  switch (detector.shape) {
    case "union":
      return weightsOf(detector.detectors).reduce((a, b) => a.map((value, i) => Math.max(value, b[i]!)));
    case "intersection":
      return weightsOf(detector.detectors).reduce((a, b) => a.map((value, i) => Math.min(value, b[i]!)));
    case "inversion":
      return detectorWeights(detector.detector, detectorShape).map((value) => 1 - value);
    case "lattice":
      return latticeWeights(detector, detector.softEdge!, detectorShape);
    case "polygon":
      return polygonWeights(detector.points, detector.softEdge!, detectorShape);
    case "point":
    case "bitmap":
      return Float32Array.from(detectorMask(detector, detectorShape));
    default:
      return weightsAround(detector, detectorShape);
  }
}

/** What a detector takes of each pixel: its mask where borders are hard, its weights where any is soft; [detY, detX]. */
export function detectorSupport(detector: Detector, detectorShape: Pair): Uint8Array | Float32Array {
  return isSoft(detector) ? detectorWeights(detector, detectorShape) : detectorMask(detector, detectorShape);
}

type SoftShape = Exclude<ShapeDetector, { shape: "point" | "polygon" | "lattice" }>;

function signedDistance(detector: SoftShape): SignedDistance {
  switch (detector.shape) {
    case "circle":
      return insideAnnulus({ inner: 0, outer: detector.radius });
    case "annulus":
      return insideAnnulus(detector);
    case "rectangle":
      return insideRectangle(detector);
    case "sector":
      return insideSector(detector);
  }
}

/** The definition of a soft edge: half way up at the border itself. */
function ramp(inside: number, softEdge: number): number {
  return Math.min(1, Math.max(0, 0.5 + inside / softEdge));
}

/** Only the box within the detector's reach is looked at: one that follows the descan is made for every frame. */
function weightsAround(detector: SoftShape, [height, width]: Pair): Float32Array {
  const [centreY, centreX] = detector.centre;
  const softEdge = detector.softEdge!;
  const inside = signedDistance(detector);
  const [reachY, reachX] = reachOf(detector).map((reach) => reach + softEdge / 2) as [number, number];
  const [endY, endX] = [Math.min(height, centreY + reachY + 1), Math.min(width, centreX + reachX + 1)];
  const firstX = Math.max(0, Math.floor(centreX - reachX));
  const weights = new Float32Array(height * width);
  for (let y = Math.max(0, Math.floor(centreY - reachY)); y < endY; y++) {
    for (let x = firstX; x < endX; x++) {
      weights[y * width + x] = ramp(inside(y - centreY, x - centreX), softEdge);
    }
  }
  return weights;
}

/** How far from its centre a detector goes along y and x, px. */
function reachOf(detector: SoftShape): Pair {
  if (detector.shape === "rectangle") return [detector.height / 2, detector.width / 2];
  const radius = detector.shape === "circle" ? detector.radius : detector.outer;
  return [radius, radius];
}

function latticeWeights(lattice: LatticeDetector, softEdge: number, detectorShape: Pair): Float32Array {
  const weights = new Float32Array(detectorShape[0] * detectorShape[1]);
  const nodes = latticeNodes(lattice, detectorShape);
  forEachNear(nodes, lattice.radius + softEdge / 2, detectorShape, (pixel, distance2) => {
    const weight = ramp(lattice.radius - Math.sqrt(distance2), softEdge);
    if (weight > weights[pixel]!) weights[pixel] = weight;
  });
  return weights;
}

function polygonWeights(points: readonly Pair[], softEdge: number, detectorShape: Pair): Float32Array {
  const width = detectorShape[1];
  return Float32Array.from(polygonMask(points, detectorShape), (inside, i) => {
    const distance = distanceToPolygon(points, Math.floor(i / width), i % width);
    return ramp(inside === 1 ? distance : -distance, softEdge);
  });
}
