import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Detector } from "../../virtual/detector.js";
import { isSoft } from "../../virtual/mask.js";
import { detectorWeights } from "../../virtual/weights.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { createFollowedMasks, type Following, movedDetectors } from "./followedMasks.js";
import { createWeightedSummer, createWeightPlacer } from "./frameWeights.js";

/**
 * Sums of every frame over detectors that move from frame to frame: nav result `sums`, [scanY, scanX, detectors], exact
 * for hard borders; soft ones as in `weightedSums`. Excluded pixels are left out.
 */
export const followingSums: Udf<Following> = {
  name: "followingSums",
  results: ({ detectors }) => ({
    sums: { kind: "nav", dtype: "float64", extraShape: [detectors.length] },
  }),
  start: startFollowingSums,
};

/** Sums one frame of a block over detectors that were moved there, in order. */
type FrameSummer = (block: FrameBlock, i: number, moved: readonly Detector[]) => ArrayLike<number>;

/** The detectors of one kind, by their index in the parameters. */
interface Share {
  readonly which: readonly number[];
  readonly sum: FrameSummer;
}

function startFollowingSums({ detectors, shifts }: Following, context: UdfContext): UdfTask {
  const shares = sharesOf(detectors, context).map((share) => ({
    ...share,
    following: { detectors: share.which.map((index) => detectors[index]!), shifts },
  }));
  const sums = context.results.sums!;
  const sumFrame = (block: FrameBlock, i: number): void => {
    const frame = block.frames[i]!;
    for (const { which, sum, following } of shares) {
      const found = sum(block, i, movedDetectors(following, frame));
      which.forEach((index, k) => {
        sums[frame * detectors.length + index] = found[k]!;
      });
    }
  };
  return {
    process(block) {
      for (let i = 0; i < block.count && !context.isStopped(); i++) sumFrame(block, i);
    },
  };
}

function sharesOf(detectors: readonly Detector[], context: UdfContext): Share[] {
  const indices = detectors.map((_, i) => i);
  const hard = indices.filter((i) => !isSoft(detectors[i]!));
  const soft = indices.filter((i) => isSoft(detectors[i]!));
  return [
    ...(hard.length === 0 ? [] : [{ which: hard, sum: createHardSummer(context, hard.length) }]),
    ...(soft.length === 0 ? [] : [{ which: soft, sum: createSoftSummer(context, soft.length) }]),
  ];
}

function createHardSummer(context: UdfContext, count: number): FrameSummer {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const frameBytes = elements * bytesPerElement(cube.dtype);
  const masks = createFollowedMasks(context, count);
  const noComplements = context.allocate(count);
  const out = context.allocate(count * Float64Array.BYTES_PER_ELEMENT);
  const found = new Float64Array(memory.buffer as ArrayBuffer, out, count);
  const { pointer, maskBytes } = masks;
  return (block, i, moved) => {
    masks.write(moved);
    const words = block.packs === undefined ? block.words() : undefined;
    if (block.packs !== undefined) {
      const pack = block.packs + 4 * i;
      kernels.packedMaskSums(pack, 1, elements, pointer, count, maskBytes, noComplements, out);
    } else if (words !== undefined) {
      const frame = words.pointer + i * words.frameStride;
      kernels.wordMaskSums(frame, 1, words.frameStride, pointer, count, maskBytes, out);
    } else {
      const frame = block.dense() + i * frameBytes;
      kernels.denseBitSums(frame, elements, dtypeCode[cube.dtype], pointer, count, maskBytes, out);
    }
    return found;
  };
}

function createSoftSummer(context: UdfContext, count: number): FrameSummer {
  const [, , detY, detX] = context.cube.shape;
  const placers = Array.from({ length: count }, () => createWeightPlacer(context));
  const sum = createWeightedSummer(context);
  const out = context.allocate(count * Float64Array.BYTES_PER_ELEMENT);
  const found = new Float64Array(context.memory.buffer as ArrayBuffer, out, count);
  return (block, i, moved) => {
    const weights = moved.map((detector, k) => placers[k]!(detectorWeights(detector, [detY, detX])));
    sum(block, i, 1, weights, out);
    return found;
  };
}
