import { type ChunkIndexReader, enterChunk, plainChunkBytes } from "./chunkIndex.js";
import { elementPlaces } from "./elementPlaces.js";

/** Unfiltered chunks that were all allocated at once: they lie one after the other, without an index. */
export const readImplicitIndex: ChunkIndexReader = async (dataset, index, address) => {
  const byteLength = plainChunkBytes(dataset);
  const { count, placeOf } = elementPlaces(dataset);
  for (let element = 0; element < count; element++) {
    const place = placeOf(element);
    if (place === undefined) continue;
    const chunk = { address: address + element * byteLength, byteLength, filterMask: 0 };
    enterChunk(dataset, index, place, chunk);
  }
};
