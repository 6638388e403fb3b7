import { type Descan, descanShifts } from "../../calibration/descanShifts.js";
import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { makePlan, type TileOrder } from "../plan.js";
import { detectorSlices, mapRecord, placeDetectors } from "./detectorImages.js";
import { detectorCalls, sumsOfDetector } from "./detectorSums.js";

/** Options of {@link virtualImages}. */
export interface VirtualImagesOptions extends RunOptions {
  /**
   * Where the direct beam is for each scan position, as `measureOrigin` finds it: the detectors follow it. A detector
   * without a centre is about the origin of each frame; one with a centre is there for the mean origin, which is where
   * the sum pattern shows the beam, and moves with it. A pixel belongs by the distance of its centre in each frame;
   * bitmaps move by whole pixels.
   */
  readonly origin?: Descan;
}

/**
 * Virtual images: for every scan position the exact sum of the pixels in each detector. Several detectors cost little
 * more than one: the data are decoded once. Excluded pixels are left out. Integer data give Uint32Array (Float64Array
 * where a sum exceeds 32 bits), floats Float64Array; detectors with a soft edge give weighted sums, Float64Array.
 *
 * Rejects with RonchiError: "invalid-argument" or "shape-mismatch" for a detector or `origin`, "corrupt" or "truncated"
 * for the file, "cancelled" when `signal` is aborted.
 */
export async function virtualImages<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
  options: VirtualImagesOptions = {},
): Promise<Record<Name, RealSlice>> {
  const { origin, ...runOptions } = options;
  const descan = origin && descanShifts(origin, [cube.shape[0], cube.shape[1]]);
  const beamCube = descan === undefined ? cube : cube.withCalibration({ origin: descan.beam });
  const placed = placeDetectors(beamCube, detectors);
  const plan = planVirtualImages(cube.description, placed, "storage", descan?.shifts);
  const run = await cube.executor.run(plan, { title: "virtualImages", ...runOptions });
  const images = virtualImagesOf(cube.description, placed, run);
  return detectorSlices(cube, "virtualImages", placed, run, (name) => images[name], origin);
}

/**
 * One pass that sums every frame over each detector. Detectors are placed (their centres known); with `shifts`,
 * [scanY, scanX, 2] px (y, x), each frame's are moved by as much.
 */
export function planVirtualImages(
  description: CubeDescription,
  detectors: Readonly<Record<string, Detector>>,
  order?: TileOrder,
  shifts?: Float64Array,
): Plan {
  const calls = detectorCalls("images", description, Object.values(detectors), shifts);
  return makePlan(description, calls, undefined, order);
}

/** The images, C order [scanY, scanX], of a finished {@link planVirtualImages}. */
export function virtualImagesOf<Name extends string>(
  description: CubeDescription,
  detectors: Readonly<Record<Name, Detector>>,
  run: RunResult,
): Record<Name, NumberArray> {
  const names = Object.keys(detectors);
  const all = Object.values<Detector>(detectors);
  return mapRecord(detectors, (_, name) =>
    sumsOfDetector(run, "images", description, all, names.indexOf(name)),
  );
}
