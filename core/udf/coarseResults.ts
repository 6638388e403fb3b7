import type { PartialResult, Plan, RunResult } from "../data/executor.js";
import { fillFromNearest, nearestProcessed } from "./nearestProcessed.js";
import { resultSpecs } from "./run.js";

/**
 * A partial result to look at: scan positions of the plan that are still missing hold the values of the nearest one that
 * is done, so that an image is coarse at first instead of full of holes. Positions beyond the plan's region stay 0.
 */
export function coarseResults(plan: Plan, partial: PartialResult): RunResult {
  if (!partial.processed.includes(1)) return partial;
  const [scanY, scanX] = plan.cube.shape;
  const nearest = nearestProcessed(partial.processed, [scanY, scanX]);
  plan.region?.forEach((marked, frame) => {
    if (marked === 0) nearest[frame] = frame;
  });
  const coarse = Object.entries(resultSpecs(plan)).map(([call, specs]) => {
    const filled = Object.entries(specs).map(([name, { kind }]) => {
      const values = partial.results[call]![name]!;
      return [name, kind === "nav" ? fillFromNearest(values, nearest) : values] as const;
    });
    return [call, Object.fromEntries(filled)] as const;
  });
  return { ...partial, results: Object.fromEntries(coarse) };
}
