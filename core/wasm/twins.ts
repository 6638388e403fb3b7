import { planesToPixels, tryDecodeBslz4 } from "../formats/codec/bitshuffle.js";
import { unshuffle } from "../formats/codec/shuffle.js";
import { KernelStatus, type KernelTable } from "./kernelTable.js";

/** By dtype code. */
const pixelArrays = [Uint8Array, Uint16Array, Uint32Array, Float32Array] as const;

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

    denseCountEqual(dense, elements, dtype, mask, value) {
      const pixels = framePixels(memory, dense, 0, elements, dtype);
      return countEqual(pixels, bytesAt(memory, mask, Math.ceil(elements / 8)), value);
    },
  };
}

function bytesAt(memory: WebAssembly.Memory, pointer: number, byteLength: number): Uint8Array {
  return new Uint8Array(memory.buffer, pointer, byteLength);
}

type Pixels = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** A copy of one dense frame, since a view would need an aligned pointer. */
function framePixels(
  memory: WebAssembly.Memory,
  dense: number,
  frame: number,
  elements: number,
  dtype: number,
): Pixels {
  const PixelArray = pixelArrays[dtype as 0 | 1 | 2 | 3];
  const byteLength = elements * PixelArray.BYTES_PER_ELEMENT;
  return new PixelArray(bytesAt(memory, dense + frame * byteLength, byteLength).slice().buffer);
}

function decodePlanes(
  planes: Uint8Array,
  elements: number,
  elementBytes: number,
  blockElements: number,
): Pixels {
  const bytes = new Uint8Array(elements * elementBytes);
  planesToPixels(planes, elements, elementBytes, blockElements, bytes);
  return new pixelArrays[Math.log2(elementBytes) as 0 | 1 | 2](bytes.buffer);
}

function isInside(mask: Uint8Array, element: number): boolean {
  return ((mask[element >> 3]! >> (element & 7)) & 1) === 1;
}

function maskedSum(pixels: Pixels, mask: Uint8Array): number {
  let sum = 0;
  for (let element = 0; element < pixels.length; element++) {
    if (isInside(mask, element)) sum += pixels[element]!;
  }
  return sum;
}

function countEqual(pixels: Pixels, mask: Uint8Array, value: number): number {
  let count = 0;
  for (let element = 0; element < pixels.length; element++) {
    if (pixels[element] === value && isInside(mask, element)) count++;
  }
  return count;
}
