import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, isFloat, type NumberArray } from "../../data/dtype.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { createPlanePacker } from "./planePacker.js";
import { writeFrames } from "./writeFrames.js";

/** Parameters of {@link ringSums}. */
export interface RingSumsParams {
  /** Ring of each pixel, [detY, detX], 0 to rings - 1; a larger label is no ring. */
  readonly labels: Uint16Array;
  /** At most 65535. */
  readonly rings: number;
  /** Value k of a frame is the sum over rings 0 to k instead of ring k: an annulus is then a difference of two. */
  readonly cumulative?: boolean;
}

/**
 * Exact sums of every frame over rings, or any other segments that do not overlap: nav result `rings`,
 * [scanY, scanX, rings], uint32 where no sum can exceed it, else float64. Excluded pixels are left out.
 */
export const ringSums: Udf<RingSumsParams> = {
  name: "ringSums",
  results: ({ rings }, cube) => ({
    rings: { kind: "nav", dtype: fitsUint32(cube) ? "uint32" : "float64", extraShape: [rings] },
  }),
  start: startRingSums,
};

function fitsUint32(cube: CubeDescription): boolean {
  const largest = 2 ** (8 * bytesPerElement(cube.dtype)) - 1;
  return !isFloat(cube.dtype) && pixelCount(cube) * largest <= 0xffffffff;
}

function startRingSums(params: RingSumsParams, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const { rings } = params;
  const elements = pixelCount(cube);
  const labels = placeLabels(params, context);
  const out = context.allocate(framesAtOnce * rings * Float64Array.BYTES_PER_ELEMENT);
  const result = context.results.rings!;

  const packPlanes = createPlanePacker(context, framesAtOnce);
  const sum = (block: FrameBlock, first: number, count: number): void => {
    const packs = block.packs === undefined ? packPlanes(block, first, count) : block.packs + 4 * first;
    if (packs !== undefined) {
      kernels.packedRingSums(packs, count, elements, labels, rings, out);
    } else {
      const pixels = block.dense() + first * elements * bytesPerElement(cube.dtype);
      kernels.denseRingSums(pixels, count, elements, dtypeCode[cube.dtype], labels, rings, out);
    }
  };

  return {
    process(block) {
      for (let first = 0; first < block.count; first += framesAtOnce) {
        const count = Math.min(framesAtOnce, block.count - first);
        sum(block, first, count);
        const found = new Float64Array(memory.buffer as ArrayBuffer, out, count * rings);
        if (params.cumulative === true) accumulate(found, rings);
        writeFrames(result, found, block.frames.subarray(first, first + count), rings);
      }
    },
  };
}

/** Frames whose sums are gathered before they are written. */
const framesAtOnce = 16;

/** Labels in linear memory; excluded pixels get one that is no ring. */
function placeLabels({ labels, rings }: RingSumsParams, { cube, memory, allocate }: UdfContext): number {
  const pointer = allocate(labels.byteLength);
  const placed = new Uint16Array(memory.buffer as ArrayBuffer, pointer, labels.length);
  placed.set(labels);
  cube.excluded?.forEach((excluded, i) => {
    if (excluded !== 0) placed[i] = rings;
  });
  return pointer;
}

/** Each value becomes the sum of those before it in its frame and itself. */
function accumulate(values: NumberArray, perFrame: number): void {
  for (let i = 0; i < values.length; i++) {
    if (i % perFrame !== 0) values[i]! += values[i - 1]!;
  }
}
