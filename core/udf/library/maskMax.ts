import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, type PixelArray, typedArray } from "../../data/dtype.js";
import type { Udf, UdfContext, UdfTask } from "../contract.js";

export interface MaskMaxParams {
  /** Indices of the pixels that count, without excluded ones. */
  readonly pixels: Uint32Array;
}

/** Largest of some pixels of every frame: nav result `max` in the cube's dtype; 0 where no pixel counts. */
export const maskMax: Udf<MaskMaxParams> = {
  name: "maskMax",
  results: (_, cube) => ({ max: { kind: "nav", dtype: cube.dtype } }),
  start: startMaskMax,
};

function startMaskMax({ pixels }: MaskMaxParams, { cube, memory, results }: UdfContext): UdfTask {
  const elements = pixelCount(cube);
  const frameBytes = elements * bytesPerElement(cube.dtype);
  const max = results.max!;
  return {
    process(block) {
      const dense = block.dense();
      block.frames.forEach((frame, i) => {
        max[frame] = largest(typedArray(cube.dtype, memory.buffer, dense + i * frameBytes, elements), pixels);
      });
    },
  };
}

/** NaN is passed over. */
function largest(data: PixelArray, pixels: Uint32Array): number {
  if (pixels.length === 0) return 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pixels.length; i++) {
    const value = data[pixels[i]!]!;
    if (value > most) most = value;
  }
  return most;
}
