import type { ChunkedPart, ChunkFilter } from "../../data/cubeDescription.js";
import { isRonchiError, RonchiError } from "../../errors.js";
import { fletcher32Bytes, verifyFletcher32 } from "../../formats/codec/fletcher32.js";
import { decodeLz4Chunk } from "../../formats/codec/lz4Chunk.js";
import { decodeLzf } from "../../formats/codec/lzf.js";
import { KernelStatus } from "../../wasm/kernelTable.js";
import type { TileHost } from "../tileHost.js";

/** Turns one stored chunk in linear memory into pixels, through two scratch buffers of the decoded size. */
export interface ChunkDecoder {
  /** Address of the decoded chunk; valid until the next call. */
  decode(sourcePointer: number, sourceBytes: number, filterMask: number, where: ChunkPlace): number;
}

/** For error messages. */
export interface ChunkPlace {
  readonly file: string;
  readonly chunk: number;
}

interface Span {
  readonly pointer: number;
  readonly byteLength: number;
}

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

  const apply = (filter: ChunkFilter, input: Span, where: ChunkPlace): Span => {
    switch (filter.kind) {
      case "deflate":
        return take(host.inflate(bytes(input).slice(), limit));
      case "plugin":
        return take(host.decodePlugin(bytes(input), filter, limit));
      case "lz4":
        return fill((output) => decodeLz4Chunk(bytes(input), output));
      case "lzf":
        return fill((output) => decodeLzf(bytes(input), output));
      case "fletcher32":
        return { pointer: input.pointer, byteLength: verifyFletcher32(bytes(input)).byteLength };
      case "shuffle": {
        expectBytes(input.byteLength, decodedBytes, where);
        const pointer = nextScratch();
        host.kernels.unshuffle(input.pointer, pointer, elements, filter.elementBytes);
        return { pointer, byteLength: decodedBytes };
      }
      case "bitshuffle-lz4": {
        const planes = nextScratch();
        const block = host.kernels.bslz4ToPlanes(
          input.pointer,
          input.byteLength,
          planes,
          elements,
          elementBytes,
        );
        if (block < 0) throw bslz4Error(block, where, decodedBytes);
        const pointer = nextScratch();
        host.kernels.planesToDense(planes, elements, elementBytes, block, pointer);
        return { pointer, byteLength: decodedBytes };
      }
    }
  };

  const decode = (source: Span, filterMask: number, where: ChunkPlace): Span => {
    let span = source;
    part.filters.forEach((filter, i) => {
      const encodingIndex = part.filters.length - 1 - i;
      if (((filterMask >>> encodingIndex) & 1) === 0) span = apply(filter, span, where);
    });
    return span;
  };

  return {
    decode(sourcePointer, sourceBytes, filterMask, where) {
      const source = { pointer: sourcePointer, byteLength: sourceBytes };
      const span = naming(where, () => decode(source, filterMask, where));
      expectBytes(span.byteLength, decodedBytes, where);
      return span.pointer;
    },
  };
}

/** A codec knows only its bytes: its errors get the file and the chunk that they came from. */
function naming<T>(where: ChunkPlace, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isRonchiError(error) || error.subject.startsWith(where.file)) throw error;
    const subject = `${where.file}, chunk ${where.chunk}, ${error.subject}`;
    throw new RonchiError({ ...error.toFields(), subject, cause: error });
  }
}

function expectBytes(found: number, expected: number, where: ChunkPlace): void {
  if (found === expected) return;
  throw new RonchiError({
    code: "corrupt",
    subject: `${where.file}, chunk ${where.chunk}`,
    found: `${found} bytes after decoding`,
    expected: `${expected} bytes`,
    remedy: "The file is damaged there; copy it again from where it was recorded.",
  });
}

const bslz4Complaints: Readonly<Record<number, string>> = {
  [KernelStatus.truncated]: "a bitshuffle-LZ4 stream that ends early",
  [KernelStatus.corrupt]: "a bitshuffle-LZ4 stream that copies from outside its block",
  [KernelStatus.sizeMismatch]: "a bitshuffle-LZ4 header that declares another size",
};

export function bslz4Error(status: number, where: ChunkPlace, decodedBytes: number): RonchiError {
  return new RonchiError({
    code: status === KernelStatus.truncated ? "truncated" : "corrupt",
    subject: `${where.file}, chunk ${where.chunk}`,
    found: bslz4Complaints[status] ?? `decoder status ${status}`,
    expected: `a chunk of ${decodedBytes} bytes`,
    remedy: "The file is damaged there; copy it again from where it was recorded.",
  });
}
