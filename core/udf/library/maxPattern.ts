import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunResult } from "../../data/executor.js";
import { version } from "../../version.js";
import { makePlan, plannedFrames } from "../plan.js";
import { regionFrames, type ScanRegion } from "./scanRegion.js";
import type { SumPatternOptions } from "./sumPattern.js";

/**
 * Largest value of each detector pixel over all scan positions, or over a region, in the cube's dtype, [detY, detX].
 * Shows what a few patterns have and the sum hides. Excluded pixels hold 0. Rejects as `sumPattern` does.
 */
export async function maxPattern(cube: DataCube, options: SumPatternOptions = {}): Promise<DiffractionSlice> {
  const { region, ...runOptions } = options;
  const plan = planMaxPattern(cube.description, region);
  const run = await cube.executor.run(plan, runOptions);
  const { excluded } = cube.description;
  return {
    kind: "DiffractionSlice",
    name: "maximum pattern",
    data: maxPatternOf(run),
    shape: [cube.shape[2], cube.shape[3]],
    unit: "counts",
    frameCount: plannedFrames(plan),
    ...(excluded === undefined ? {} : { excluded }),
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation: "maxPattern",
      parameters: { region: region ?? "all" },
      inputs: [cube.provenance],
      version,
    },
  };
}

export function planMaxPattern(description: CubeDescription, region?: ScanRegion): Plan {
  const frames = region === undefined ? undefined : regionFrames(description, region);
  return makePlan(description, [{ name: "pattern", udf: "frameMax", params: undefined }], frames);
}

/** The pattern, C order [detY, detX], of a finished {@link planMaxPattern}. */
export function maxPatternOf(run: RunResult): NumberArray {
  return run.results.pattern!.max!;
}
