import { type KernelTable, packUnit, wordBytes, wordHeaderBytes } from "./kernelTable.js";
import { readPack } from "./packTwins.js";
import { bytesAt, decodePlanes, isInside, maskedSum, type Pixels } from "./twinPixels.js";

const planeBytes = packUnit / 8;

type WordKernels = Pick<KernelTable, "planeWords" | "packedWords" | "wordMaskSums" | "wordMoments">;

/** The twins of the kernels that make and sum words. */
export function createWordTwins(memory: WebAssembly.Memory): WordKernels {
  return {
    planeWords(planes, frames, frameStride, elements, elementBytes, blockElements, valid, words, wordStride) {
      const mask = bytesAt(memory, valid, Math.ceil(elements / 8));
      for (let frame = 0; frame < frames; frame++) {
        const bytes = bytesAt(memory, planes + frame * frameStride, elements * elementBytes);
        const pixels = decodePlanes(bytes, elements, elementBytes, blockElements);
        writeWords(
          memory,
          words + frame * wordStride,
          pixels.map((value, i) => (isInside(mask, i) ? value : 0)),
        );
      }
    },

    packedWords(packs, frames, elements, words, wordStride) {
      const addresses = new DataView(memory.buffer, packs, frames * 4);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = readPack(memory, addresses.getUint32(frame * 4, true), elements);
        writeWords(memory, words + frame * wordStride, pixels);
      }
    },

    wordMaskSums(words, frames, wordStride, masks, count, maskBytes, out) {
      const sums = new Float64Array(frames * count);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = readWords(memory, words + frame * wordStride, maskBytes * 8);
        for (let index = 0; index < count; index++) {
          const mask = bytesAt(memory, masks + index * maskBytes, maskBytes);
          sums[frame * count + index] = maskedSum(pixels, mask);
        }
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    wordMoments(words, frames, wordStride, width, support, out) {
      const sums = new Float64Array(frames * 3);
      for (let frame = 0; frame < frames; frame++) {
        const values = readWords(memory, words + frame * wordStride);
        values.forEach((value, i) => {
          if (value === 0 || !isInside(bytesAt(memory, support + (i >> 3), 1), i & 7)) return;
          sums[frame * 3]! += value;
          sums[frame * 3 + 1]! += value * Math.floor(i / width);
          sums[frame * 3 + 2]! += value * (i % width);
        });
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },
  };
}

function writeWords(memory: WebAssembly.Memory, words: number, pixels: Pixels): void {
  let count = 0;
  for (let first = 0; first < pixels.length; first += packUnit) {
    const unit = pixels.slice(first, first + packUnit);
    for (let bit = 0; unit.some((value) => value >= 2 ** bit); bit++) {
      const at = words + wordHeaderBytes + count * wordBytes;
      const plane = bytesAt(memory, at, planeBytes).fill(0);
      unit.forEach((value, i) => {
        plane[i >> 3]! |= ((value >>> bit) & 1) << (i & 7);
      });
      if (!plane.some((byte) => byte !== 0)) continue;
      new DataView(memory.buffer).setUint32(at + planeBytes, first * 4 + bit, true);
      count++;
    }
  }
  new DataView(memory.buffer).setUint32(words, count, true);
}

/** The pixels that words stand for, `elements` of them or as far as the words reach. */
function readWords(memory: WebAssembly.Memory, words: number, elements?: number): Uint32Array {
  const view = new DataView(memory.buffer, words);
  const places = Array.from({ length: view.getUint32(0, true) }, (_, i) => wordHeaderBytes + i * wordBytes);
  const tags = places.map((at) => view.getUint32(at + planeBytes, true));
  const reach = tags.reduce((most, tag) => Math.max(most, (tag >>> 5) * 8 + packUnit), 0);
  const pixels = new Uint32Array(Math.max(reach, elements ?? 0));
  places.forEach((at, word) => {
    const plane = bytesAt(memory, words + at, planeBytes);
    const first = (tags[word]! >>> 5) * 8;
    for (let i = 0; i < packUnit; i++) {
      if (isInside(plane, i)) pixels[first + i]! += 2 ** (tags[word]! & 31);
    }
  });
  return pixels.subarray(0, elements ?? reach);
}
