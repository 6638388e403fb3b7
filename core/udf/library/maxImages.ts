import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { detectorMask } from "../../virtual/mask.js";
import { makePlan, type TileOrder } from "../plan.js";
import { detectorSlices, placeDetectors } from "./detectorImages.js";
import type { MaskMaxParams } from "./maskMax.js";

/**
 * For every scan position the largest pixel in each detector, in the cube's dtype: single strong spots stand out that
 * a sum drowns. Excluded pixels are left out; 0 where a detector has no pixel. Rejects as `virtualImages`
 * does, and "unsupported" for a detector with a soft edge: weights have no largest pixel.
 */
export async function maxImages<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
  options: RunOptions = {},
): Promise<Record<Name, RealSlice>> {
  const placed = placeDetectors(cube, detectors);
  const run = await cube.executor.run(planMaxImages(cube.description, placed), options);
  return detectorSlices(cube, "maxImages", placed, run, (name) => maxImageOf(run, name));
}

/** One pass for the largest pixel in each of some placed detectors. */
export function planMaxImages(
  description: CubeDescription,
  detectors: Readonly<Record<string, Detector>>,
  order?: TileOrder,
): Plan {
  const calls = Object.entries(detectors).map(([name, detector]) => {
    const params: MaskMaxParams = { pixels: memberPixels(description, detector) };
    return { name, udf: "maskMax", params };
  });
  return makePlan(description, calls, undefined, order);
}

/** The image of one of the detectors, C order [scanY, scanX], of a finished {@link planMaxImages}. */
export function maxImageOf(run: RunResult, name: string): NumberArray {
  return run.results[name]!.max!;
}

function memberPixels({ shape, excluded }: CubeDescription, detector: Detector): Uint32Array {
  const mask = detectorMask(detector, [shape[2], shape[3]]);
  return Uint32Array.from(mask.keys()).filter((i) => mask[i] !== 0 && !excluded?.[i]);
}
