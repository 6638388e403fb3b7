import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { Executor, Overflow, Plan, RunOptions, RunResult } from "#core/data/executor.js";
import { centerOfMassOf, planCenterOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImageOf, planMaxImages } from "#core/udf/library/maxImages.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import { fillFromNearest, nearestProcessed } from "#core/udf/nearestProcessed.js";
import type { TileOrder } from "#core/udf/plan.js";
import type { Detector } from "#core/virtual/detector.js";
import { beamCentre, placeDetector } from "#core/virtual/placeDetector.js";
import { detectorSupport } from "#core/virtual/weights.js";
import type { PickerResponse, ShownImage } from "./detectorPickerState.js";
import { unpackDetector } from "./pickerDetector.js";

/** An image that a run made. */
export interface RunImage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** Angles, rad, where the data are magnitudes of vectors; see ImageMessage. */
  readonly direction?: Float32Array;
  readonly unit: string;
  readonly overflow: Overflow;
}

/** What the runs of a picker are made over. */
export interface PickerSource {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly executor: Executor;
}

export interface ImageRunOptions {
  readonly signal?: AbortSignal;
  /**
   * Gets the image as far as it is known, while a long run lasts: missing positions are filled from the nearest known
   * ones. `complete` is the fraction of positions that are known.
   */
  readonly onCoarse?: (image: RunImage, complete: number) => void;
}

/** A pass that takes longer than this is looked at while it runs: about what a hand that drags takes for a delay. */
export const coarseMilliseconds = 80;
/** A coarse image follows another one when this many times as many positions are known. */
const refinement = 1.5;

/**
 * The image of a detector, by the response. Rejects with RonchiError: "invalid-argument" for impossible geometry,
 * and as the executor does.
 */
export async function runImage(
  source: PickerSource,
  shown: ShownImage,
  { signal, onCoarse }: ImageRunOptions = {},
): Promise<RunImage> {
  const pass = imagePass(source, shown, onCoarse === undefined ? "storage" : "spread");
  const onPartial = onCoarse && coarseImages(pass, onCoarse);
  const options = { signal, onPartial, partialInterval: coarseMilliseconds };
  return pass.image(await source.executor.run(pass.plan, options));
}

/** What to run, and how its result becomes the image. */
interface ImagePass {
  readonly plan: Plan;
  image(run: RunResult): RunImage;
}

function imagePass(source: PickerSource, shown: ShownImage, order: TileOrder): ImagePass {
  const { shape } = source.description;
  const placed = placeDetector(unpackDetector(shown.detector), [shape[2], shape[3]], source.calibration);
  const { response = "integrate" } = shown;
  switch (response) {
    case "integrate":
      return sumPass(source, placed, order);
    case "max":
      return maxPass(source, placed, order);
    case "comX":
    case "comY":
    case "comVector":
      return centrePass(source, placed, response, order);
  }
}

function sumPass({ description }: PickerSource, detector: Detector, order: TileOrder): ImagePass {
  const detectors = { image: detector };
  return {
    plan: planVirtualImages(description, detectors, order),
    image: (run) => ({
      data: virtualImagesOf(description, detectors, run).image,
      shape: scanShape(description),
      unit: "counts",
      overflow: run.overflow,
    }),
  };
}

function maxPass({ description }: PickerSource, detector: Detector, order: TileOrder): ImagePass {
  return {
    plan: planMaxImages(description, { image: detector }, order),
    image: (run) => ({
      data: maxImageOf(run, "image"),
      shape: scanShape(description),
      unit: "counts",
      overflow: run.overflow,
    }),
  };
}

function centrePass(
  { description, calibration }: PickerSource,
  detector: Detector,
  response: Extract<PickerResponse, `com${string}`>,
  order: TileOrder,
): ImagePass {
  const detectorShape = [description.shape[2], description.shape[3]] as const;
  const [originY, originX] = beamCentre(detectorShape, calibration);
  const values = (run: RunResult): Pick<RunImage, "data" | "direction"> => {
    const { y, x } = centerOfMassOf(run);
    if (response === "comX") return { data: x.map((value) => value - originX) };
    if (response === "comY") return { data: y.map((value) => value - originY) };
    return polar(
      y.map((value) => value - originY),
      x.map((value) => value - originX),
    );
  };
  return {
    plan: planCenterOfMass(description, detectorSupport(detector, detectorShape), order),
    image: (run) => ({
      ...values(run),
      shape: scanShape(description),
      unit: "px",
      overflow: run.overflow,
    }),
  };
}

/** Lengths, and angles from +x to +y; 0 where the vector is not known. */
function polar(y: Float64Array, x: Float64Array): { data: Float64Array; direction: Float32Array } {
  return {
    data: y.map((value, i) => Math.hypot(value, x[i]!)),
    direction: Float32Array.from(y, (value, i) => Math.atan2(value, x[i]!) || 0),
  };
}

function scanShape({ shape }: CubeDescription): readonly [number, number] {
  return [shape[0], shape[1]];
}

function coarseImages(
  pass: ImagePass,
  onCoarse: (image: RunImage, complete: number) => void,
): RunOptions["onPartial"] {
  let least = 1;
  return (partial, { doneFrames, totalFrames }) => {
    if (doneFrames < least || doneFrames === totalFrames) return;
    least = doneFrames * refinement;
    const image = pass.image(partial);
    const nearest = nearestProcessed(partial.processed, image.shape);
    const { direction } = image;
    const filled = {
      ...image,
      data: fillFromNearest(image.data, nearest),
      ...(direction && { direction: fillFromNearest(direction, nearest) }),
    };
    onCoarse(filled, doneFrames / totalFrames);
  };
}
