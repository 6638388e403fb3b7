import { pixelCount } from "../../data/cubeDescription.js";
import type { UdfCall } from "../../data/executor.js";
import type { Udf, UdfContext, UdfTask } from "../contract.js";
import { growingBuffer } from "../runMemory.js";
import { createWeightedSummer, createWeightPlacer } from "./frameWeights.js";

/** Parameters of {@link weightedSums}. */
export interface WeightedSumsParams {
  /** A weight for each pixel, [images, detY, detX]. */
  readonly weights: Float32Array | Float64Array;
  readonly images: number;
}

/**
 * Sums of every frame by the weights of the pixels: nav result `sums`, [scanY, scanX, images]. Products and sums are
 * float64: counts below 2^29 times float32 weights are exact, their sum is rounded as in a plain loop. Excluded pixels
 * are left out.
 */
export const weightedSums: Udf<WeightedSumsParams> = {
  name: "weightedSums",
  results: ({ images }) => ({ sums: { kind: "nav", dtype: "float64", extraShape: [images] } }),
  start: startWeightedSums,
};

/** A call of {@link weightedSums}. */
export function weightCall(name: string, images: readonly (Float32Array | Float64Array)[]): UdfCall {
  const pixels = images[0]!.length;
  const isDouble = images.some((weights) => weights instanceof Float64Array);
  const weights = new (isDouble ? Float64Array : Float32Array)(pixels * images.length);
  images.forEach((image, i) => {
    weights.set(image, i * pixels);
  });
  const params: WeightedSumsParams = { weights, images: images.length };
  return { name, udf: "weightedSums", params };
}

function startWeightedSums({ weights, images }: WeightedSumsParams, context: UdfContext): UdfTask {
  const elements = pixelCount(context.cube);
  const placed = Array.from({ length: images }, (_, i) =>
    createWeightPlacer(context)(weights.subarray(i * elements, (i + 1) * elements)),
  );
  const sum = createWeightedSummer(context);
  const out = growingBuffer(context);
  const sums = context.results.sums!;
  return {
    process(block) {
      const { frames, count } = block;
      const pointer = out(count * images * Float64Array.BYTES_PER_ELEMENT);
      sum(block, 0, count, placed, pointer);
      const found = new Float64Array(context.memory.buffer as ArrayBuffer, pointer, count * images);
      for (let image = 0; image < images; image++) {
        for (let i = 0; i < count; i++) sums[frames[i]! * images + image] = found[image * count + i]!;
      }
    },
  };
}
