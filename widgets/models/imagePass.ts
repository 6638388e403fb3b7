import { type DescanShifts, descanShifts } from "#core/calibration/descanShifts.js";
import type { Calibration } from "#core/data/calibration.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { Executor, Plan, RunResult } from "#core/data/executor.js";
import { centerOfMassOf, planCenterOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImagesOf, planMaxImages } from "#core/udf/library/maxImages.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import type { TileOrder } from "#core/udf/plan.js";
import type { Detector } from "#core/virtual/detector.js";

import { placeDetector } from "#core/virtual/placeDetector.js";
import type { PickerResponse, ShownImage } from "./detectorPickerState.js";
import { unpackDetector } from "./pickerDetector.js";
import { shownDetectors } from "./shown.js";

/** What the runs of a picker are made over. */
export interface PickerSource {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly executor: Executor;
}

/** What one pass over the data measures at every scan position; responses that need the same are made from one pass. */
export type Measured = "sum" | "max" | "centre";

/**
 * What to run, and what it measured: for sum and max an image [scanY, scanX] of each detector, centres y and x in px for
 * centre.
 */
export interface ImagePass {
  readonly measured: Measured;
  readonly plan: Plan;
  fields(run: RunResult): readonly NumberArray[];
}

/** The pass that a response needs. Throws RonchiError "invalid-argument" for impossible geometry. */
export function imagePass(source: PickerSource, shown: ShownImage, order: TileOrder): ImagePass {
  const { description, calibration } = source;
  const [, , detY, detX] = description.shape;
  const placed = shownDetectors(shown).map((detector) =>
    placeDetector(unpackDetector(detector), [detY, detX], calibration),
  );
  const measured = measuredFor(shown.response);
  const shifts = shownShifts(source, shown)?.shifts;
  return { measured, ...passes[measured](description, placed, order, shifts) };
}

/** What a pass depends on: images with equal keys are made from the same one. */
export function passKey(shown: ShownImage): string {
  return JSON.stringify([
    measuredFor(shown.response),
    shown.descan?.origin ?? null,
    ...shownDetectors(shown),
  ]);
}

/** How far the detectors of an image move at each scan position; undefined where they stay. */
export function shownShifts(
  { description: { shape } }: Pick<PickerSource, "description">,
  { descan }: ShownImage,
): DescanShifts | undefined {
  return descan ? descanShifts(descan.origin, [shape[0], shape[1]]) : undefined;
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
  detectors: readonly Detector[],
  order: TileOrder,
  shifts: Float64Array | undefined,
) => Omit<ImagePass, "measured">;

const passes: Readonly<Record<Measured, MakePass>> = {
  sum(description, list, order, shifts) {
    const detectors = numbered(list);
    return {
      plan: planVirtualImages(description, detectors, order, shifts),
      fields: (run) => Object.values(virtualImagesOf(description, detectors, run)),
    };
  },
  max(description, list, order, shifts) {
    const detectors = numbered(list);
    return {
      plan: planMaxImages(description, detectors, order, shifts),
      fields: (run) => Object.values(maxImagesOf(detectors, run)),
    };
  },
  centre(description, [detector], order, shifts) {
    return {
      plan: planCenterOfMass(description, detector, order, shifts),
      fields(run) {
        const { y, x } = centerOfMassOf(run);
        return [y, x];
      },
    };
  },
};

/** Names that keep the order; those of users may be anything. */
function numbered(detectors: readonly Detector[]): Record<string, Detector> {
  return Object.fromEntries(detectors.map((detector, i) => [`image${i}`, detector]));
}
