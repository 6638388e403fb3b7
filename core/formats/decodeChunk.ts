import type { ChunkedPart, ChunkFilter } from "../data/cubeDescription.js";
import { isRonchiError, RonchiError } from "../errors.js";
import { decodeBslz4 } from "./codec/bitshuffle.js";
import { fletcher32Bytes, verifyFletcher32 } from "./codec/fletcher32.js";
import { unshuffle } from "./codec/shuffle.js";

/** As {@link FormatHost.inflate}. */
export type Inflate = (bytes: Uint8Array, limit: number) => Uint8Array;

/**
 * The pixels of one stored chunk, as they were before any filter, border padding included. Errors name the chunk:
 * those of the codecs, and "corrupt" when the result is not as long as a chunk.
 */
export function decodeChunk(
  stored: Uint8Array,
  part: ChunkedPart,
  index: number,
  { subject, elementBytes }: { readonly subject: string; readonly elementBytes: number },
  inflate: Inflate,
): Uint8Array {
  const chunkSubject = `${subject}, chunk ${index}`;
  const elements = part.chunk.reduce((product, extent) => product * extent, 1);
  const mask = part.filterMasks?.[index] ?? 0;
  let bytes = stored;
  part.filters.forEach((filter, i) => {
    const encodingIndex = part.filters.length - 1 - i;
    if ((mask >>> encodingIndex) & 1) return;
    bytes = named(chunkSubject, () => applyFilter(filter, bytes, elements, elementBytes, inflate));
  });
  if (bytes.byteLength === elements * elementBytes) return bytes;
  throw new RonchiError({
    code: "corrupt",
    subject: chunkSubject,
    found: `${bytes.byteLength} bytes after decoding`,
    expected: `${elements * elementBytes} bytes`,
    remedy: "The file is damaged there; copy it again from where it was recorded.",
  });
}

function applyFilter(
  filter: ChunkFilter,
  bytes: Uint8Array,
  elements: number,
  elementBytes: number,
  inflate: Inflate,
): Uint8Array {
  switch (filter.kind) {
    case "deflate":
      return inflate(bytes, elements * elementBytes + fletcher32Bytes);
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

/** Runs a step; its RonchiError comes back with the chunk as its subject. */
function named<T>(subject: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    if (!isRonchiError(cause)) throw cause;
    const { code, found, expected, remedy } = cause;
    throw new RonchiError({ code, subject, found, expected, remedy, cause });
  }
}
