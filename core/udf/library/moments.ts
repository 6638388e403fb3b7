import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { denseScratchBytes, maskByteLength, packMask } from "../../wasm/kernels.js";
import { dtypeCode, maskSlack } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { growingBuffer, once } from "../runMemory.js";
import { writeFrames } from "./writeFrames.js";

/** Parameters of {@link moments}. */
export interface MomentsParams {
  /** 1 = the pixel counts, one byte a pixel, [detY, detX]; no excluded pixels. */
  readonly support: Uint8Array;
}

/** Values of a frame: sum of its pixels, of pixels times row, of pixels times column. */
export const momentsPerFrame = 3;

/**
 * Exact sums for centres of mass: nav result `moments`, [scanY, scanX, 3]: of each frame the sum of pixels, of pixels
 * times row, of pixels times column (floats: to float64 rounding).
 */
export const moments: Udf<MomentsParams> = {
  name: "moments",
  results: () => ({ moments: { kind: "nav", dtype: "float64", extraShape: [momentsPerFrame] } }),
  start: startMoments,
};

function startMoments({ support }: MomentsParams, context: UdfContext): UdfTask {
  const { cube, kernels, memory, results } = context;
  const packed = packMask(support);
  const supportPointer = context.allocate(packed.byteLength + maskSlack);
  new Uint8Array(memory.buffer, supportPointer, packed.byteLength).set(packed);
  const out = growingBuffer(context);
  const dense = once(() => createDenseMoments(support, context));
  return {
    process(block) {
      const words = block.words();
      if (words === undefined) {
        writeFrames(results.moments!, dense()(block), block.frames, momentsPerFrame);
        return;
      }
      const pointer = out(block.count * momentsPerFrame * Float64Array.BYTES_PER_ELEMENT);
      const { pointer: from, frameStride } = words;
      kernels.wordMoments(from, block.count, frameStride, cube.shape[3], supportPointer, pointer);
      const found = new Float64Array(memory.buffer as ArrayBuffer, pointer, block.count * momentsPerFrame);
      writeFrames(results.moments!, found, block.frames, momentsPerFrame);
    },
  };
}

/** Moments of pixels, from sums over binary masks: those of {@link coordinateBits}. */
function createDenseMoments(
  support: Uint8Array,
  context: UdfContext,
): (block: FrameBlock) => Float64Array<ArrayBuffer> {
  const { cube, kernels, memory } = context;
  const weights = coordinateBits(cube);
  const code = dtypeCode[cube.dtype];
  const elements = pixelCount(cube);
  const maskBytes = maskByteLength(elements);
  const masks = context.allocate(maskBytes * weights.length);
  const member = packMask(support);
  weights.forEach(({ packed }, i) => {
    const cut = packed.map((byte, at) => byte & member[at]!);
    new Uint8Array(memory.buffer, masks + i * maskBytes, maskBytes).set(cut);
  });
  const scratch = context.allocate(denseScratchBytes(elements, weights.length, code));
  const out = growingBuffer(context);
  let masksChanged = 1;
  return (block) => {
    const { count } = block;
    const pointer = out(count * weights.length * Float64Array.BYTES_PER_ELEMENT);
    const given = [block.dense(), count, elements, code, masks, weights.length, maskBytes] as const;
    kernels.denseMaskSums(...given, scratch, masksChanged, pointer);
    masksChanged = 0;
    const sums = new Float64Array(memory.buffer as ArrayBuffer, pointer, count * weights.length);
    const found = new Float64Array(count * momentsPerFrame);
    sums.forEach((sum, i) => {
      const { moment, weight } = weights[i % weights.length]!;
      found[Math.floor(i / weights.length) * momentsPerFrame + moment]! += sum * weight;
    });
    return found;
  };
}

/** One bit of a pixel's row or column; the first one is set in all pixels. */
export interface CoordinateBit {
  /** Which of the values of a frame it adds to. */
  readonly moment: number;
  readonly weight: number;
  /** The pixels that have it, as a packed mask. */
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** The bits of which moments are made: sum(I x) is the sum over bits b of x of 2^b times the sum of the pixels that have b. */
export function coordinateBits({ shape: [, , height, width] }: CubeDescription): CoordinateBit[] {
  const maskOf = (isSet: (pixel: number) => boolean) =>
    packMask(Uint8Array.from({ length: height * width }, (_, pixel) => Number(isSet(pixel))));
  const bitsOf = (moment: number, extent: number, coordinate: (pixel: number) => number): CoordinateBit[] =>
    Array.from({ length: Math.max(1, Math.ceil(Math.log2(extent))) }, (_, bit) => ({
      moment,
      weight: 2 ** bit,
      packed: maskOf((pixel) => ((coordinate(pixel) >> bit) & 1) === 1),
    }));
  return [
    { moment: 0, weight: 1, packed: maskOf(() => true) },
    ...bitsOf(1, height, (pixel) => Math.floor(pixel / width)),
    ...bitsOf(2, width, (pixel) => pixel % width),
  ];
}
