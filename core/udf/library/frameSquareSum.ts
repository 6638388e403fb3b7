import { pixelCount } from "../../data/cubeDescription.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { Udf, UdfContext, UdfTask } from "../contract.js";
import { clearExcluded } from "./clearExcluded.js";

/**
 * Sum over all frames of the squares of each pixel: sig result `squares`, [detY, detX], float64; excluded pixels hold
 * 0. Exact for integers while a sum is below 2^53: two million frames of full-scale uint16. No parameters.
 */
export const frameSquareSum: Udf<undefined> = {
  name: "frameSquareSum",
  results: () => ({ squares: { kind: "sig", dtype: "float64" } }),
  start: startFrameSquareSum,
};

function startFrameSquareSum(_: undefined, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const accumulator = context.allocate(elements * Float64Array.BYTES_PER_ELEMENT);
  const squares = context.results.squares!;
  return {
    process(block) {
      kernels.denseSquareSum(block.dense(), block.count, elements, dtypeCode[cube.dtype], accumulator);
    },
    flush() {
      squares.set(new Float64Array(memory.buffer as ArrayBuffer, accumulator, elements));
      clearExcluded(squares, cube);
    },
  };
}
