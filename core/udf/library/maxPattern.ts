import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunResult } from "../../data/executor.js";
import { makePlan, type TileOrder } from "../plan.js";
import { patternSlice } from "./patternSlice.js";
import { regionFrames, type ScanRegion } from "./scanRegion.js";
import type { SumPatternOptions } from "./sumPattern.js";

/**
 * Largest value of each detector pixel over all scan positions, or over a region, in the cube's dtype, [detY, detX].
 * Shows what a few patterns have and the sum hides. Excluded pixels hold 0. Rejects as `sumPattern` does.
 */
export async function maxPattern(cube: DataCube, options: SumPatternOptions = {}): Promise<DiffractionSlice> {
  const { region, ...runOptions } = options;
  const plan = planMaxPattern(cube.description, region);
  const words = { name: "maximum pattern", operation: "maxPattern", region };
  return patternSlice(cube, plan, words, runOptions, maxPatternOf);
}

/** The plan that finds the largest count of each pixel in a region, by default in the whole scan. */
export function planMaxPattern(description: CubeDescription, region?: ScanRegion, order?: TileOrder): Plan {
  const frames = region === undefined ? undefined : regionFrames(description, region);
  return makePlan(description, [{ name: "pattern", udf: "frameMax", params: undefined }], frames, order);
}

/** The pattern, C order [detY, detX], of a finished {@link planMaxPattern}. */
export function maxPatternOf(run: RunResult): NumberArray {
  return run.results.pattern!.max!;
}
