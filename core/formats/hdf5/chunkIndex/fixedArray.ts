import { readStructure } from "../hdf5File.js";
import {
  type ArrayHead,
  blockHeadBytes,
  createElementReader,
  type ElementReader,
  readArrayHead,
  readBlockHead,
} from "./arrayElements.js";
import type { ChunkIndexReader, IndexedDataset } from "./chunkIndex.js";
import { bitmapBytes, CHECKSUM_BYTES, readPages } from "./pages.js";

interface FixedArray extends ArrayHead {
  readonly headerAddress: number;
  /** Elements of a page; an array of more than that is paged. */
  readonly pageElements: number;
  readonly elements: number;
  readonly blockAddress: number | undefined;
}

/** The fixed array of data sets that can't grow (specification section VII.C): one block, in pages when it is long. */
export const readFixedArray: ChunkIndexReader = async (dataset, index, address) => {
  const array = await readHead(dataset, address);
  const reader = createElementReader(dataset, index, array);
  if (array.blockAddress !== undefined) await readBlock(dataset, array, array.blockAddress, reader);
};

async function readHead(dataset: IndexedDataset, headerAddress: number): Promise<FixedArray> {
  const { file } = dataset;
  const bytes = 8 + file.lengthBytes + file.offsetBytes + CHECKSUM_BYTES;
  const head = await readStructure(file, headerAddress, bytes, "fixed array");
  const common = readArrayHead(head, "FAHD", dataset);
  const pageElements = 2 ** head.u8();
  const elements = head.length();
  const blockAddress = head.address();
  head.checksum();
  return { ...common, headerAddress, pageElements, elements, blockAddress };
}

async function readBlock(
  { file }: IndexedDataset,
  array: FixedArray,
  address: number,
  reader: ElementReader,
): Promise<void> {
  const { elements, pageElements, elementBytes } = array;
  const isPaged = elements > pageElements;
  const pages = isPaged ? Math.ceil(elements / pageElements) : 0;
  const body = isPaged ? bitmapBytes(pages) : elements * elementBytes;
  const bytes = blockHeadBytes(file.offsetBytes) + body + CHECKSUM_BYTES;
  const block = await readStructure(file, address, bytes, "block of a fixed array");
  readBlockHead(block, "FADB", array.client, array.headerAddress);
  const content = block.slice(body);
  block.checksum();
  if (!isPaged) return reader.read(content, 0, elements);
  const layout = { address: address + bytes, first: 0, elements, pageElements };
  await readPages(file, layout, { bits: content.bytes, firstBit: 0 }, reader);
}
