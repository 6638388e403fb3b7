import { descanShifts } from "../../calibration/descanShifts.js";
import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { detectorMask } from "../../virtual/mask.js";
import { makePlan, type TileOrder } from "../plan.js";
import { detectorSlices, mapRecord, placeDetectors } from "./detectorImages.js";
import { withoutExcluded } from "./maskCall.js";
import type { MaskMaxParams } from "./maskMax.js";
import type { VirtualImagesOptions } from "./virtualImages.js";

/**
 * For every scan position the largest pixel in each detector, in the cube's dtype: single strong spots stand out that
 * a sum drowns. Excluded pixels are left out; 0 where a detector has no pixel. Detectors follow `origin` as those of
 * `virtualImages` do. Rejects as `virtualImages` does, and "unsupported" for a detector with a soft edge: weights have no
 * largest pixel.
 */
export async function maxImages<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
  options: VirtualImagesOptions = {},
): Promise<Record<Name, RealSlice>> {
  const { origin, ...runOptions } = options;
  const descan = origin && descanShifts(origin, [cube.shape[0], cube.shape[1]]);
  const beamCube = descan === undefined ? cube : cube.withCalibration({ origin: descan.beam });
  const placed = placeDetectors(beamCube, detectors);
  const plan = planMaxImages(cube.description, placed, "storage", descan?.shifts);
  const run = await cube.executor.run(plan, { title: "maxImages", ...runOptions });
  const images = maxImagesOf(placed, run);
  return detectorSlices(cube, "maxImages", placed, run, (name) => images[name], origin);
}

/** One pass for the largest pixel in each of some placed detectors; `shifts` as in `planVirtualImages`. */
export function planMaxImages(
  description: CubeDescription,
  detectors: Readonly<Record<string, Detector>>,
  order?: TileOrder,
  shifts?: Float64Array,
): Plan {
  const { shape, excluded } = description;
  const all = Object.values(detectors);
  const masks = all.map((detector) =>
    withoutExcluded(detectorMask(detector, [shape[2], shape[3]]), excluded),
  );
  const params: MaskMaxParams = shifts === undefined ? { masks } : { detectors: all, shifts };
  return makePlan(description, [{ name: "max", udf: "maskMax", params }], undefined, order);
}

/** The images, C order [scanY, scanX], of a finished {@link planMaxImages}. */
export function maxImagesOf<Name extends string>(
  detectors: Readonly<Record<Name, Detector>>,
  run: RunResult,
): Record<Name, NumberArray> {
  const names = Object.keys(detectors);
  const all = run.results.max!.max!;
  return mapRecord(detectors, (_, name) =>
    names.length === 1 ? all : all.filter((_, i) => i % names.length === names.indexOf(name)),
  );
}
