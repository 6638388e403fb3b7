import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { Plan, RunResult, UdfCall } from "../../data/executor.js";
import { makePlan, plannedFrames } from "../plan.js";
import { patternSlice } from "./patternSlice.js";
import { regionFrames } from "./scanRegion.js";
import type { SumPatternOptions } from "./sumPattern.js";

const calls: readonly UdfCall[] = [
  { name: "sum", udf: "frameSum", params: undefined },
  { name: "squares", udf: "frameSquareSum", params: undefined },
];

/**
 * Standard deviation of each detector pixel over all scan positions, or over a region, counts, Float64Array of
 * [detY, detX]: where the patterns differ most. Excluded pixels hold 0. Rejects as `sumPattern` does.
 */
export async function standardDeviation(
  cube: DataCube,
  options: SumPatternOptions = {},
): Promise<DiffractionSlice> {
  const { region, ...runOptions } = options;
  const marks = region === undefined ? undefined : regionFrames(cube.description, region);
  const plan = planStandardDeviation(cube.description, marks);
  const words = { name: "standard deviation", operation: "standardDeviation", region };
  return patternSlice(cube, plan, words, runOptions, (run) => standardDeviationOf(plan, run));
}

/** One pass for the standard deviation of each detector pixel over all frames, or over those that `region` marks. */
export function planStandardDeviation(cube: CubeDescription, region?: Uint8Array): Plan {
  return makePlan(cube, calls, region);
}

/**
 * Standard deviation of the population (divided by n, not n - 1) of each pixel, [detY, detX], of a finished
 * {@link planStandardDeviation}. The sums are exact for counts, so little is lost where deviations are small.
 */
export function standardDeviationOf(plan: Plan, run: RunResult): Float64Array {
  const frames = plannedFrames(plan);
  const sum = run.results.sum!.sum!;
  const squares = run.results.squares!.squares!;
  return Float64Array.from(squares, (square, i) => {
    const mean = sum[i]! / frames;
    return Math.sqrt(Math.max(0, square / frames - mean * mean));
  });
}
