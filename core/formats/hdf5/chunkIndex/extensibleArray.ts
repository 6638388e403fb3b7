import type { Cursor } from "../cursor.js";
import { nameOf } from "../dataset.js";
import { corruptFile } from "../failures.js";
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

/*
 * The extensible array of data sets with one unlimited axis (specification section VII.D). The first elements stand
 * in the index block. The others are in data blocks, which belong to super blocks of twice the elements each: super
 * block s has 2^floor(s/2) data blocks of 2^ceil(s/2) * `leastElements`. The data blocks of the first super blocks
 * are listed in the index block itself, those of the others in a super block of the file. Data blocks of more than
 * a page's elements are in pages.
 */

interface ExtensibleArray extends ArrayHead {
  readonly headerAddress: number;
  /** Bytes of the element number that data and super blocks repeat. */
  readonly numberBytes: number;
  /** Elements in the index block. */
  readonly indexElements: number;
  /** Elements of the smallest data block. */
  readonly leastElements: number;
  /** Super blocks whose data blocks the index block lists, and all that there can be. */
  readonly listedSuperBlocks: number;
  readonly superBlocks: number;
  readonly pageElements: number;
  readonly indexBlock: number | undefined;
}

/** The data blocks of one super block. */
interface SuperBlock {
  readonly dataBlocks: number;
  /** Elements of a data block. */
  readonly elements: number;
  /** Pages of a data block; 0 when it is not paged. */
  readonly pages: number;
  /** Number of the first element. */
  readonly first: number;
}

/** Largest parameters that are believed: a data set of 2^52 chunks does not exist. */
const MAX_NUMBER_BITS = 64;
const MAX_ELEMENT_BITS = 52;

export const readExtensibleArray: ChunkIndexReader = async (dataset, index, address) => {
  const array = await readHead(dataset, address);
  if (array.indexBlock === undefined) return;
  const reader = createElementReader(dataset, index, array);
  const walk: Walk = { dataset, array, reader, seen: new Set() };
  await readIndexBlock(walk, array.indexBlock);
};

/** What is the same all the way down. */
interface Walk {
  readonly dataset: IndexedDataset;
  readonly array: ExtensibleArray;
  readonly reader: ElementReader;
  /** Addresses of blocks that were read: each belongs to one place. */
  readonly seen: Set<number>;
}

async function readHead(dataset: IndexedDataset, headerAddress: number): Promise<ExtensibleArray> {
  const { file } = dataset;
  const bytes = 12 + 6 * file.lengthBytes + file.offsetBytes + CHECKSUM_BYTES;
  const head = await readStructure(file, headerAddress, bytes, "extensible array");
  const common = readArrayHead(head, "EAHD", dataset);
  const numberBits = head.u8();
  const indexElements = head.u8();
  const leastElements = head.u8();
  const leastPointers = head.u8();
  const pageBits = head.u8();
  head.skip(6 * file.lengthBytes); // statistics
  const indexBlock = head.address();
  head.checksum();
  const leastBits = Math.log2(leastElements);
  const pointerBits = Math.log2(leastPointers);
  const isSound =
    numberBits <= MAX_NUMBER_BITS &&
    pageBits <= MAX_ELEMENT_BITS &&
    Number.isInteger(leastBits) &&
    leastBits <= numberBits &&
    Number.isInteger(pointerBits);
  if (!isSound) throw head.corrupt(`blocks of ${leastElements}, ${leastPointers} pointers`, "powers of two");
  const superBlocks = 1 + numberBits - leastBits;
  return {
    ...common,
    headerAddress,
    numberBytes: Math.ceil(numberBits / 8),
    indexElements,
    leastElements,
    listedSuperBlocks: Math.min(2 * pointerBits, superBlocks),
    superBlocks,
    pageElements: 2 ** pageBits,
    indexBlock,
  };
}

function superBlock(array: ExtensibleArray, number: number): SuperBlock {
  const { leastElements, pageElements, indexElements } = array;
  const elements = leastElements * 2 ** Math.ceil(number / 2);
  return {
    dataBlocks: 2 ** Math.floor(number / 2),
    elements,
    pages: elements > pageElements ? elements / pageElements : 0,
    first: indexElements + leastElements * (2 ** number - 1),
  };
}

async function readIndexBlock(walk: Walk, address: number): Promise<void> {
  const { array, dataset, reader } = walk;
  const { file } = dataset;
  const listed = Array.from({ length: array.listedSuperBlocks }, (_, i) => superBlock(array, i));
  const pointers = listed.reduce((sum, { dataBlocks }) => sum + dataBlocks, 0);
  const superPointers = array.superBlocks - array.listedSuperBlocks;
  const elementBytes = array.indexElements * array.elementBytes;
  const body = elementBytes + (pointers + superPointers) * file.offsetBytes;
  const bytes = blockHeadBytes(file.offsetBytes) + body + CHECKSUM_BYTES;
  const block = await readStructure(file, address, bytes, "index block of an extensible array");
  readBlockHead(block, "EAIB", array.client, array.headerAddress);
  const elements = block.slice(elementBytes);
  const addresses = block.slice(body - elementBytes);
  block.checksum();
  reader.read(elements, 0, array.indexElements);
  for (const info of listed) await readDataBlocks(walk, info, addresses);
  for (let number = array.listedSuperBlocks; number < array.superBlocks; number++) {
    const info = superBlock(array, number);
    const at = addresses.address();
    if (at !== undefined && info.first < reader.count) await readSuperBlock(walk, info, at);
  }
}

async function readSuperBlock(walk: Walk, info: SuperBlock, address: number): Promise<void> {
  const { array, dataset } = walk;
  const { file } = dataset;
  enterOnce(walk, address);
  const bitmaps = info.dataBlocks * bitmapBytes(info.pages);
  const pointers = info.dataBlocks * file.offsetBytes;
  const bytes = blockHeadBytes(file.offsetBytes) + array.numberBytes + bitmaps + pointers + CHECKSUM_BYTES;
  const block = await readStructure(file, address, bytes, "super block of an extensible array");
  readBlockHead(block, "EASB", array.client, array.headerAddress);
  block.skip(array.numberBytes);
  const written = block.take(bitmaps);
  const addresses = block.slice(pointers);
  block.checksum();
  await readDataBlocks(walk, info, addresses, written);
}

/** Reads the data blocks whose addresses follow; `written` are the bitmaps of their pages. */
async function readDataBlocks(
  walk: Walk,
  info: SuperBlock,
  addresses: Cursor,
  written: Uint8Array = new Uint8Array(0),
): Promise<void> {
  for (let i = 0; i < info.dataBlocks; i++) {
    const address = addresses.address();
    const first = info.first + i * info.elements;
    if (address === undefined || first >= walk.reader.count) continue;
    await readDataBlock(walk, info, { address, first, bits: written, firstBit: i * info.pages });
  }
}

interface DataBlock {
  readonly address: number;
  readonly first: number;
  readonly bits: Uint8Array;
  readonly firstBit: number;
}

async function readDataBlock(walk: Walk, info: SuperBlock, place: DataBlock): Promise<void> {
  const { array, dataset, reader } = walk;
  const { file } = dataset;
  enterOnce(walk, place.address);
  const { elements, pages } = info;
  const body = pages > 0 ? 0 : elements * array.elementBytes;
  const bytes = blockHeadBytes(file.offsetBytes) + array.numberBytes + body + CHECKSUM_BYTES;
  const block = await readStructure(file, place.address, bytes, "data block of an extensible array");
  readBlockHead(block, "EADB", array.client, array.headerAddress);
  block.skip(array.numberBytes);
  const content = block.slice(body);
  block.checksum();
  if (pages === 0) return reader.read(content, place.first, elements);
  if (place.bits.length === 0) throw block.corrupt("pages in a block that lists none", "a super block");
  const { pageElements } = array;
  const layout = { address: place.address + bytes, first: place.first, elements, pageElements };
  await readPages(file, layout, place, reader);
}

function enterOnce({ seen, dataset }: Walk, address: number): void {
  if (seen.has(address)) {
    throw corruptFile(
      nameOf(dataset),
      `a block of its chunk index twice, at ${address}`,
      "blocks that come once",
    );
  }
  seen.add(address);
}
