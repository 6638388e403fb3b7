import { planesToPixels, tryDecodeBslz4 } from "../formats/codec/bitshuffle.js";
import { unshuffle } from "../formats/codec/shuffle.js";
import { KernelStatus, type KernelTable } from "./kernelTable.js";
import { createPackTwins } from "./packTwins.js";
import { bytesAt, countEqual, decodePlanes, framePixels, maskedSum } from "./twinPixels.js";
import { createWeightTwins } from "./weightTwins.js";

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
  return {
    ...createPackTwins(memory),
    ...createWeightTwins(memory),

    bslz4ToPlanes(source, sourceBytes, planes, elements, elementBytes) {
      const chunk = bytesAt(memory, source, sourceBytes);
      const output = bytesAt(memory, planes, elements * elementBytes);
      const answer = tryDecodeBslz4(chunk, output, elements, elementBytes);
      return typeof answer === "number" ? answer : failures[answer];
    },

    planeMaskSums(
      planes,
      frames,
      frameStride,
      elements,
      elementBytes,
      blockElements,
      masks,
      count,
      maskBytes,
      out,
    ) {
      const sums = new Float64Array(frames * count);
      for (let frame = 0; frame < frames; frame++) {
        const bytes = bytesAt(memory, planes + frame * frameStride, elements * elementBytes);
        const pixels = decodePlanes(bytes, elements, elementBytes, blockElements);
        for (let index = 0; index < count; index++) {
          const mask = bytesAt(memory, masks + index * maskBytes, maskBytes);
          sums[frame * count + index] = maskedSum(pixels, mask);
        }
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    planeOverflow(planes, elements, elementBytes, blockElements, mask) {
      const bytes = bytesAt(memory, planes, elements * elementBytes);
      const pixels = decodePlanes(bytes, elements, elementBytes, blockElements);
      return countEqual(pixels, bytesAt(memory, mask, Math.ceil(elements / 8)), 2 ** (8 * elementBytes) - 1);
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

    denseFrameMax(dense, frames, elements, dtype, largest) {
      const most = framePixels(memory, largest, 0, elements, dtype);
      for (let frame = 0; frame < frames; frame++) {
        framePixels(memory, dense, frame, elements, dtype).forEach((value, element) => {
          if (value > most[element]!) most[element] = value;
        });
      }
      bytesAt(memory, largest, most.byteLength).set(new Uint8Array(most.buffer));
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
