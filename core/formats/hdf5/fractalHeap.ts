import type { Cursor } from "./cursor.js";
import { unsupportedFile } from "./failures.js";
import { type Hdf5File, readStructure } from "./hdf5File.js";

/** What the header of a fractal heap says of its doubling table (specification section III.G). */
export interface FractalHeap {
  /** Bytes of an offset, and of a length, in a heap ID. */
  readonly offsetBytes: number;
  readonly idLengthBytes: number;
  /** Blocks a row. */
  readonly width: number;
  /** Size of the blocks of the first two rows, bytes; every further row doubles it. */
  readonly startBytes: number;
  /** Rows from here on hold indirect blocks. */
  readonly maxDirectRows: number;
  readonly root: number;
  /** 0 when the root is a direct block. */
  readonly rootRows: number;
}

/** Managed objects: the two type bits of a heap ID. */
const MANAGED = 0;

export async function openFractalHeap(file: Hdf5File, address: number): Promise<FractalHeap> {
  const bytes = 26 + 12 * file.lengthBytes + 3 * file.offsetBytes;
  const head = await readStructure(file, address, bytes, "fractal heap");
  head.signature("FRHP");
  head.version(0);
  head.skip(2); // size of heap IDs
  if (head.u16() > 0) throw unsupportedFile(file.path, "a filtered fractal heap", "an unfiltered one");
  head.skip(1); // flags
  const maxManaged = head.u32();
  head.skip(file.lengthBytes + file.offsetBytes); // huge objects
  head.skip(file.lengthBytes + file.offsetBytes); // free space
  head.skip(8 * file.lengthBytes); // sizes and counts
  const width = head.u16();
  const startBytes = head.length();
  const maxDirectBytes = head.length();
  const heapBits = head.u16();
  head.skip(2); // rows the root starts with
  const root = head.definedAddress();
  const rootRows = head.u16();
  head.checksum();
  if (width < 1 || !isPowerOfTwo(startBytes) || maxDirectBytes < startBytes || heapBits > 64) {
    throw head.corrupt(
      `rows of ${width} blocks of ${startBytes} to ${maxDirectBytes} bytes`,
      "a doubling table",
    );
  }
  return {
    offsetBytes: Math.ceil(heapBits / 8),
    idLengthBytes: Math.min(bytesToHold(maxDirectBytes), bytesToHold(maxManaged)),
    width,
    startBytes,
    maxDirectRows: Math.log2(maxDirectBytes / startBytes) + 2,
    root,
    rootRows,
  };
}

/** A cursor over the managed object that a heap ID names. */
export async function readHeapObject(file: Hdf5File, heap: FractalHeap, id: Cursor): Promise<Cursor> {
  const type = (id.u8() >> 4) & 3;
  if (type !== MANAGED) {
    throw unsupportedFile(file.path, "a huge or tiny object in a fractal heap", "managed objects");
  }
  const offset = id.uint(heap.offsetBytes);
  const length = id.uint(heap.idLengthBytes);
  const block = await findDirectBlock(file, heap, offset);
  return readStructure(file, block.address + (offset - block.start), length, "link in a fractal heap");
}

/** A direct block, and the heap offset of its first byte. */
async function findDirectBlock(
  file: Hdf5File,
  heap: FractalHeap,
  offset: number,
): Promise<{ address: number; start: number }> {
  let address = heap.root;
  let rows = heap.rootRows;
  let start = 0;
  // Each indirect block is smaller than the one above: `rows` falls until a direct block is reached.
  while (rows > 0) {
    const { row, column, rowStart, blockBytes } = placeInTable(heap, offset - start);
    const indirect = row >= heap.maxDirectRows;
    const childRows = indirect ? Math.log2(blockBytes / (heap.startBytes * heap.width)) + 1 : 0;
    address = await readChildAddress(file, heap, address, rows, row, column);
    start += rowStart + column * blockBytes;
    rows = Math.min(childRows, rows - 1);
  }
  return { address, start };
}

/** Row and column of a heap offset, relative to its indirect block. */
function placeInTable(
  heap: FractalHeap,
  offset: number,
): { row: number; column: number; rowStart: number; blockBytes: number } {
  const firstRowBytes = heap.width * heap.startBytes;
  const row = offset < firstRowBytes ? 0 : Math.floor(Math.log2(offset / firstRowBytes)) + 1;
  const rowStart = row === 0 ? 0 : firstRowBytes * 2 ** (row - 1);
  const blockBytes = heap.startBytes * 2 ** Math.max(0, row - 1);
  return { row, column: Math.floor((offset - rowStart) / blockBytes), rowStart, blockBytes };
}

async function readChildAddress(
  file: Hdf5File,
  heap: FractalHeap,
  address: number,
  rows: number,
  row: number,
  column: number,
): Promise<number> {
  const headBytes = 5 + file.offsetBytes + heap.offsetBytes;
  const entryBytes = rows * heap.width * file.offsetBytes;
  const block = await readStructure(file, address, headBytes + entryBytes + 4, "block of a fractal heap");
  block.signature("FHIB");
  if (row >= rows) throw block.corrupt(`an object in row ${row}`, `rows below ${rows}`);
  block.position = headBytes + entryBytes;
  block.checksum();
  block.position = headBytes + (row * heap.width + column) * file.offsetBytes;
  return block.definedAddress();
}

/** Bytes that an unsigned integer up to `limit` takes. */
function bytesToHold(limit: number): number {
  return Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}
