import type { Cursor } from "../cursor.js";
import { type ChunkIndex, enterChunk, type IndexedDataset, plainChunkBytes } from "./chunkIndex.js";
import { elementPlaces } from "./elementPlaces.js";

/** Which kind of element an array holds: "client ID" in its header. */
const FILTERED_CLIENT = 1;
const MASK_BYTES = 4;

/** The head of a fixed or extensible array, as far as both have the same. */
export interface ArrayHead {
  readonly client: number;
  readonly elementBytes: number;
}

/** Takes over the elements of an array index in any order, and knows how many are of interest. */
export interface ElementReader {
  readonly elementBytes: number;
  /** Elements from here on need not be read. */
  readonly count: number;
  /** Enters as many elements as are of interest of `available` at the cursor; the first has number `first`. */
  read(cursor: Cursor, first: number, available: number): void;
}

/** Reads version, client and element size, which must suit the filters of the data set. */
export function readArrayHead(head: Cursor, signature: string, dataset: IndexedDataset): ArrayHead {
  head.signature(signature);
  head.version(0);
  const client = head.u8();
  const elementBytes = head.u8();
  const isFiltered = dataset.filters.length > 0;
  const sizeBytes = elementBytes - dataset.file.offsetBytes - MASK_BYTES;
  const fits = isFiltered ? sizeBytes >= 1 && sizeBytes <= 8 : elementBytes === dataset.file.offsetBytes;
  if (client === (isFiltered ? FILTERED_CLIENT : 0) && fits) return { client, elementBytes };
  const expected = `${isFiltered ? "filtered" : "unfiltered"} chunks`;
  throw head.corrupt(`elements of kind ${client} and ${elementBytes} bytes`, expected);
}

/** Reads what every block of an array begins with: signature, version, client and the address of the header. */
export function readBlockHead(block: Cursor, signature: string, client: number, headerAddress: number): void {
  block.signature(signature);
  block.version(0);
  const foundClient = block.u8();
  if (foundClient !== client) throw block.corrupt(`elements of kind ${foundClient}`, `kind ${client}`);
  const owner = block.address();
  if (owner !== headerAddress) throw block.corrupt(`a header at ${owner}`, `its header at ${headerAddress}`);
}

/** Bytes of {@link readBlockHead}. */
export function blockHeadBytes(offsetBytes: number): number {
  return 6 + offsetBytes;
}

export function createElementReader(
  dataset: IndexedDataset,
  index: ChunkIndex,
  { client, elementBytes }: ArrayHead,
): ElementReader {
  const { count, placeOf } = elementPlaces(dataset);
  const sizeBytes = elementBytes - dataset.file.offsetBytes - MASK_BYTES;
  const plainBytes = plainChunkBytes(dataset);

  function readOne(cursor: Cursor, element: number): void {
    const address = cursor.address();
    const byteLength = client === FILTERED_CLIENT ? cursor.uint(sizeBytes) : plainBytes;
    const filterMask = client === FILTERED_CLIENT ? cursor.u32() : 0;
    const place = placeOf(element);
    if (address === undefined || place === undefined) return;
    enterChunk(dataset, index, place, { address, byteLength, filterMask });
  }

  return {
    elementBytes,
    count,
    read(cursor, first, available) {
      const end = Math.min(count, first + available);
      for (let element = first; element < end; element++) readOne(cursor, element);
    },
  };
}
