import type { CubeDescription } from "../../data/cubeDescription.js";
import { isFloat, type NumberArray } from "../../data/dtype.js";
import type { RunResult, UdfCall } from "../../data/executor.js";
import type { Detector } from "../../virtual/detector.js";
import { detectorMask, isSoft } from "../../virtual/mask.js";
import { detectorWeights } from "../../virtual/weights.js";
import { narrowCounts } from "../counts.js";
import type { Following } from "./followedMasks.js";
import { maskCall, sumsOfMask } from "./maskCall.js";
import { weightCall } from "./weightedSums.js";

/** The call of each kind of detector, by the name of all of them together. */
const callNames = {
  hard: (name: string) => name,
  soft: (name: string) => `${name}, soft`,
  following: (name: string) => `${name}, following`,
} as const;

/**
 * The calls that sum frames over placed detectors, each in the cheapest way: masks of bits where borders are hard,
 * weights where they are soft, and both made anew for every frame where `shifts` ([scanY, scanX, 2] px) move the
 * detectors. {@link sumsOfDetector} takes the sums out of the result.
 */
export function detectorCalls(
  name: string,
  cube: CubeDescription,
  detectors: readonly Detector[],
  shifts?: Float64Array,
): UdfCall[] {
  if (shifts !== undefined) {
    const params: Following = { detectors, shifts };
    return [{ name: callNames.following(name), udf: "followingSums", params }];
  }
  const shape = [cube.shape[2], cube.shape[3]] as const;
  const soft = detectors.filter(isSoft).map((detector) => detectorWeights(detector, shape));
  const hard = detectors
    .filter((detector) => !isSoft(detector))
    .map((detector) => detectorMask(detector, shape));
  return [
    ...(hard.length === 0 ? [] : [maskCall(callNames.hard(name), cube, hard)]),
    ...(soft.length === 0 ? [] : [weightCall(callNames.soft(name), soft)]),
  ];
}

/**
 * The sums of one of the detectors of {@link detectorCalls}, one value a scan position, as {@link settleSums} leaves
 * them.
 */
export function sumsOfDetector(
  run: RunResult,
  name: string,
  cube: CubeDescription,
  detectors: readonly Detector[],
  index: number,
): NumberArray {
  const detector = detectors[index]!;
  const following = callNames.following(name);
  if (following in run.results) {
    return settleSums(sumsOfMask(run, following, index, detectors.length), cube, detector);
  }
  const kind = isSoft(detector);
  const same = detectors.flatMap((other, i) => (isSoft(other) === kind ? [i] : []));
  const call = callNames[kind ? "soft" : "hard"](name);
  return settleSums(sumsOfMask(run, call, same.indexOf(index), same.length), cube, detector);
}

/** Counts in a detector with hard borders are integers: Uint32Array where they fit. Others stay float64. */
export function settleSums(sums: Float64Array, cube: CubeDescription, detector: Detector): NumberArray {
  return isSoft(detector) || isFloat(cube.dtype) ? sums : narrowCounts(sums);
}
