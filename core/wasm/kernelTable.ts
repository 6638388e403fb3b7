import type { DenseKernels } from "./tables/denseKernels.js";
import type { PackKernels } from "./tables/packKernels.js";
import type { PlaneKernels } from "./tables/planeKernels.js";

/**
 * The compute kernels over one linear memory. Every kernel exists twice with this same signature: AssemblyScript
 * (core/wasm/assembly) and a readable TypeScript twin (core/wasm/twins.ts); a parity test holds them together.
 * Arguments named ...Pointer are byte addresses in `memory`. Nothing allocates.
 *
 * "Planes" are the bitshuffled form of a frame, exactly as HDF5 filter 32008 stores it before LZ4: for each block
 * of `blockElements` elements (last block: the rest rounded down to a multiple of 8) one plane a bit, least significant
 * first, of n/8 bytes each; then the last (elements mod 8) elements raw. Bit i%8 of byte i/8 of a plane is element i.
 * A packed mask is one bit an element in that same order (bit i%8 of byte i/8), `maskBytes` = ceil(elements / 8)
 * rounded up to 16, padding bits 0.
 *
 * A "pack" is the form in which a frame of counts is kept in memory: total of all its valid elements (uint64 at byte
 * 0), number of valid elements with all bits set (uint32 at 8), its length in bytes (uint32 at 12); then one byte a
 * unit of 128 elements: n, the number of planes up to the highest one that is not empty, the bytes padded to 16; then
 * for each unit its n planes of 16 bytes, least significant first. Elements that are not valid hold 0. At most
 * {@link packByteLimit} bytes.
 *
 * The "words" of a frame are its bit-planes without what is empty: their number (uint32 at byte 0), and from byte 8 on
 * 24 bytes each: 16 bytes of a plane, then the uint32 tag 4 * e + b (e: a multiple of 8). Bit i of them is bit b of
 * element e + i; every bit that is set of a valid element is in one word, in any order. Frames take
 * {@link wordByteLimit} bytes each. Kernels that sum words read up to 16 bytes behind a packed mask.
 */
export interface KernelTable extends PlaneKernels, PackKernels, DenseKernels {}

/** Most bytes that a frame's pack can have. */
export function packByteLimit(elements: number, elementBytes: number): number {
  const units = Math.ceil(elements / packUnit);
  return packHeaderBytes + Math.ceil(units / 16) * 16 + units * packUnit * elementBytes;
}

/** Elements of a unit of a pack, and bytes before its plane counts. */
export const packUnit = 128;
export const packHeaderBytes = 16;

/** Elements that a block of planes needs for words to be worth it, and for {@link wordByteLimit} to hold. */
export const leastWordBlock = 128;

/** Bytes of one word with its tag, and before the first one. */
export const wordBytes = 24;
export const wordHeaderBytes = 8;

/** Room that the kernels use beside the words of a frame. */
const wordScratchBytes = 6656;

/** Bytes for the words of a frame: every one of at least 64 elements, and one for the rest. */
export function wordByteLimit(elements: number, elementBytes: number): number {
  const most = 8 * elementBytes * (Math.ceil(elements / 64) + 2);
  return Math.ceil((wordHeaderBytes + most * wordBytes + wordScratchBytes) / 64) * 64;
}

/** Bytes that must be readable behind a packed mask that is summed over words. */
export const maskSlack = 16;

/** Bytes of counters for `frameBytes` bytes of planes; zeroed before the first frame. */
export function bitCounterBytes(frameBytes: number): number {
  return Math.ceil(frameBytes / 16) * 256;
}

/** Frames that bit counters take before they must be emptied. */
export const bitCounterFrames = 65_535;

/** What {@link KernelTable.bslz4ToPlanes} answers instead of a block size. */
export const KernelStatus = {
  /** The stream ends before the chunk is whole. */
  truncated: -1,
  /** LZ4 says something impossible: a copy from before the block, or beyond its end. */
  corrupt: -2,
  /** The chunk's header declares another size than the data set, or an impossible block size. */
  sizeMismatch: -3,
} as const;

/** How kernels are told the type of pixels. */
export const dtypeCode = { uint8: 0, uint16: 1, uint32: 2, float32: 3, float64: 4 } as const;
