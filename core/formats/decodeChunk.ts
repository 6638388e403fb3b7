import type { ChunkedPart, ChunkFilter } from "../data/cubeDescription.js";
import { decodeBslz4 } from "./codec/bitshuffle.js";
import { fletcher32Bytes, verifyFletcher32 } from "./codec/fletcher32.js";
import { decodeLz4Chunk } from "./codec/lz4Chunk.js";
import { decodeLzf } from "./codec/lzf.js";
import { unshuffle } from "./codec/shuffle.js";
import { undoFilters } from "./filterChain.js";
import type { FormatHost } from "./format.js";

/** What decoding a chunk asks of the host. */
export type FilterHost = Pick<FormatHost, "inflate" | "decodePlugin">;

/**
 * The pixels of one stored chunk, as they were before any filter, border padding included. Errors are those of
 * {@link undoFilters}.
 */
export function decodeChunk(
  stored: Uint8Array,
  part: ChunkedPart,
  index: number,
  { subject, elementBytes }: { readonly subject: string; readonly elementBytes: number },
  host: FilterHost,
): Uint8Array {
  const elements = part.chunk.reduce((product, extent) => product * extent, 1);
  const filterMask = part.filterMasks?.[index] ?? 0;
  const facts = { filterMask, decodedBytes: elements * elementBytes, where: { file: subject, chunk: index } };
  return undoFilters(stored, part, facts, (filter, bytes) =>
    applyFilter(filter, bytes, elements, elementBytes, host),
  );
}

function applyFilter(
  filter: ChunkFilter,
  bytes: Uint8Array,
  elements: number,
  elementBytes: number,
  host: FilterHost,
): Uint8Array {
  // A checksummed chunk is longer than its pixels until the checksum is taken off.
  const limit = elements * elementBytes + fletcher32Bytes;
  switch (filter.kind) {
    case "deflate":
      return host.inflate(bytes, limit);
    case "plugin":
      return host.decodePlugin(bytes, filter, limit);
    case "lz4":
      return decodedInto(limit, (output) => decodeLz4Chunk(bytes, output));
    case "lzf":
      return decodedInto(limit, (output) => decodeLzf(bytes, output));
    case "fletcher32":
      return verifyFletcher32(bytes);
    case "shuffle": {
      const output = new Uint8Array(bytes.byteLength);
      unshuffle(bytes, filter.elementBytes, output);
      return output;
    }
    case "bitshuffle-lz4":
      return decodeBslz4(bytes, elements, elementBytes);
  }
}

/** The bytes that `decode` says it filled of at most `limit`. */
function decodedInto(limit: number, decode: (output: Uint8Array) => number): Uint8Array {
  const output = new Uint8Array(limit);
  return output.subarray(0, decode(output));
}
