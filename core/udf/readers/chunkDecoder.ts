import type { ChunkedPart, ChunkFilter } from "../../data/cubeDescription.js";
import type { RonchiError } from "../../errors.js";
import { type Bslz4Failure, bslz4Error } from "../../formats/codec/bitshuffle.js";
import { fletcher32Bytes, verifyFletcher32 } from "../../formats/codec/fletcher32.js";
import { decodeLz4Chunk } from "../../formats/codec/lz4Chunk.js";
import { decodeLzf } from "../../formats/codec/lzf.js";
import { type ChunkPlace, undoFilters } from "../../formats/filterChain.js";
import { KernelStatus } from "../../wasm/kernelTable.js";
import type { TileHost } from "../tileHost.js";

/** Turns one stored chunk in linear memory into pixels, through two scratch buffers of the decoded size. */
export interface ChunkDecoder {
  /** Address of the decoded chunk; valid until the next call. */
  decode(sourcePointer: number, sourceBytes: number, filterMask: number, where: ChunkPlace): number;
}

/** Bytes in linear memory. */
interface Span {
  readonly pointer: number;
  readonly byteLength: number;
}

/** A decoder of the chunks of one part. Its errors are those of {@link undoFilters}. */
export function createChunkDecoder(part: ChunkedPart, elementBytes: number, host: TileHost): ChunkDecoder {
  const elements = part.chunk.reduce((product, extent) => product * extent, 1);
  const decodedBytes = elements * elementBytes;
  // A checksummed chunk is longer than its pixels until the checksum is taken off.
  const limit = decodedBytes + fletcher32Bytes;
  const scratch = [host.allocate(limit), host.allocate(limit)];
  let turn = 0;

  const nextScratch = (): number => {
    turn = 1 - turn;
    return scratch[turn]!;
  };
  const bytes = (span: Span): Uint8Array => new Uint8Array(host.memory.buffer, span.pointer, span.byteLength);

  /** Copies what a decoder of the host gave into linear memory. */
  const take = (decoded: Uint8Array): Span => {
    const pointer = nextScratch();
    new Uint8Array(host.memory.buffer, pointer, decoded.byteLength).set(decoded);
    return { pointer, byteLength: decoded.byteLength };
  };
  /** Lets a decoder fill linear memory; it answers how many bytes it gave. */
  const fill = (decode: (output: Uint8Array) => number): Span => {
    const pointer = nextScratch();
    return { pointer, byteLength: decode(new Uint8Array(host.memory.buffer, pointer, limit)) };
  };
  const lz4 = (input: Span): Span => {
    const pointer = nextScratch();
    const byteLength = host.kernels.lz4Chunk(input.pointer, input.byteLength, pointer, limit);
    // The readable decoder says what is wrong.
    return byteLength < 0 ? fill((output) => decodeLz4Chunk(bytes(input), output)) : { pointer, byteLength };
  };
  const unshuffle = (input: Span, width: number): Span => {
    const pointer = nextScratch();
    const { byteLength } = input;
    const whole = Math.floor(byteLength / width);
    host.kernels.unshuffle(input.pointer, pointer, whole, width);
    const memory = new Uint8Array(host.memory.buffer);
    memory.copyWithin(pointer + whole * width, input.pointer + whole * width, input.pointer + byteLength);
    return { pointer, byteLength };
  };
  const bslz4 = (input: Span): Span => {
    const planes = nextScratch();
    const { pointer: from, byteLength } = input;
    const block = host.kernels.bslz4ToPlanes(from, byteLength, planes, elements, elementBytes);
    if (block < 0) throw bslz4Failure(block, bytes(input), decodedBytes);
    const pointer = nextScratch();
    host.kernels.planesToDense(planes, elements, elementBytes, block, pointer);
    return { pointer, byteLength: decodedBytes };
  };

  const apply = (filter: ChunkFilter, input: Span): Span => {
    switch (filter.kind) {
      case "deflate":
        return take(host.inflate(bytes(input).slice(), limit));
      case "plugin":
        return take(host.decodePlugin(bytes(input), filter, limit));
      case "lz4":
        return lz4(input);
      case "lzf":
        return fill((output) => decodeLzf(bytes(input), output));
      case "fletcher32":
        return { pointer: input.pointer, byteLength: verifyFletcher32(bytes(input)).byteLength };
      case "shuffle":
        return unshuffle(input, filter.elementBytes);
      case "bitshuffle-lz4":
        return bslz4(input);
    }
  };

  return {
    decode(sourcePointer, sourceBytes, filterMask, where) {
      const source = { pointer: sourcePointer, byteLength: sourceBytes };
      return undoFilters(source, part, { filterMask, decodedBytes, where }, apply).pointer;
    },
  };
}

const failures: Readonly<Record<number, Bslz4Failure>> = {
  [KernelStatus.truncated]: "truncated",
  [KernelStatus.corrupt]: "corrupt",
  [KernelStatus.sizeMismatch]: "size-mismatch",
};

/** The error that a status of the kernel bslz4ToPlanes stands for, for a chunk that should give `byteLength` bytes. */
export function bslz4Failure(status: number, chunk: Uint8Array, byteLength: number): RonchiError {
  return bslz4Error(failures[status] ?? "corrupt", chunk, byteLength);
}
