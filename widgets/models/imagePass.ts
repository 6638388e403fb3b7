import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { Executor, Plan, RunResult } from "#core/data/executor.js";
import { centerOfMassOf, planCenterOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImageOf, planMaxImages } from "#core/udf/library/maxImages.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import type { TileOrder } from "#core/udf/plan.js";
import type { Detector } from "#core/virtual/detector.js";

import { placeDetector } from "#core/virtual/placeDetector.js";
import { detectorSupport } from "#core/virtual/weights.js";
import type { PickerResponse, ShownImage } from "./detectorPickerState.js";
import { unpackDetector } from "./pickerDetector.js";

/** What the runs of a picker are made over. */
export interface PickerSource {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly executor: Executor;
}

/** What one pass over the data measures at every scan position; responses that need the same are made from one pass. */
export type Measured = "sum" | "max" | "centre";

/** What to run, and what it measured: one image [scanY, scanX] for sum and max, centres y and x in px for centre. */
export interface ImagePass {
  readonly measured: Measured;
  readonly plan: Plan;
  fields(run: RunResult): readonly NumberArray[];
}

/** The pass that a response needs. Throws RonchiError "invalid-argument" for impossible geometry. */
export function imagePass(source: PickerSource, shown: ShownImage, order: TileOrder): ImagePass {
  const { description, calibration } = source;
  const [, , detY, detX] = description.shape;
  const placed = placeDetector(unpackDetector(shown.detector), [detY, detX], calibration);
  const measured = measuredFor(shown.response);
  return { measured, ...passes[measured](description, placed, order) };
}

/** What a pass depends on: images with equal keys are made from the same one. */
export function passKey({ detector, response }: ShownImage): string {
  return JSON.stringify([measuredFor(response), detector]);
}

export function measuredFor(response: PickerResponse = "integrate"): Measured {
  switch (response) {
    case "integrate":
      return "sum";
    case "max":
      return "max";
    default:
      return "centre";
  }
}

type MakePass = (
  description: CubeDescription,
  detector: Detector,
  order: TileOrder,
) => Omit<ImagePass, "measured">;

const passes: Readonly<Record<Measured, MakePass>> = {
  sum(description, detector, order) {
    const detectors = { image: detector };
    return {
      plan: planVirtualImages(description, detectors, order),
      fields: (run) => [virtualImagesOf(description, detectors, run).image],
    };
  },
  max: (description, detector, order) => ({
    plan: planMaxImages(description, { image: detector }, order),
    fields: (run) => [maxImageOf(run, "image")],
  }),
  centre(description, detector, order) {
    const support = detectorSupport(detector, [description.shape[2], description.shape[3]]);
    return {
      plan: planCenterOfMass(description, support, order),
      fields(run) {
        const { y, x } = centerOfMassOf(run);
        return [y, x];
      },
    };
  },
};
