import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { detectorMask } from "../../virtual/mask.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import { makePlan, type TileOrder } from "../plan.js";
import type { MaskMaxParams } from "./maskMax.js";

/**
 * For every scan position the largest pixel in each detector, in the cube's dtype: single strong spots stand out that
 * a sum drowns. Excluded pixels are left out; 0 where a detector has no pixel. Rejects as `virtualImages` does.
 */
export async function maxImages<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
  options: RunOptions = {},
): Promise<Record<Name, RealSlice>> {
  const shape = [cube.shape[2], cube.shape[3]] as const;
  const names = Object.keys(detectors) as Name[];
  const placed = Object.fromEntries(
    names.map((name) => [name, placeDetector(detectors[name], shape, cube.calibration)]),
  );
  const run = await cube.executor.run(planMaxImages(cube.description, placed), options);
  const slice = (name: Name): RealSlice => ({
    kind: "RealSlice",
    name,
    data: maxImageOf(run, name),
    shape: [cube.shape[0], cube.shape[1]],
    unit: "counts",
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation: "maxImages",
      parameters: { [name]: placed[name] },
      inputs: [cube.provenance],
      version,
    },
  });
  return Object.fromEntries(names.map((name) => [name, slice(name)])) as Record<Name, RealSlice>;
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
