import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { Executor, Overflow, Plan, RunOptions } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import { patternOf, planPattern, planSumPattern } from "#core/udf/library/sumPattern.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import type { PickerPicture } from "../draw/picture.js";
import type { DetectorPickerState, DrawableDetector, ShownPattern } from "./detectorPickerState.js";

/** An image that a run made. */
export interface RunImage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  readonly overflow: Overflow;
}

/** What the runs of a picker are made over. */
export interface PickerSource {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly executor: Executor;
}

/** The virtual image of a detector. Rejects with RonchiError: "invalid-argument" for impossible geometry, and as the executor does. */
export async function runImage(
  { description, calibration, executor }: PickerSource,
  detector: DrawableDetector,
  options?: RunOptions,
): Promise<RunImage> {
  const [scanY, scanX, detY, detX] = description.shape;
  const detectors = { image: placeDetector(detector, [detY, detX], calibration) };
  const run = await executor.run(planVirtualImages(description, detectors), options);
  const { image } = virtualImagesOf(description, detectors, run);
  return { data: image, shape: [scanY, scanX], overflow: run.overflow };
}

/** The sum of all patterns, or the pattern at the cursor. */
export async function runPattern(
  { description, executor }: PickerSource,
  shown: ShownPattern,
  options?: RunOptions,
): Promise<RunImage> {
  const run = await executor.run(patternPlan(description, shown), options);
  const [, , detY, detX] = description.shape;
  return { data: patternOf(run), shape: [detY, detX], overflow: run.overflow };
}

/** A finished image and what it shows. */
export interface Shows<Shown> {
  readonly shown: Shown;
  readonly image: RunImage;
}

/** What the picture of a picker shows, from finished runs, with the contrast of `state`. */
export function pickerPicture(
  { description, calibration }: Pick<PickerSource, "description" | "calibration">,
  state: Pick<DetectorPickerState, "diffraction" | "image">,
  image: Shows<DrawableDetector>,
  pattern: Shows<ShownPattern>,
): PickerPicture {
  const { excluded } = description;
  const unit = "counts";
  return {
    pattern: { ...pattern.image, title: patternTitle(pattern.shown), unit, excluded },
    image: { ...image.image, title: "virtual image", unit },
    calibration,
    detector: image.shown,
    diffraction: state.diffraction,
    real: state.image,
  };
}

function patternTitle({ pattern, cursor }: ShownPattern): string {
  return pattern === "sum" ? "sum pattern" : `pattern [${cursor.join(", ")}]`;
}

/** @throws RonchiError "invalid-argument" unless the cursor [y, x] is a scan position of a cube of this shape */
export function checkCursor(
  cursor: readonly [number, number],
  [scanY, scanX]: CubeDescription["shape"],
): void {
  const isIndex = (value: number, extent: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < extent;
  if (isIndex(cursor[0], scanY) && isIndex(cursor[1], scanX)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "cursor",
    found: `[${cursor.join(", ")}]`,
    expected: `whole numbers within [0..${scanY - 1}, 0..${scanX - 1}]`,
    remedy: "Give a scan position [y, x], counted from 0.",
  });
}

function patternPlan(description: CubeDescription, { pattern, cursor }: ShownPattern): Plan {
  if (pattern === "sum") return planSumPattern(description);
  checkCursor(cursor, description.shape);
  return planPattern(description, cursor);
}
