import type { CubeDescription } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Plan, RunOptions, RunResult, UdfCall } from "../../data/executor.js";
import { makeFramePlan, makePlan, type TileOrder } from "../plan.js";
import { patternSlice } from "./patternSlice.js";
import { checkRegion, regionFrames, type ScanRegion } from "./scanRegion.js";

/** Options of {@link sumPattern} and {@link meanPattern}. */
export interface SumPatternOptions extends RunOptions {
  /** Default: the whole scan. */
  readonly region?: ScanRegion;
}

/**
 * Sum of the diffraction patterns of all scan positions, or of a region: Uint32Array of [detY, detX] for counts
 * (Float64Array where a sum exceeds 32 bits), Float64Array for floats. Excluded pixels hold 0.
 */
export async function sumPattern(cube: DataCube, options: SumPatternOptions = {}): Promise<DiffractionSlice> {
  const { region, ...runOptions } = options;
  const plan = planSumPattern(cube.description, region);
  return patternSlice(
    cube,
    plan,
    { name: "sum pattern", operation: "sumPattern", region },
    runOptions,
    patternOf,
  );
}

/** Mean of the diffraction patterns of a region (default: the whole scan), counts a frame, Float64Array. */
export async function meanPattern(
  cube: DataCube,
  options: SumPatternOptions = {},
): Promise<DiffractionSlice> {
  const sum = await sumPattern(cube, { title: "meanPattern", ...options });
  return {
    ...sum,
    name: "mean pattern",
    unit: sum.unit === "counts" ? "counts / frame" : sum.unit,
    data: Float64Array.from(sum.data, (value) => value / sum.frameCount),
    provenance: { ...sum.provenance, operation: "meanPattern" },
  };
}

/** The diffraction pattern of one scan position [y, x]. */
export async function pattern(
  cube: DataCube,
  position: readonly [number, number],
  options: RunOptions = {},
): Promise<DiffractionSlice> {
  const plan = planPattern(cube.description, position);
  const name = `pattern [${position[0]}, ${position[1]}]`;
  const region = singlePosition(position);
  return patternSlice(cube, plan, { name, operation: "pattern", region }, options, patternOf);
}

const frameSumCall: UdfCall = { name: "pattern", udf: "frameSum", params: undefined };

/** The plan that sums the patterns of a region, by default of the whole scan. */
export function planSumPattern(description: CubeDescription, region?: ScanRegion, order?: TileOrder): Plan {
  const frames = region === undefined ? undefined : regionFrames(description, region);
  return makePlan(description, [frameSumCall], frames, order);
}

/** The plan that reads the pattern of one scan position [y, x]. */
export function planPattern(description: CubeDescription, position: readonly [number, number]): Plan {
  checkRegion(singlePosition(position), description.shape);
  const frame = position[0] * description.shape[1] + position[1];
  return makeFramePlan(description, [frameSumCall], frame);
}

/** The pattern, C order [detY, detX], of a finished {@link planSumPattern}. */
export function patternOf(run: RunResult): NumberArray {
  return run.results.pattern!.sum!;
}

function singlePosition([y, x]: readonly [number, number]): ScanRegion {
  return { y: [y, y + 1], x: [x, x + 1] };
}
