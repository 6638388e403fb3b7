import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, isFloat } from "../../data/dtype.js";
import { bitCounterBytes, bitCounterFrames, dtypeCode } from "../../wasm/kernelTable.js";
import type { FrameBlock, PlaneBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { clearExcluded } from "./clearExcluded.js";

/** Sum of all frames: sig result `sum`, [detY, detX]; excluded pixels hold 0. No parameters. */
export const frameSum: Udf<undefined> = {
  name: "frameSum",
  results: (_, cube) => ({
    sum: { kind: "sig", dtype: "float64", counts: !isFloat(cube.dtype) },
  }),
  start: startFrameSum,
};

/** Below this, as for the pattern of one position, counters cost more than pixels. */
const fewFrames = 8;

function startFrameSum(_: undefined, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const accumulator = context.allocate(elements * Float64Array.BYTES_PER_ELEMENT);
  const planeSum = createPlaneSum(context, accumulator);
  const sum = context.results.sum!;
  return {
    process(block) {
      const planes = block.count < fewFrames ? undefined : block.planes();
      if (planes !== undefined) planeSum.add(block, planes);
      else kernels.denseFrameSum(block.dense(), block.count, elements, dtypeCode[cube.dtype], accumulator);
    },
    flush() {
      planeSum.flush();
      sum.set(new Float64Array(memory.buffer as ArrayBuffer, accumulator, elements));
      clearExcluded(sum, cube);
    },
  };
}

interface PlaneSum {
  add(block: FrameBlock, planes: PlaneBlock): void;
  /** Brings what the counters hold to the accumulator. */
  flush(): void;
}

/** Sums planes without un-bitshuffling them: counts each bit over as many frames as the counters take. */
function createPlaneSum({ cube, kernels, allocate }: UdfContext, accumulator: number): PlaneSum {
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const frameBytes = elements * elementBytes;
  let counters: number | undefined;
  let counted = 0;
  let blockElements = 0;

  const flush = (): void => {
    if (counters === undefined || counted === 0) return;
    kernels.addBitCounts(counters, elements, elementBytes, blockElements, accumulator);
    counted = 0;
  };
  return {
    add(block, planes) {
      counters ??= allocate(bitCounterBytes(frameBytes));
      if (planes.blockElements !== blockElements) flush();
      blockElements = planes.blockElements;
      for (let first = 0; first < block.count; ) {
        if (counted === bitCounterFrames) flush();
        const count = Math.min(block.count - first, bitCounterFrames - counted);
        const pointer = planes.pointer + first * planes.frameStride;
        kernels.planeBitCounts(pointer, count, planes.frameStride, frameBytes, counters);
        counted += count;
        first += count;
      }
    },
    flush,
  };
}
