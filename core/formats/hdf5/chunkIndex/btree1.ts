import { Btree1Type, btree1Leaves } from "../btree1.js";
import type { Cursor } from "../cursor.js";
import { nameOf } from "../dataset.js";
import { corruptFile } from "../failures.js";
import { filePosition } from "../hdf5File.js";
import type { ChunkIndexReader, IndexedDataset } from "./chunkIndex.js";

/** The v1 B-tree that files of the earliest format have: a key a chunk, with its first element's position. */
export const readBtree1Index: ChunkIndexReader = async (dataset, index) => {
  if (dataset.layout.address === undefined) return;
  const keyBytes = 8 + 8 * (dataset.shape.length + 1);
  const leaves = btree1Leaves(dataset.file, dataset.layout.address, Btree1Type.chunks, keyBytes);
  for await (const children of leaves) {
    for (const { key, address } of children) {
      const byteLength = key.u32();
      const filterMask = key.u32();
      const at = gridIndex(key, dataset);
      index.offsets[at] = filePosition(dataset.file, address);
      index.byteLengths[at] = byteLength;
      index.filterMasks[at] = filterMask;
    }
  }
};

/** C-order place of a chunk in the grid, from the position of its first element. */
function gridIndex(key: Cursor, dataset: IndexedDataset): number {
  let index = 0;
  dataset.grid.forEach((extent, axis) => {
    const position = key.uint(8);
    const place = position / dataset.layout.chunk[axis]!;
    if (!Number.isInteger(place) || place >= extent) {
      throw corruptFile(nameOf(dataset), `a chunk at ${position} along axis ${axis}`, "chunks on their grid");
    }
    index = index * extent + place;
  });
  return index;
}
