import { pixelCount } from "../../data/cubeDescription.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { Udf, UdfContext, UdfTask } from "../contract.js";

/** Sum of all frames: sig result `sum`, [detY, detX]; excluded pixels hold 0. No parameters. */
export const frameSum: Udf<undefined> = {
  name: "frameSum",
  results: (_, cube) => ({
    sum: { kind: "sig", dtype: "float64", counts: cube.dtype !== "float32" },
  }),
  start: startFrameSum,
};

function startFrameSum(_: undefined, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const accumulator = context.allocate(elements * Float64Array.BYTES_PER_ELEMENT);
  const sum = context.results.sum!;
  return {
    process(block) {
      kernels.denseFrameSum(block.dense(), block.count, elements, dtypeCode[cube.dtype], accumulator);
    },
    flush() {
      sum.set(new Float64Array(memory.buffer as ArrayBuffer, accumulator, elements));
      cube.excluded?.forEach((excluded, i) => {
        if (excluded !== 0) sum[i] = 0;
      });
    },
  };
}
