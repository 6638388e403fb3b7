import { isRonchiError } from "../errors.js";
import { planesToPixels, tryDecodeBslz4 } from "../formats/codec/bitshuffle.js";
import { decodeLz4Chunk } from "../formats/codec/lz4Chunk.js";
import { unshuffle } from "../formats/codec/shuffle.js";
import { KernelStatus, type KernelTable } from "./kernelTable.js";
import { createMaxTwins } from "./maxTwins.js";
import { createPackTwins } from "./packTwins.js";
import { bytesAt, countEqual, decodePlanes, framePixels, maskedSum } from "./twinPixels.js";
import { createWeightTwins } from "./weightTwins.js";
import { createWordTwins } from "./wordTwins.js";

const failures = {
  truncated: KernelStatus.truncated,
  corrupt: KernelStatus.corrupt,
  "size-mismatch": KernelStatus.sizeMismatch,
} as const;

/**
 * The kernels in readable TypeScript: the reference that the compiled ones are tested against, and the way to run
 * where WebAssembly SIMD is missing.
 */
export function createTwinKernels(memory: WebAssembly.Memory): KernelTable {
  const bslz4ToPlanes: KernelTable["bslz4ToPlanes"] = (source, bytes, planes, elements, elementBytes) => {
    const output = bytesAt(memory, planes, elements * elementBytes);
    const answer = tryDecodeBslz4(bytesAt(memory, source, bytes), output, elements, elementBytes);
    return typeof answer === "number" ? answer : failures[answer];
  };
  return {
    ...createMaxTwins(memory),
    ...createPackTwins(memory),
    ...createWeightTwins(memory),
    ...createWordTwins(memory),

    bslz4ToPlanes,

    bslz4FramesToPlanes(chunks, frames, planes, frameStride, elements, elementBytes, blocks) {
      const given = new DataView(memory.buffer, chunks, frames * 8);
      const answers = new DataView(memory.buffer, blocks, frames * 4);
      for (let frame = 0; frame < frames; frame++) {
        const bytes = given.getUint32(frame * 8 + 4, true);
        const target = planes + frame * frameStride;
        if (bytes === 0) bytesAt(memory, target, elements * elementBytes).fill(0);
        const source = given.getUint32(frame * 8, true);
        const block = bytes === 0 ? 0 : bslz4ToPlanes(source, bytes, target, elements, elementBytes);
        answers.setInt32(frame * 4, block, true);
      }
    },

    lz4Chunk(source, sourceBytes, target, limit) {
      try {
        return decodeLz4Chunk(bytesAt(memory, source, sourceBytes), bytesAt(memory, target, limit));
      } catch (error) {
        if (isRonchiError(error)) return -1;
        throw error;
      }
    },

    planeOverflow(planes, frames, frameStride, elements, elementBytes, blockElements, mask, out) {
      const inside = bytesAt(memory, mask, Math.ceil(elements / 8));
      const counts = new DataView(memory.buffer, out, frames * 4);
      for (let frame = 0; frame < frames; frame++) {
        const bytes = bytesAt(memory, planes + frame * frameStride, elements * elementBytes);
        const pixels = decodePlanes(bytes, elements, elementBytes, blockElements);
        counts.setUint32(frame * 4, countEqual(pixels, inside, 2 ** (8 * elementBytes) - 1), true);
      }
    },

    planesToDense(planes, elements, elementBytes, blockElements, dense) {
      const byteLength = elements * elementBytes;
      const output = bytesAt(memory, dense, byteLength);
      planesToPixels(bytesAt(memory, planes, byteLength), elements, elementBytes, blockElements, output);
    },

    unshuffle(source, destination, elements, elementBytes) {
      const byteLength = elements * elementBytes;
      unshuffle(bytesAt(memory, source, byteLength), elementBytes, bytesAt(memory, destination, byteLength));
    },

    denseMaskSums(dense, frames, elements, dtype, masks, count, maskBytes, _scratch, _masksChanged, out) {
      const sums = new Float64Array(frames * count);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = framePixels(memory, dense, frame, elements, dtype);
        for (let index = 0; index < count; index++) {
          const mask = bytesAt(memory, masks + index * maskBytes, maskBytes);
          sums[frame * count + index] = maskedSum(pixels, mask);
        }
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    denseFrameSum(dense, frames, elements, dtype, accumulator) {
      const bytes = bytesAt(memory, accumulator, elements * 8);
      const sums = new Float64Array(bytes.slice().buffer);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = framePixels(memory, dense, frame, elements, dtype);
        for (let element = 0; element < elements; element++) sums[element]! += pixels[element]!;
      }
      bytes.set(new Uint8Array(sums.buffer));
    },

    denseRingSums(dense, frames, elements, dtype, labels, rings, out) {
      const ringOf = new Uint16Array(bytesAt(memory, labels, elements * 2).slice().buffer);
      const sums = new Float64Array(frames * rings);
      for (let frame = 0; frame < frames; frame++) {
        framePixels(memory, dense, frame, elements, dtype).forEach((value, element) => {
          const ring = ringOf[element]!;
          if (ring < rings) sums[frame * rings + ring]! += value;
        });
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    denseSquareSum(dense, frames, elements, dtype, accumulator) {
      const bytes = bytesAt(memory, accumulator, elements * 8);
      const sums = new Float64Array(bytes.slice().buffer);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = framePixels(memory, dense, frame, elements, dtype);
        for (let element = 0; element < elements; element++) sums[element]! += pixels[element]! ** 2;
      }
      bytes.set(new Uint8Array(sums.buffer));
    },

    denseCountEqual(dense, elements, dtype, mask, value) {
      const pixels = framePixels(memory, dense, 0, elements, dtype);
      return countEqual(pixels, bytesAt(memory, mask, Math.ceil(elements / 8)), value);
    },
  };
}
