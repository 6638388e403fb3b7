import { Btree2Type, btree2Records } from "../btree2.js";
import type { Cursor } from "../cursor.js";
import {
  type ChunkIndexReader,
  enterChunk,
  type IndexedDataset,
  placeInGrid,
  plainChunkBytes,
} from "./chunkIndex.js";

const MASK_BYTES = 4;
const PLACE_BYTES = 8;

/** The v2 B-tree of data sets with several unlimited axes: a record a chunk, with its place along each axis. */
export const readBtree2Index: ChunkIndexReader = async (dataset, index, address) => {
  const isFiltered = dataset.filters.length > 0;
  const type = isFiltered ? Btree2Type.filteredChunk : Btree2Type.chunk;
  for await (const records of btree2Records(dataset.file, address, type)) {
    for (const record of records) {
      const chunkAddress = record.definedAddress();
      const stored = isFiltered ? readFiltered(record, dataset) : plain(dataset);
      const at = placeInGrid(dataset, () => record.uint(PLACE_BYTES));
      enterChunk(dataset, index, at, { address: chunkAddress, ...stored });
    }
  }
};

function plain(dataset: IndexedDataset): { byteLength: number; filterMask: number } {
  return { byteLength: plainChunkBytes(dataset), filterMask: 0 };
}

/** The size is as wide as the record leaves room for. */
function readFiltered(record: Cursor, { shape }: IndexedDataset): { byteLength: number; filterMask: number } {
  const sizeBytes = record.remaining - MASK_BYTES - PLACE_BYTES * shape.length;
  if (sizeBytes < 1 || sizeBytes > 8) throw record.corrupt(`sizes of ${sizeBytes} bytes`, "1 to 8 bytes");
  return { byteLength: record.uint(sizeBytes), filterMask: record.u32() };
}
