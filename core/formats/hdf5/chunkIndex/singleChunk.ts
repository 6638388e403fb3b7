import { type ChunkIndexReader, enterChunk, plainChunkBytes } from "./chunkIndex.js";

/** A data set that is one chunk: the layout message itself says where it is. */
export const readSingleChunk: ChunkIndexReader = async (dataset, index, address) => {
  const stored = dataset.layout.single ?? { byteLength: plainChunkBytes(dataset), filterMask: 0 };
  if (index.offsets.length > 0) enterChunk(dataset, index, 0, { address, ...stored });
};
