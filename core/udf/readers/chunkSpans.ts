import type { ChunkedPart } from "../../data/cubeDescription.js";

/** Chunks that one read brings: from `first` to before `end` in the list, and where they lie in the file. */
export interface ChunkSpan {
  readonly first: number;
  readonly end: number;
  readonly offset: number;
  readonly byteLength: number;
}

/** Bytes that one read aims at: few calls, and what is read is still in the cache when it is decoded. */
const spanBytes = 256 << 10;

/** Bytes between chunks that are read and thrown away rather than asked around. */
const largestGap = 4096;

/**
 * Groups a list of chunks to be read into spans of the file, each within {@link spanBytes} or of a single chunk. Chunks
 * that were never written take part in the span of their neighbours.
 */
export function chunkSpans({ offsets, byteLengths }: ChunkedPart, chunks: readonly number[]): ChunkSpan[] {
  const spans: ChunkSpan[] = [];
  for (let first = 0; first < chunks.length; ) {
    let offset = 0;
    let stop = 0;
    let end = first;
    for (; end < chunks.length; end++) {
      const bytes = byteLengths[chunks[end]!]!;
      if (bytes === 0) continue;
      const from = offsets[chunks[end]!]!;
      if (stop === 0) offset = from;
      else if (from < stop || from > stop + largestGap || from + bytes > offset + spanBytes) break;
      stop = from + bytes;
    }
    spans.push({ first, end, offset, byteLength: stop - offset });
    first = end;
  }
  return spans;
}
