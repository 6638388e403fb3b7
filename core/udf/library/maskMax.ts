import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import { maskByteLength, packMask } from "../../wasm/kernels.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { createFollowedMasks, type Following, movedDetectors } from "./followedMasks.js";
import { createPlanePacker } from "./planePacker.js";

/** Masks that stay, or detectors that move from frame to frame. */
export type MaskMaxParams = StillMasks | Following;

export interface StillMasks {
  /** Masks of one byte a pixel, 0 = outside, without excluded pixels. */
  readonly masks: readonly Uint8Array[];
}

/** Frames that are packed at a time. */
const framesAtOnce = 16;

/**
 * Largest pixel of every frame in each of some detectors: nav result `max`, [scanY, scanX, detectors], in the cube's
 * dtype; 0 where no pixel counts. NaN is passed over.
 */
export const maskMax: Udf<MaskMaxParams> = {
  name: "maskMax",
  results: (params, cube) => ({
    max: { kind: "nav", dtype: cube.dtype, extraShape: [countOf(params)] },
  }),
  start: (params, context) =>
    "masks" in params ? startStill(params, context) : startFollowing(params, context),
};

function countOf(params: MaskMaxParams): number {
  return "masks" in params ? params.masks.length : params.detectors.length;
}

function startStill({ masks }: StillMasks, context: UdfContext): UdfTask {
  const maskBytes = maskByteLength(pixelCount(context.cube));
  const pointer = context.allocate(maskBytes * masks.length);
  const placed = new Uint8Array(context.memory.buffer, pointer, maskBytes * masks.length);
  masks.forEach((mask, i) => {
    placed.set(packMask(mask), i * maskBytes);
  });
  const largest = createMaskMax(context, { pointer, maskBytes, count: masks.length });
  return {
    process(block) {
      for (let first = 0; first < block.count; first += framesAtOnce)
        largest(block, first, Math.min(framesAtOnce, block.count - first));
    },
  };
}

function startFollowing(following: Following, context: UdfContext): UdfTask {
  const count = following.detectors.length;
  const masks = createFollowedMasks(context, count);
  const largest = createMaskMax(context, { ...masks, count });
  return {
    process(block) {
      for (let i = 0; i < block.count && !context.isStopped(); i++) {
        masks.write(movedDetectors(following, block.frames[i]!));
        largest(block, i, 1);
      }
    },
  };
}

interface PlacedMasks {
  readonly pointer: number;
  readonly maskBytes: number;
  readonly count: number;
}

/** Writes the largest pixels of `count` frames of a block from `first` on; packs, of which most bits are empty, where they can be had. */
function createMaskMax(
  context: UdfContext,
  { pointer, maskBytes, count: masks }: PlacedMasks,
): (block: FrameBlock, first: number, count: number) => void {
  const { cube, kernels, memory, results } = context;
  const elements = pixelCount(cube);
  const frameBytes = elements * bytesPerElement(cube.dtype);
  const packPlanes = createPlanePacker(context, framesAtOnce);
  const out = context.allocate(framesAtOnce * masks * Float64Array.BYTES_PER_ELEMENT);
  const found = new Float64Array(memory.buffer as ArrayBuffer, out, framesAtOnce * masks);
  const max = results.max!;
  return (block, first, count) => {
    const packs = block.packs === undefined ? packPlanes(block, first, count) : block.packs + 4 * first;
    if (packs !== undefined) {
      kernels.packedMaskMax(packs, count, elements, pointer, masks, maskBytes, out);
    } else {
      const dense = block.dense() + first * frameBytes;
      kernels.denseMaskMax(dense, count, elements, dtypeCode[cube.dtype], pointer, masks, maskBytes, out);
    }
    for (let i = 0; i < count; i++) {
      const target = block.frames[first + i]! * masks;
      for (let mask = 0; mask < masks; mask++) max[target + mask] = found[i * masks + mask]!;
    }
  };
}
