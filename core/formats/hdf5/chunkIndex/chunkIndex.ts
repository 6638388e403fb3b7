import { elementCount, type Hdf5Dataset, nameOf } from "../dataset.js";
import { corruptFile, tooLarge } from "../failures.js";
import { filePosition } from "../hdf5File.js";
import type { ChunkedLayout } from "../messages/layout.js";

/** Where the chunks of a data set are: one entry a chunk, C order over the grid of chunks. */
export interface ChunkIndex {
  /** Byte position in the file. */
  readonly offsets: Float64Array;
  /** Stored bytes; 0 where nothing was written. */
  readonly byteLengths: Uint32Array;
  /** Bit i = the i-th filter in encoding order was skipped. */
  readonly filterMasks: Uint32Array;
}

/** What every kind of index is read from. */
export interface IndexedDataset extends Hdf5Dataset {
  readonly layout: ChunkedLayout;
  /** Chunks along each axis. */
  readonly grid: readonly number[];
}

/** Reads one kind of chunk index, at an address. One file in this folder each. */
export type ChunkIndexReader = (dataset: IndexedDataset, index: ChunkIndex, address: number) => Promise<void>;

/** A data set of 4096 x 4096 single-frame chunks: its index takes 270 MB. */
const MAX_CHUNKS = 2 ** 24;

/** Throws "too-large" beyond the number of chunks that are indexed. */
export function checkChunkCount(dataset: Hdf5Dataset, chunks: number): void {
  if (chunks <= MAX_CHUNKS) return;
  const remedy = "Write it with more frames in a chunk.";
  throw tooLarge(nameOf(dataset), `${chunks} chunks`, `at most ${MAX_CHUNKS}`, remedy);
}

/** What an index says of one chunk. */
export interface StoredChunk {
  readonly address: number;
  readonly byteLength: number;
  readonly filterMask: number;
}

/** Bytes of a chunk before its filters. */
export function plainChunkBytes({ layout, datatype }: IndexedDataset): number {
  return elementCount(layout.chunk) * datatype.bytes;
}

/** Enters a chunk at its place, C order over the grid. */
export function enterChunk(dataset: IndexedDataset, index: ChunkIndex, at: number, chunk: StoredChunk): void {
  const { address, byteLength, filterMask } = chunk;
  if (byteLength === 0 || byteLength >= 2 ** 32) {
    throw corruptFile(nameOf(dataset), `a chunk of ${byteLength} bytes`, "1 to 2^32 - 1 bytes");
  }
  index.offsets[at] = filePosition(dataset.file, address);
  index.byteLengths[at] = byteLength;
  index.filterMasks[at] = filterMask;
}

/** C-order place of a chunk in the grid, from its place along each axis; "corrupt" off the grid. */
export function placeInGrid(dataset: IndexedDataset, placeAlong: (axis: number) => number): number {
  let index = 0;
  dataset.grid.forEach((extent, axis) => {
    const place = placeAlong(axis);
    if (!Number.isInteger(place) || place >= extent) {
      const found = `a chunk at place ${place} along axis ${axis}`;
      throw corruptFile(nameOf(dataset), found, `chunks on their grid of ${dataset.grid.join(" x ")}`);
    }
    index = index * extent + place;
  });
  return index;
}
