import type { CubeDescription } from "../../data/cubeDescription.js";
import type { Plan, RunResult, UdfCall } from "../../data/executor.js";
import { makePlan, plannedFrames } from "../plan.js";

const calls: readonly UdfCall[] = [
  { name: "sum", udf: "frameSum", params: undefined },
  { name: "squares", udf: "frameSquareSum", params: undefined },
];

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
