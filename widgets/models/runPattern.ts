import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { Plan, RunOptions } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import { maxPatternOf, planMaxPattern } from "#core/udf/library/maxPattern.js";
import { patternOf, planPattern, planSumPattern } from "#core/udf/library/sumPattern.js";
import { plannedFrames } from "#core/udf/plan.js";
import type { ShownPattern } from "./detectorPickerState.js";
import type { PickerSource, RunImage } from "./runImage.js";

/**
 * The pattern at the cursor, or the sum, mean or maximum of many. Rejects with RonchiError: "invalid-argument" for
 * positions outside the scan, and as the executor does.
 */
export async function runPattern(
  { description, executor }: PickerSource,
  shown: ShownPattern,
  options?: RunOptions,
): Promise<RunImage> {
  const plan = patternPlan(description, shown);
  const run = await executor.run(plan, options);
  const [, , detY, detX] = description.shape;
  const common = { shape: [detY, detX], overflow: run.overflow } as const;
  if (shown.pattern === "regionMax") return { ...common, data: maxPatternOf(run), unit: "counts" };
  const data = patternOf(run);
  if (shown.pattern !== "regionMean") return { ...common, data, unit: "counts" };
  const frames = plannedFrames(plan);
  return { ...common, data: Float64Array.from(data, (sum) => sum / frames), unit: "counts / frame" };
}

/** @throws RonchiError "invalid-argument" unless the cursor [y, x] is a scan position of a cube of this shape */
export function checkCursor(
  cursor: readonly [number, number],
  [scanY, scanX]: CubeDescription["shape"],
): void {
  const isIndex = (value: number, extent: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < extent;
  if (isIndex(cursor[0], scanY) && isIndex(cursor[1], scanX)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "cursor",
    found: `[${cursor.join(", ")}]`,
    expected: `whole numbers within [0..${scanY - 1}, 0..${scanX - 1}]`,
    remedy: "Give a scan position [y, x], counted from 0.",
  });
}

function patternPlan(description: CubeDescription, { pattern, cursor, region }: ShownPattern): Plan {
  switch (pattern) {
    case "cursor":
      checkCursor(cursor, description.shape);
      return planPattern(description, cursor);
    case "sum":
      return planSumPattern(description);
    case "regionSum":
    case "regionMean":
      return planSumPattern(description, region ?? undefined);
    case "regionMax":
      return planMaxPattern(description, region ?? undefined);
  }
}
