import { elementCount, type Hdf5Dataset, nameOf } from "../dataset.js";
import { truncatedFile } from "../failures.js";
import type { ChunkedLayout, ChunkIndexKind } from "../messages/layout.js";
import { readBtree1Index } from "./btree1.js";
import { readBtree2Index } from "./btree2.js";
import { type ChunkIndex, type ChunkIndexReader, checkChunkCount } from "./chunkIndex.js";
import { readExtensibleArray } from "./extensibleArray.js";
import { readFixedArray } from "./fixedArray.js";
import { readImplicitIndex } from "./implicit.js";
import { readSingleChunk } from "./singleChunk.js";

const readers: Readonly<Record<ChunkIndexKind, ChunkIndexReader>> = {
  "v1 B-tree": readBtree1Index,
  "single chunk": readSingleChunk,
  implicit: readImplicitIndex,
  "fixed array": readFixedArray,
  "extensible array": readExtensibleArray,
  "v2 B-tree": readBtree2Index,
};

/**
 * Where the chunks of a data set are. Errors: "corrupt" where the index contradicts itself or the data set,
 * "too-large" for more chunks than are indexed, "truncated" for chunks beyond the end of the file.
 */
export async function readChunkIndex(dataset: Hdf5Dataset, layout: ChunkedLayout): Promise<ChunkIndex> {
  const grid = dataset.shape.map((extent, axis) => Math.ceil(extent / layout.chunk[axis]!));
  const index = emptyIndex(dataset, elementCount(grid));
  if (layout.address !== undefined) {
    await readers[layout.index]({ ...dataset, layout, grid }, index, layout.address);
  }
  if (layout.borderUnfiltered) skipFiltersAtBorder(dataset, layout, grid, index);
  checkInsideFile(dataset, index);
  return index;
}

/** An index in which nothing was written yet; "too-large" beyond the number of chunks that are indexed. */
export function emptyIndex(dataset: Hdf5Dataset, chunks: number): ChunkIndex {
  checkChunkCount(dataset, chunks);
  return {
    offsets: new Float64Array(chunks),
    byteLengths: new Uint32Array(chunks),
    filterMasks: new Uint32Array(chunks),
  };
}

/** Marks every filter as skipped for the chunks that reach beyond the data. */
function skipFiltersAtBorder(
  { shape }: Hdf5Dataset,
  { chunk }: ChunkedLayout,
  grid: readonly number[],
  { filterMasks }: ChunkIndex,
): void {
  for (let at = 0; at < filterMasks.length; at++) {
    let rest = at;
    for (let axis = grid.length - 1; axis >= 0; axis--) {
      const place = rest % grid[axis]!;
      if ((place + 1) * chunk[axis]! > shape[axis]!) filterMasks[at] = 0xffffffff;
      rest = Math.floor(rest / grid[axis]!);
    }
  }
}

function checkInsideFile(dataset: Hdf5Dataset, { offsets, byteLengths }: ChunkIndex): void {
  const { byteLength } = dataset.file.source;
  const outside = offsets.findIndex((offset, i) => offset + byteLengths[i]! > byteLength);
  if (outside < 0) return;
  const end = offsets[outside]! + byteLengths[outside]!;
  throw truncatedFile(nameOf(dataset), `${byteLength} bytes`, `${end} bytes, where chunk ${outside} ends`);
}
