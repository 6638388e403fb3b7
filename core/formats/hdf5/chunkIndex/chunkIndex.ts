import type { ChunkedLayout } from "../messages/layout.js";
import type { Hdf5Dataset } from "../dataset.js";

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

/** Reads one kind of chunk index. One file in this folder each. */
export type ChunkIndexReader = (dataset: IndexedDataset, index: ChunkIndex) => Promise<void>;
