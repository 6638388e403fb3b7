import { RonchiError } from "#core/errors.js";
import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import type {
  Detector,
  IntersectionOf,
  InversionOf,
  Pair,
  ShapeDetector,
  UnionOf,
} from "#core/virtual/detector.js";
import { detectorMask, isSoft } from "#core/virtual/mask.js";
import { detectorWeights } from "#core/virtual/weights.js";

/** A set of pixels as lengths of runs (`runsOfMask`): JSON, and small for what a hand draws. */
export interface RunBitmap {
  readonly shape: "bitmap";
  /** [detY, detX]. */
  readonly size: Pair;
  readonly runs: readonly number[];
}

/** A detector as a picker keeps and shows it: any detector of the core in px, as plain JSON. */
export type DrawableDetector =
  | ShapeDetector
  | RunBitmap
  | UnionOf<DrawableDetector>
  | IntersectionOf<DrawableDetector>
  | InversionOf<DrawableDetector>;

/** A bitmap with more runs than this is noise that no hand draws: too large for a trait. */
export const mostRuns = 200_000;

/** A placed detector as JSON. @throws RonchiError "unsupported" for a bitmap of more than {@link mostRuns} runs */
export function packDetector(detector: Detector): DrawableDetector {
  switch (detector.shape) {
    case "bitmap": {
      const runs = runsOfMask(detector.mask);
      if (runs.length > mostRuns) throw tooManyRuns(runs.length);
      return { shape: "bitmap", size: [...detector.size], runs };
    }
    case "union":
    case "intersection":
      return { shape: detector.shape, detectors: detector.detectors.map(packDetector) };
    case "inversion":
      return { shape: "inversion", detector: packDetector(detector.detector) };
    default:
      return detector;
  }
}

/** The detector of {@link packDetector}. @throws RonchiError "invalid-argument" for a bitmap whose runs do not fill it */
export function unpackDetector(detector: DrawableDetector): Detector {
  switch (detector.shape) {
    case "bitmap":
      return { shape: "bitmap", size: detector.size, mask: maskOfRuns(detector.runs, detector.size) };
    case "union":
    case "intersection":
      return { shape: detector.shape, detectors: detector.detectors.map(unpackDetector) };
    case "inversion":
      return { shape: "inversion", detector: unpackDetector(detector.detector) };
    default:
      return detector;
  }
}

/** Pixels of a detector, 1 = belongs, C order over `frame`; of soft borders, those that weigh half or more. */
export function drawnMask(detector: DrawableDetector, frame: Pair): Uint8Array {
  const placed = unpackDetector(detector);
  if (!isSoft(placed)) return detectorMask(placed, frame);
  return Uint8Array.from(detectorWeights(placed, frame), (weight) => (weight >= 0.5 ? 1 : 0));
}

function tooManyRuns(count: number): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: "bitmap detector of a DetectorPicker",
    found: `a mask with ${count} runs of pixels`,
    expected: `at most ${mostRuns}`,
    remedy: "Use virtualImages(scan, { image: bitmap({ … }) }) for masks that are noise.",
  });
}
