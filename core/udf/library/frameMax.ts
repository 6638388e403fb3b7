import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, isFloat, typedArray } from "../../data/dtype.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { Udf, UdfContext, UdfTask } from "../contract.js";
import { clearExcluded } from "./clearExcluded.js";

/**
 * Largest value of each pixel over all frames: sig result `max`, [detY, detX], in the cube's dtype; excluded pixels
 * hold 0, NaN is passed over. Where no frame was seen it holds 0, for floats -Infinity. No parameters.
 */
export const frameMax: Udf<undefined> = {
  name: "frameMax",
  results: (_, cube) => ({ max: { kind: "sig", dtype: cube.dtype } }),
  start: startFrameMax,
  merge({ max: into }, { max: part }) {
    for (let i = 0; i < into!.length; i++) into![i] = Math.max(into![i]!, part![i]!);
  },
};

function startFrameMax(_: undefined, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const largest = context.allocate(elements * bytesPerElement(cube.dtype));
  const view = () => typedArray(cube.dtype, memory.buffer, largest, elements);
  if (isFloat(cube.dtype)) view().fill(Number.NEGATIVE_INFINITY);
  const max = context.results.max!;
  return {
    process(block) {
      kernels.denseFrameMax(block.dense(), block.count, elements, dtypeCode[cube.dtype], largest);
    },
    flush() {
      max.set(view());
      clearExcluded(max, cube);
    },
  };
}
