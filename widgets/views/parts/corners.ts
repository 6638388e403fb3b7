import { detectorDecimals } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import type { Pair } from "./viewTransform.js";

/** Hands make no lattice vectors shorter than this, px, or with a smaller sine of their angle: the disks would be countless. */
const [shortestVector, smallestSine] = [3, 0.5];

/**
 * The places of a detector that a hand moves one by one: corners of a polygon, ends of the vectors g1 and g2 of a lattice;
 * also of one that is left out.
 */
export function cornersOf(detector: DrawableDetector): readonly Pair[] | undefined {
  switch (detector.shape) {
    case "inversion":
      return cornersOf(detector.detector);
    case "polygon":
      return detector.points;
    case "lattice":
      return [detector.g1, detector.g2].map(([y, x]) => [detector.centre[0] + y, detector.centre[1] + x]);
    default:
      return undefined;
  }
}

/** The same detector with other corners; a lattice that these would not span stays as it is. */
export function withCorners(detector: DrawableDetector, points: readonly Pair[]): DrawableDetector {
  switch (detector.shape) {
    case "inversion":
      return { ...detector, detector: withCorners(detector.detector, points) };
    case "polygon":
      return { ...detector, points };
    case "lattice":
      return withVectors(detector, points as readonly [Pair, Pair]);
    default:
      return detector;
  }
}

function withVectors(lattice: DrawableDetector & { shape: "lattice" }, ends: readonly [Pair, Pair]) {
  const rounded = (value: number) => Number(value.toFixed(detectorDecimals));
  const [g1, g2] = ends.map(
    ([y, x]): Pair => [rounded(y - lattice.centre[0]), rounded(x - lattice.centre[1])],
  ) as [Pair, Pair];
  const [long1, long2] = [Math.hypot(...g1), Math.hypot(...g2)];
  const sine = Math.abs(g1[0] * g2[1] - g1[1] * g2[0]) / (long1 * long2);
  const isLattice = Math.min(long1, long2) >= shortestVector && sine >= smallestSine;
  return isLattice ? { ...lattice, g1, g2 } : lattice;
}
