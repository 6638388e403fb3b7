import { Btree1Type, btree1Leaves } from "../btree1.js";
import { type ChunkIndexReader, enterChunk, placeInGrid } from "./chunkIndex.js";

/** The v1 B-tree that files of the earliest format have: a key a chunk, with its first element's position. */
export const readBtree1Index: ChunkIndexReader = async (dataset, index, address) => {
  const keyBytes = 8 + 8 * (dataset.shape.length + 1);
  const leaves = btree1Leaves(dataset.file, address, Btree1Type.chunks, keyBytes);
  for await (const children of leaves) {
    for (const { key, address: chunkAddress } of children) {
      const byteLength = key.u32();
      const filterMask = key.u32();
      const at = placeInGrid(dataset, (axis) => key.uint(8) / dataset.layout.chunk[axis]!);
      enterChunk(dataset, index, at, { address: chunkAddress, byteLength, filterMask });
    }
  }
};
