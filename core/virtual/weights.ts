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
      return weightsAround(detector.centre, signedDistance(detector), detector.softEdge!, detectorShape);
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

function weightsAround(
  centre: Pair,
  inside: SignedDistance,
  softEdge: number,
  [height, width]: Pair,
): Float32Array {
  const weights = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      weights[y * width + x] = ramp(inside(y - centre[0], x - centre[1]), softEdge);
    }
  }
  return weights;
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
