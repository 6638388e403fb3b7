import type { CubeDescription } from "../../data/cubeDescription.js";
import type { RunResult, UdfCall } from "../../data/executor.js";
import { sumsOfMask } from "./maskCall.js";
import { weightCall } from "./weightedSums.js";

const callName = "weighted moments";

/** The call that sums I w, I w y and I w x of every frame for the weights w of a detector, [detY, detX]. */
export function weightedMomentsCall({ shape }: CubeDescription, weights: Float32Array): UdfCall {
  const [, , , width] = shape;
  const along = (coordinate: (i: number) => number): Float64Array =>
    Float64Array.from(weights, (weight, i) => weight * coordinate(i));
  return weightCall(callName, [weights, along((i) => Math.floor(i / width)), along((i) => i % width)]);
}

/** Centres of mass, px from pixel (0, 0), of a finished {@link weightedMomentsCall}; undefined where the run has none. */
export function weightedCentres(run: RunResult): { y: Float64Array; x: Float64Array } | undefined {
  if (!(callName in run.results)) return undefined;
  const [total, y, x] = [0, 1, 2].map((i) => sumsOfMask(run, callName, i, 3)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { y: y.map((value, i) => value / total[i]!), x: x.map((value, i) => value / total[i]!) };
}
