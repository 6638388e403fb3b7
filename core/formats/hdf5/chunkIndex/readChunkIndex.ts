import { elementCount, type Hdf5Dataset, nameOf } from "../dataset.js";
import { tooLarge, truncatedFile, unsupportedFile } from "../failures.js";
import type { ChunkedLayout, ChunkIndexKind } from "../messages/layout.js";
import { readBtree1Index } from "./btree1.js";
import type { ChunkIndex, ChunkIndexReader } from "./chunkIndex.js";

/** A data set of 4096 x 4096 single-frame chunks: its index takes 270 MB. */
const MAX_CHUNKS = 2 ** 24;

/** The kinds of index that are read. */
const readers: Partial<Record<ChunkIndexKind, ChunkIndexReader>> = { "v1 B-tree": readBtree1Index };

/**
 * Where the chunks of a data set are. Errors: "unsupported" for other kinds of index, "too-large" for more chunks
 * than are indexed, "truncated" for chunks beyond the end of the file.
 */
export async function readChunkIndex(dataset: Hdf5Dataset, layout: ChunkedLayout): Promise<ChunkIndex> {
  const grid = dataset.shape.map((extent, axis) => Math.ceil(extent / layout.chunk[axis]!));
  const reader = readers[layout.index];
  if (reader === undefined) {
    const known = `chunk index ${Object.keys(readers).join(", ")}`;
    throw unsupportedFile(nameOf(dataset), `chunk index "${layout.index}" of libver="latest"`, known);
  }
  const index = emptyIndex(dataset, elementCount(grid));
  await reader({ ...dataset, layout, grid }, index);
  checkInsideFile(dataset, index);
  return index;
}

/** An index in which nothing was written yet; "too-large" beyond the number of chunks that are indexed. */
export function emptyIndex(dataset: Hdf5Dataset, chunks: number): ChunkIndex {
  if (chunks > MAX_CHUNKS) {
    const remedy = "Write it with more frames in a chunk.";
    throw tooLarge(nameOf(dataset), `${chunks} chunks`, `at most ${MAX_CHUNKS}`, remedy);
  }
  return {
    offsets: new Float64Array(chunks),
    byteLengths: new Uint32Array(chunks),
    filterMasks: new Uint32Array(chunks),
  };
}

function checkInsideFile(dataset: Hdf5Dataset, { offsets, byteLengths }: ChunkIndex): void {
  const { byteLength } = dataset.file.source;
  const outside = offsets.findIndex((offset, i) => offset + byteLengths[i]! > byteLength);
  if (outside < 0) return;
  const end = offsets[outside]! + byteLengths[outside]!;
  throw truncatedFile(nameOf(dataset), `${byteLength} bytes`, `${end} bytes, where chunk ${outside} ends`);
}
