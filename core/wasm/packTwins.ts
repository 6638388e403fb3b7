import { type KernelTable, packHeaderBytes, packUnit } from "./kernelTable.js";
import { bytesAt, decodePlanes, isInside, maskedSum, type Pixels } from "./twinPixels.js";

type PackKernels = Pick<
  KernelTable,
  | "packPlanes"
  | "packDense"
  | "packedToPlanes"
  | "packedMaskSums"
  | "packedRingSums"
  | "planeBitCounts"
  | "addBitCounts"
>;

const integerArrays = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;
const planeBytes = packUnit / 8;
const counterLevels = 16;

/** The kernels of packs and of bit counters in readable TypeScript. */
export function createPackTwins(memory: WebAssembly.Memory): PackKernels {
  const packAt = (packs: number, frame: number): number =>
    new DataView(memory.buffer).getUint32(packs + frame * 4, true);

  return {
    packPlanes(planes, elements, elementBytes, blockElements, valid, pack) {
      const bytes = bytesAt(memory, planes, elements * elementBytes);
      const pixels = decodePlanes(bytes, elements, elementBytes, blockElements);
      return writePack(memory, pack, pixels, elementBytes, valid);
    },

    packDense(dense, elements, elementBytes, valid, pack) {
      const bytes = bytesAt(memory, dense, elements * elementBytes).slice();
      const pixels = new integerArrays[elementBytes as 1 | 2 | 4](bytes.buffer);
      return writePack(memory, pack, pixels, elementBytes, valid);
    },

    packedToPlanes(pack, elements, elementBytes, planes) {
      const pixels = readPack(memory, pack, elements);
      const bytes = bytesAt(memory, planes, elements * elementBytes);
      bytes.fill(0);
      const whole = elements - (elements % 8);
      pixels.forEach((value, element) => {
        for (let bit = 0; bit < elementBytes * 8; bit++) {
          if ((value >>> bit) % 2 === 0) continue;
          const at =
            element < whole ? (bit * whole) / 8 + (element >> 3) : element * elementBytes + (bit >> 3);
          bytes[at]! |= 1 << (element < whole ? element & 7 : bit & 7);
        }
      });
      return Math.max(8, whole);
    },

    packedMaskSums(packs, frames, elements, masks, count, maskBytes, complements, out) {
      const sums = new Float64Array(frames * count);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = readPack(memory, packAt(packs, frame), elements);
        const total = pixels.reduce((sum, value) => sum + value, 0);
        for (let index = 0; index < count; index++) {
          const sum = maskedSum(pixels, bytesAt(memory, masks + index * maskBytes, maskBytes));
          const isComplement = bytesAt(memory, complements + index, 1)[0] !== 0;
          sums[frame * count + index] = isComplement ? total - sum : sum;
        }
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    packedRingSums(packs, frames, elements, labels, rings, out) {
      const ringOf = new Uint16Array(bytesAt(memory, labels, elements * 2).slice().buffer);
      const sums = new Float64Array(frames * rings);
      for (let frame = 0; frame < frames; frame++) {
        readPack(memory, packAt(packs, frame), elements).forEach((value, element) => {
          const ring = ringOf[element]!;
          if (ring < rings) sums[frame * rings + ring]! += value;
        });
      }
      bytesAt(memory, out, sums.byteLength).set(new Uint8Array(sums.buffer));
    },

    planeBitCounts(planes, frames, frameStride, frameBytes, counters) {
      const state = bytesAt(memory, counters, Math.ceil(frameBytes / 16) * 16 * counterLevels);
      for (let bit = 0; bit < frameBytes * 8; bit++) {
        let count = readCounter(state, bit);
        for (let frame = 0; frame < frames; frame++) {
          const byte = bytesAt(memory, planes + frame * frameStride + (bit >> 3), 1)[0]!;
          count += (byte >> (bit & 7)) & 1;
        }
        writeCounter(state, bit, count);
      }
    },

    addBitCounts(counters, elements, elementBytes, blockElements, accumulator) {
      const frameBytes = elements * elementBytes;
      const state = bytesAt(memory, counters, Math.ceil(frameBytes / 16) * 16 * counterLevels);
      const bytes = bytesAt(memory, accumulator, elements * 8);
      const sums = new Float64Array(bytes.slice().buffer);
      for (let element = 0; element < elements; element++) {
        for (let bit = 0; bit < elementBytes * 8; bit++) {
          const position = bitPosition(element, bit, elements, elementBytes, blockElements);
          sums[element]! += readCounter(state, position) * 2 ** bit;
        }
      }
      bytes.set(new Uint8Array(sums.buffer));
      state.fill(0);
    },
  };
}

function writePack(
  memory: WebAssembly.Memory,
  pack: number,
  pixels: Pixels,
  elementBytes: number,
  valid: number,
): number {
  const mask = bytesAt(memory, valid, Math.ceil(pixels.length / 8));
  const kept = Float64Array.from(pixels, (value, element) => (isInside(mask, element) ? value : 0));
  const units = Math.ceil(kept.length / packUnit);
  const counts = new Uint8Array(Math.ceil(units / 16) * 16);
  const planes: Uint8Array[] = [];
  for (let unit = 0; unit < units; unit++) {
    const values = kept.subarray(unit * packUnit, (unit + 1) * packUnit);
    const largest = values.reduce((most, value) => Math.max(most, value), 0);
    counts[unit] = largest === 0 ? 0 : Math.floor(Math.log2(largest)) + 1;
    for (let bit = 0; bit < counts[unit]!; bit++) planes.push(planeOf(values, bit));
  }
  const byteLength = packHeaderBytes + counts.length + planes.length * planeBytes;
  const header = new DataView(memory.buffer, pack, packHeaderBytes);
  const allSet = 2 ** (8 * elementBytes) - 1;
  header.setBigUint64(0, BigInt(kept.reduce((sum, value) => sum + value, 0)), true);
  header.setUint32(8, kept.filter((value) => value === allSet).length, true);
  header.setUint32(12, byteLength, true);
  bytesAt(memory, pack + packHeaderBytes, counts.length).set(counts);
  planes.forEach((plane, i) => {
    bytesAt(memory, pack + packHeaderBytes + counts.length + i * planeBytes, planeBytes).set(plane);
  });
  return byteLength;
}

function planeOf(values: Float64Array, bit: number): Uint8Array {
  const plane = new Uint8Array(planeBytes);
  values.forEach((value, element) => {
    plane[element >> 3]! |= ((value >>> bit) & 1) << (element & 7);
  });
  return plane;
}

/** The pixels of a pack; 0 where they are not valid. */
export function readPack(memory: WebAssembly.Memory, pack: number, elements: number): Uint32Array {
  const units = Math.ceil(elements / packUnit);
  const counts = bytesAt(memory, pack + packHeaderBytes, units);
  const pixels = new Uint32Array(units * packUnit);
  let from = pack + packHeaderBytes + Math.ceil(units / 16) * 16;
  counts.forEach((planes, unit) => {
    for (let bit = 0; bit < planes; bit++, from += planeBytes) {
      const plane = bytesAt(memory, from, planeBytes);
      for (let i = 0; i < packUnit; i++) {
        if (isInside(plane, i)) pixels[unit * packUnit + i]! += 2 ** bit;
      }
    }
  });
  return pixels.subarray(0, elements);
}

/** Which bit of a frame's planes is bit `bit` of an element. */
function bitPosition(
  element: number,
  bit: number,
  elements: number,
  elementBytes: number,
  blockElements: number,
): number {
  const whole = elements - (elements % 8);
  const bits = elementBytes * 8;
  if (element >= whole) return element * bits + bit;
  const start = element - (element % blockElements);
  return start * bits + bit * Math.min(blockElements, whole - start) + (element - start);
}

function readCounter(state: Uint8Array, bit: number): number {
  let count = 0;
  for (let level = 0; level < counterLevels; level++) {
    count += ((state[counterByte(bit, level)]! >> (bit & 7)) & 1) << level;
  }
  return count;
}

function writeCounter(state: Uint8Array, bit: number, count: number): void {
  for (let level = 0; level < counterLevels; level++) {
    const at = counterByte(bit, level);
    state[at] = (state[at]! & ~(1 << (bit & 7))) | (((count >> level) & 1) << (bit & 7));
  }
}

function counterByte(bit: number, level: number): number {
  return ((bit >> 7) * counterLevels + level) * 16 + ((bit & 127) >> 3);
}
