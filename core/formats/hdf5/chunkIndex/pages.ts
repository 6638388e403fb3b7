import { type Hdf5File, readStructure } from "../hdf5File.js";
import type { ElementReader } from "./arrayElements.js";

/** What every block and page ends with. */
export const CHECKSUM_BYTES = 4;

/** Elements of an array in pages, one after the other in the file. */
export interface PagedElements {
  /** Address of the first page. */
  readonly address: number;
  /** Number of the first element. */
  readonly first: number;
  readonly elements: number;
  /** Elements of a page; the last may have fewer. */
  readonly pageElements: number;
}

/** Which pages were ever written: a bit each, most significant first. */
export interface WrittenPages {
  readonly bits: Uint8Array;
  readonly firstBit: number;
}

export function bitmapBytes(pages: number): number {
  return Math.ceil(pages / 8);
}

/** Reads the pages that were written and are of interest. Each ends with its own checksum. */
export async function readPages(
  file: Hdf5File,
  { address, first, elements, pageElements }: PagedElements,
  { bits, firstBit }: WrittenPages,
  reader: ElementReader,
): Promise<void> {
  const pageBytes = pageElements * reader.elementBytes + CHECKSUM_BYTES;
  const wanted = Math.min(elements, reader.count - first);
  for (let page = 0; page * pageElements < wanted; page++) {
    const bit = firstBit + page;
    if (((bits[bit >> 3]! << (bit & 7)) & 0x80) === 0) continue;
    const before = page * pageElements;
    const inPage = Math.min(pageElements, elements - before);
    const bytes = inPage * reader.elementBytes;
    const at = address + page * pageBytes;
    const cursor = await readStructure(file, at, bytes + CHECKSUM_BYTES, "page of a chunk index");
    const content = cursor.slice(bytes);
    cursor.checksum();
    reader.read(content, first + before, inPage);
  }
}
