import { type Descan, descanShifts } from "../../calibration/descanShifts.js";
import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { Plan, RunOptions, RunResult, UdfCall } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { Detector, DetectorSpec, DetectorUnit } from "../../virtual/detector.js";
import { unitsPerPixel } from "../../virtual/detectorUnit.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import { detectorSupport } from "../../virtual/weights.js";
import { makePlan, type TileOrder } from "../plan.js";
import { followed } from "./detectorImages.js";
import type { Following } from "./followedMasks.js";
import { withoutExcluded } from "./maskCall.js";
import { type MomentsParams, momentsPerFrame } from "./moments.js";
import { weightedCentres, weightedMomentsCall } from "./weightedMoments.js";

/** Options of {@link centerOfMass}. */
export interface CenterOfMassOptions extends RunOptions {
  /** Only pixels in this detector count, by their weights where its edge is soft; default: all that are not excluded. */
  readonly detector?: DetectorSpec;
  /** Of the values; default px. Å⁻¹ and mrad need calibration. */
  readonly unit?: DetectorUnit;
  /**
   * Where the direct beam is for each scan position, as `measureOrigin` finds it: centres of mass are relative to it,
   * and the detector follows it as those of `virtualImages` do.
   */
  readonly origin?: Descan;
}

/** Deflection of the intensity's centre of mass from the calibrated origin, or its position when none is known. */
export interface CenterOfMass {
  /** Along detector x (columns) and y (rows), px if no other unit is asked for, [scanY, scanX]. NaN where a frame has no counts. */
  readonly x: RealSlice;
  readonly y: RealSlice;
}

/**
 * Centre of mass of every frame, sum(I r) / sum(I), in detector px (or `unit`) relative to the `origin` of its position, else
 * to `calibration.origin`; without either relative to pixel (0, 0). Excluded pixels are left out. The sums are exact for
 * counts. Rejects as `virtualImages` does.
 */
export async function centerOfMass(cube: DataCube, options: CenterOfMassOptions = {}): Promise<CenterOfMass> {
  const [scanY, scanX, detY, detX] = cube.shape;
  const { detector: spec, unit = "px", origin, ...runOptions } = options;
  const perPixel = unitsPerPixel(unit, cube.calibration);
  const descan = origin && descanShifts(origin, [scanY, scanX]);
  const beam = descan?.beam ?? cube.calibration.origin ?? [0, 0];
  const { calibration } = descan === undefined ? cube : cube.withCalibration({ origin: descan.beam });
  const detector = spec === undefined ? undefined : placeDetector(spec, [detY, detX], calibration);
  const plan = planCenterOfMass(cube.description, detector, "storage", descan?.shifts);
  const run = await cube.executor.run(plan, { title: "centerOfMass", ...runOptions });
  const away = deflectionsFrom(beam, centerOfMassOf(run), descan?.shifts);
  const slice = (name: string, axis: 0 | 1): RealSlice => ({
    kind: "RealSlice",
    name,
    data: away[axis].map((value) => value * perPixel[axis]),
    shape: [scanY, scanX],
    unit,
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation: "centerOfMass",
      parameters: { detector: detector ?? "all", relativeTo: beam, unit, ...followed(origin) },
      inputs: [cube.provenance],
      version,
    },
  });
  return { x: slice("CoM x", 1), y: slice("CoM y", 0) };
}

/** Centres y and x less the direct beam at [y, x] px, which `shifts` ([scanY, scanX, 2] px) move at each position. */
export function deflectionsFrom(
  beam: readonly [number, number],
  { y, x }: { readonly y: ArrayLike<number>; readonly x: ArrayLike<number> },
  shifts?: Float64Array,
): readonly [Float64Array, Float64Array] {
  const shiftAt = (i: number, axis: 0 | 1): number => shifts?.[2 * i + axis] ?? 0;
  const along = (values: ArrayLike<number>, axis: 0 | 1): Float64Array =>
    Float64Array.from(values, (value, i) => value - (beam[axis] + shiftAt(i, axis)));
  return [along(y, 0), along(x, 1)];
}

/**
 * One pass for the sums of each frame over a placed detector (default: all pixels), and of pixels times row and column. With
 * `shifts` ([scanY, scanX, 2] px) the detector moves with them.
 */
export function planCenterOfMass(
  description: CubeDescription,
  detector?: Detector,
  order?: TileOrder,
  shifts?: Float64Array,
): Plan {
  return makePlan(description, [momentsCall(description, detector, shifts)], undefined, order);
}

function momentsCall(description: CubeDescription, detector?: Detector, shifts?: Float64Array): UdfCall {
  if (detector !== undefined && shifts !== undefined) {
    const params: Following = { detectors: [detector], shifts };
    return { name: "moments", udf: "followingMoments", params };
  }
  const shape = [description.shape[2], description.shape[3]] as const;
  const support =
    detector === undefined
      ? new Uint8Array(pixelCount(description)).fill(1)
      : detectorSupport(detector, shape);
  if (support instanceof Float32Array) return weightedMomentsCall(description, support);
  const params: MomentsParams = { support: withoutExcluded(support, description.excluded) };
  return { name: "moments", udf: "moments", params };
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
