import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { DetectorSpec, DetectorUnit } from "../../virtual/detector.js";
import { unitsPerPixel } from "../../virtual/detectorUnit.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import { detectorSupport } from "../../virtual/weights.js";
import { makePlan, type TileOrder } from "../plan.js";
import { withoutExcluded } from "./maskCall.js";
import { type MomentsParams, momentsPerFrame } from "./moments.js";
import { weightedCentres, weightedMomentsCall } from "./weightedMoments.js";

export interface CenterOfMassOptions extends RunOptions {
  /** Only pixels in this detector count, by their weights where its edge is soft; default: all that are not excluded. */
  readonly detector?: DetectorSpec;
  /** Of the values; default px. Å⁻¹ and mrad need calibration. */
  readonly unit?: DetectorUnit;
}

/** Deflection of the intensity's centre of mass from the calibrated origin, or its position when none is known. */
export interface CenterOfMass {
  /** Along detector x (columns) and y (rows), px if no other unit is asked for, [scanY, scanX]. NaN where a frame has no counts. */
  readonly x: RealSlice;
  readonly y: RealSlice;
}

/**
 * Centre of mass of every frame, sum(I r) / sum(I), in detector px (or `unit`) relative to `calibration.origin`; without an
 * origin relative to pixel (0, 0). Excluded pixels are left out. The sums are exact for counts.
 */
export async function centerOfMass(cube: DataCube, options: CenterOfMassOptions = {}): Promise<CenterOfMass> {
  const shape = [cube.shape[2], cube.shape[3]] as const;
  const { detector: spec, unit = "px", ...runOptions } = options;
  const [perPixelY, perPixelX] = unitsPerPixel(unit, cube.calibration);
  const detector = spec === undefined ? undefined : placeDetector(spec, shape, cube.calibration);
  const support = detector === undefined ? undefined : detectorSupport(detector, shape);
  const run = await cube.executor.run(planCenterOfMass(cube.description, support), {
    title: "centerOfMass",
    ...runOptions,
  });
  const { y, x } = centerOfMassOf(run);
  const origin = cube.calibration.origin ?? [0, 0];
  const slice = (name: string, values: Float64Array, from: number, perPixel: number): RealSlice => ({
    kind: "RealSlice",
    name,
    data: values.map((value) => (value - from) * perPixel),
    shape: [cube.shape[0], cube.shape[1]],
    unit,
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation: "centerOfMass",
      parameters: { detector: detector ?? "all", relativeTo: origin, unit },
      inputs: [cube.provenance],
      version,
    },
  });
  return { x: slice("CoM x", x, origin[1], perPixelX), y: slice("CoM y", y, origin[0], perPixelY) };
}

/** One pass for the sums of each frame over `support` (default: all pixels), and of pixels times row and column. */
export function planCenterOfMass(
  description: CubeDescription,
  support?: Uint8Array | Float32Array,
  order?: TileOrder,
): Plan {
  if (support instanceof Float32Array) {
    return makePlan(description, [weightedMomentsCall(description, support)], undefined, order);
  }
  const base = support ?? new Uint8Array(pixelCount(description)).fill(1);
  const params: MomentsParams = { support: withoutExcluded(base, description.excluded) };
  return makePlan(description, [{ name: "moments", udf: "moments", params }], undefined, order);
}

/** Centres in px, pixel (0, 0) at 0, one value a scan position. */
export function centerOfMassOf(run: RunResult): { y: Float64Array; x: Float64Array } {
  const weighted = weightedCentres(run);
  if (weighted !== undefined) return weighted;
  const sums = run.results.moments!.moments!;
  const y = new Float64Array(sums.length / momentsPerFrame);
  const x = new Float64Array(y.length);
  for (let frame = 0; frame < y.length; frame++) {
    const at = frame * momentsPerFrame;
    y[frame] = sums[at + 1]! / sums[at]!;
    x[frame] = sums[at + 2]! / sums[at]!;
  }
  return { y, x };
}
