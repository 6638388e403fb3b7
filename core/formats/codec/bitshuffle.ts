import { RonchiError } from "../../errors.js";
import { tryDecodeLz4Block } from "./lz4.js";

/*
 * Bitshuffle as in HDF5 filter 32008 (github.com/kiyo-masui/bitshuffle; the form is described with KernelTable in
 * core/wasm/kernelTable.ts). "Planes" are the bits of one significance of a block of elements.
 */

/** Bytes of a chunk before its first block. */
export const bslz4HeaderBytes = 12;
const defaultBlockBytes = 8192;
/** LZ4 compresses at most this much in one block. */
const largestBlockBytes = 0x7e000000;

/** The header of a bitshuffle-LZ4 chunk, as it stands there. */
export interface Bslz4Header {
  /** Bytes of all elements, uncompressed. */
  readonly byteLength: number;
  /** Bytes of one uncompressed block. */
  readonly blockBytes: number;
}

/** Why a chunk could not be decoded. */
export type Bslz4Failure = "truncated" | "corrupt" | "size-mismatch";

/** Reads the big-endian header; undefined where the chunk is shorter than one. */
export function readBslz4Header(chunk: Uint8Array): Bslz4Header | undefined {
  if (chunk.length < bslz4HeaderBytes) return undefined;
  const view = new DataView(chunk.buffer, chunk.byteOffset, bslz4HeaderBytes);
  return { byteLength: Number(view.getBigUint64(0)), blockBytes: view.getUint32(8) };
}

/**
 * Block size in elements that a header stands for, or undefined where it is impossible for this data. A header of
 * zeros (some senders leave it out) means blocks of 8192 bytes.
 */
export function bslz4BlockElements(
  header: Bslz4Header,
  elements: number,
  elementBytes: number,
): number | undefined {
  const { byteLength, blockBytes } = header;
  if (byteLength === 0 && blockBytes === 0) return defaultBlockBytes / elementBytes;
  const possible = blockBytes > 0 && blockBytes <= largestBlockBytes && blockBytes % (8 * elementBytes) === 0;
  return possible && byteLength === elements * elementBytes ? blockBytes / elementBytes : undefined;
}

/** One block of elements inside a frame. */
export interface BitshuffleBlock {
  /** Its first element. */
  readonly start: number;
  /** Number of elements, a multiple of 8. */
  readonly length: number;
}

/** The blocks of `elements` elements; up to 7 elements after the last one are stored raw. */
export function* bitshuffleBlocks(elements: number, blockElements: number): Generator<BitshuffleBlock> {
  for (let start = 0; elements - start >= 8; ) {
    const length = Math.min(blockElements, (elements - start) & ~7);
    yield { start, length };
    start += length;
  }
}

/**
 * Decodes one bitshuffle-LZ4 chunk into planes; `planes` has exactly `elements * elementBytes` bytes. Answers the
 * block size in elements, or why it failed.
 */
export function tryDecodeBslz4(
  chunk: Uint8Array,
  planes: Uint8Array,
  elements: number,
  elementBytes: number,
): number | Bslz4Failure {
  const header = readBslz4Header(chunk);
  if (header === undefined) return "truncated";
  const blockElements = bslz4BlockElements(header, elements, elementBytes);
  if (blockElements === undefined) return "size-mismatch";
  let from = bslz4HeaderBytes;
  let to = 0;
  for (const { length } of bitshuffleBlocks(elements, blockElements)) {
    if (chunk.length - from < 4) return "truncated";
    const compressed = new DataView(chunk.buffer, chunk.byteOffset + from, 4).getUint32(0);
    from += 4;
    if (compressed > chunk.length - from) return "truncated";
    const block = planes.subarray(to, to + length * elementBytes);
    if (!tryDecodeLz4Block(chunk.subarray(from, from + compressed), block)) return "corrupt";
    from += compressed;
    to += block.length;
  }
  const tail = planes.length - to;
  if (tail > chunk.length - from) return "truncated";
  planes.set(chunk.subarray(from, from + tail), to);
  return blockElements;
}

/**
 * Decodes one bitshuffle-LZ4 chunk to `elements` little-endian elements of 1, 2, 4 or 8 bytes.
 * Throws RonchiError "truncated", "corrupt" or "shape-mismatch".
 */
export function decodeBslz4(
  chunk: Uint8Array,
  elements: number,
  elementBytes: number,
): Uint8Array<ArrayBuffer> {
  const planes = new Uint8Array(elements * elementBytes);
  const blockElements = tryDecodeBslz4(chunk, planes, elements, elementBytes);
  if (typeof blockElements === "string") throw bslz4Error(blockElements, chunk, planes.length);
  const pixels = new Uint8Array(planes.length);
  planesToPixels(planes, elements, elementBytes, blockElements, pixels);
  return pixels;
}

/** The error for a chunk of `chunk.length` bytes that should have given `byteLength`. */
export function bslz4Error(failure: Bslz4Failure, chunk: Uint8Array, byteLength: number): RonchiError {
  const header = readBslz4Header(chunk);
  const declared = header ? `, header: ${header.byteLength} bytes in blocks of ${header.blockBytes}` : "";
  return new RonchiError({
    code: failure === "size-mismatch" ? "shape-mismatch" : failure,
    subject: "bitshuffle-LZ4 chunk",
    found: `${failure} data (${chunk.length} bytes${declared})`,
    expected: `a chunk that decodes to ${byteLength} bytes`,
    remedy: "The file is damaged, or was cut while it was copied; copy it again.",
  });
}

/** Planes -> little-endian elements; `pixels` and `planes` have `elements * elementBytes` bytes each. */
export function planesToPixels(
  planes: Uint8Array,
  elements: number,
  elementBytes: number,
  blockElements: number,
  pixels: Uint8Array,
): void {
  pixels.fill(0);
  eachPlane(elements, elementBytes, blockElements, (plane, byte, bit, { start, length }) => {
    for (let element = 0; element < length; element++) {
      const value = (planes[plane + (element >> 3)]! >> (element & 7)) & 1;
      pixels[(start + element) * elementBytes + byte]! |= value << bit;
    }
  });
  copyTail(planes, pixels, elements, elementBytes);
}

/** The reverse of {@link planesToPixels}. */
export function pixelsToPlanes(
  pixels: Uint8Array,
  elements: number,
  elementBytes: number,
  blockElements: number,
  planes: Uint8Array,
): void {
  planes.fill(0);
  eachPlane(elements, elementBytes, blockElements, (plane, byte, bit, { start, length }) => {
    for (let element = 0; element < length; element++) {
      const value = (pixels[(start + element) * elementBytes + byte]! >> bit) & 1;
      planes[plane + (element >> 3)]! |= value << (element & 7);
    }
  });
  copyTail(pixels, planes, elements, elementBytes);
}

/** Visits every plane with its position in bytes and the byte of the element, and the bit in it, that it holds. */
function eachPlane(
  elements: number,
  elementBytes: number,
  blockElements: number,
  visit: (plane: number, byte: number, bit: number, block: BitshuffleBlock) => void,
): void {
  for (const block of bitshuffleBlocks(elements, blockElements)) {
    for (let bit = 0; bit < elementBytes * 8; bit++) {
      visit(block.start * elementBytes + (bit * block.length) / 8, bit >> 3, bit & 7, block);
    }
  }
}

function copyTail(source: Uint8Array, target: Uint8Array, elements: number, elementBytes: number): void {
  const start = (elements & ~7) * elementBytes;
  target.set(source.subarray(start, elements * elementBytes), start);
}
