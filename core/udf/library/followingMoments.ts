import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Detector } from "../../virtual/detector.js";
import { isSoft } from "../../virtual/mask.js";
import { detectorWeights } from "../../virtual/weights.js";
import { dtypeCode } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { once } from "../runMemory.js";
import { createFollowedMasks, type FollowedMasks, type Following, movedDetectors } from "./followedMasks.js";
import { createWeightedSummer, createWeightPlacer } from "./frameWeights.js";
import { coordinateBits, momentsPerFrame } from "./moments.js";

/**
 * Sums for centres of mass over one detector that moves from frame to frame: nav result `moments` as of the UDF `moments`,
 * exact for counts and hard borders; soft ones as in `weightedSums`.
 */
export const followingMoments: Udf<Following> = {
  name: "followingMoments",
  results: () => ({ moments: { kind: "nav", dtype: "float64", extraShape: [momentsPerFrame] } }),
  start: startFollowingMoments,
};

/** Sums of one frame of a block: of pixels, of pixels times row, of pixels times column. */
type FrameMoments = (block: FrameBlock, i: number, moved: Detector) => ArrayLike<number>;

function startFollowingMoments(following: Following, context: UdfContext): UdfTask {
  const momentsOf = isSoft(following.detectors[0]!) ? createSoftMoments(context) : createHardMoments(context);
  const moments = context.results.moments!;
  return {
    process(block) {
      for (let i = 0; i < block.count && !context.isStopped(); i++) {
        const frame = block.frames[i]!;
        const [moved] = movedDetectors(following, frame);
        moments.set(momentsOf(block, i, moved!), frame * momentsPerFrame);
      }
    },
  };
}

function createHardMoments(context: UdfContext): FrameMoments {
  const { cube, kernels, memory } = context;
  const mask = createFollowedMasks(context, 1);
  const out = context.allocate(momentsPerFrame * Float64Array.BYTES_PER_ELEMENT);
  const found = new Float64Array(memory.buffer as ArrayBuffer, out, momentsPerFrame);
  const dense = once(() => createDenseMoments(mask, context));
  return (block, i, moved) => {
    mask.write([moved]);
    const words = block.words();
    if (words === undefined) return dense()(block, i);
    const frame = words.pointer + i * words.frameStride;
    kernels.wordMoments(frame, 1, words.frameStride, cube.shape[3], mask.pointer, out);
    return found;
  };
}

/** By sums over masks, one for each bit of a coordinate (see `coordinateBits`), cut by the mask that is written. */
function createDenseMoments(
  { pointer, maskBytes }: FollowedMasks,
  context: UdfContext,
): (block: FrameBlock, i: number) => number[] {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const frameBytes = elements * bytesPerElement(cube.dtype);
  const bits = coordinateBits(cube);
  const masks = context.allocate(maskBytes * bits.length);
  const out = context.allocate(bits.length * Float64Array.BYTES_PER_ELEMENT);
  const sums = new Float64Array(memory.buffer as ArrayBuffer, out, bits.length);
  // Masks are whole vectors of 16 bytes at aligned places.
  const lanes = maskBytes / Uint32Array.BYTES_PER_ELEMENT;
  const member = new Uint32Array(memory.buffer as ArrayBuffer, pointer, lanes);
  const cut = new Uint32Array(memory.buffer as ArrayBuffer, masks, lanes * bits.length);
  const whole = bits.map(({ packed }) => new Uint32Array(packed.buffer));
  return (block, i) => {
    whole.forEach((mask, bit) => {
      for (let lane = 0; lane < lanes; lane++) cut[bit * lanes + lane] = mask[lane]! & member[lane]!;
    });
    const frame = block.dense() + i * frameBytes;
    kernels.denseBitSums(frame, elements, dtypeCode[cube.dtype], masks, bits.length, maskBytes, out);
    const found = [0, 0, 0];
    bits.forEach(({ moment, weight }, bit) => {
      found[moment]! += sums[bit]! * weight;
    });
    return found;
  };
}

function createSoftMoments(context: UdfContext): FrameMoments {
  const { cube, memory } = context;
  const [, , height, width] = cube.shape;
  const placers = Array.from({ length: momentsPerFrame }, () => createWeightPlacer(context));
  const sum = createWeightedSummer(context);
  const out = context.allocate(momentsPerFrame * Float64Array.BYTES_PER_ELEMENT);
  const found = new Float64Array(memory.buffer as ArrayBuffer, out, momentsPerFrame);
  return (block, i, moved) => {
    const weights = Float64Array.from(detectorWeights(moved, [height, width]));
    const rows = weights.map((weight, at) => weight * Math.floor(at / width));
    const columns = weights.map((weight, at) => weight * (at % width));
    const placed = [weights, rows, columns].map((values, moment) => placers[moment]!(values));
    sum(block, i, 1, placed, out);
    return found;
  };
}
