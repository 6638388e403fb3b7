import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { detectorMask } from "../../virtual/mask.js";
import { narrowCounts } from "../counts.js";
import { makePlan, type TileOrder } from "../plan.js";
import { detectorSlices, mapRecord, placeDetectors } from "./detectorImages.js";
import { maskCall, sumsOfMask } from "./maskCall.js";

/**
 * Virtual images: for every scan position the exact sum of the pixels in each detector. Several detectors cost little
 * more than one: the data are decoded once. Excluded pixels are left out. Integer data give Uint32Array (Float64Array
 * where a sum exceeds 32 bits), float32 data Float64Array.
 *
 * Rejects with RonchiError: "invalid-argument" or "shape-mismatch" for a detector, "corrupt" or "truncated" for the
 * file, "cancelled" when `signal` is aborted.
 */
export async function virtualImages<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
  options: RunOptions = {},
): Promise<Record<Name, RealSlice>> {
  const placed = placeDetectors(cube, detectors);
  const run = await cube.executor.run(planVirtualImages(cube.description, placed), {
    title: "virtualImages",
    ...options,
  });
  const images = virtualImagesOf(cube.description, placed, run);
  return detectorSlices(cube, "virtualImages", placed, run, (name) => images[name]);
}

/** One pass that sums every frame over each detector. Detectors are placed (their centres known). */
export function planVirtualImages(
  description: CubeDescription,
  detectors: Readonly<Record<string, Detector>>,
  order?: TileOrder,
): Plan {
  const shape = [description.shape[2], description.shape[3]] as const;
  const masks = Object.values(detectors).map((detector) => detectorMask(detector, shape));
  return makePlan(description, [maskCall("images", description, masks)], undefined, order);
}

/** The images, C order [scanY, scanX], of a finished {@link planVirtualImages}. */
export function virtualImagesOf<Name extends string>(
  description: CubeDescription,
  detectors: Readonly<Record<Name, Detector>>,
  run: RunResult,
): Record<Name, NumberArray> {
  const names = Object.keys(detectors);
  const finish = description.dtype === "float32" ? (values: NumberArray) => values : narrowCounts;
  return mapRecord(detectors, (_, name) =>
    finish(sumsOfMask(run, "images", names.indexOf(name), names.length)),
  );
}
