import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import { version } from "../../version.js";
import { plannedFrames } from "../plan.js";
import type { ScanRegion } from "./scanRegion.js";

export interface PatternWords {
  /** Title of the picture. */
  readonly name: string;
  /** The function that the user called. */
  readonly operation: string;
  readonly region: ScanRegion | undefined;
}

/** Runs a plan and wraps what `dataOf` takes from its results as a slice, [detY, detX] in counts. */
export async function patternSlice(
  cube: DataCube,
  plan: Plan,
  { name, operation, region }: PatternWords,
  options: RunOptions,
  dataOf: (run: RunResult) => NumberArray,
): Promise<DiffractionSlice> {
  const run = await cube.executor.run(plan, { title: operation, ...options });
  const { excluded } = cube.description;
  return {
    kind: "DiffractionSlice",
    name,
    data: dataOf(run),
    shape: [cube.shape[2], cube.shape[3]],
    unit: "counts",
    frameCount: plannedFrames(plan),
    ...(excluded === undefined ? {} : { excluded }),
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: { operation, parameters: { region: region ?? "all" }, inputs: [cube.provenance], version },
  };
}
