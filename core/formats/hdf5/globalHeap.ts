import type { Cursor } from "./cursor.js";
import { type Hdf5File, readStructure } from "./hdf5File.js";

/** Objects of a collection are padded to this many bytes. */
const ALIGNMENT = 8;

/** A cursor over one object of the global heap collection at `address` (specification section III.E). */
export async function readGlobalHeapObject(
  file: Hdf5File,
  address: number,
  objectIndex: number,
): Promise<Cursor> {
  const headBytes = 8 + file.lengthBytes;
  const head = await readStructure(file, address, headBytes, "global heap");
  head.signature("GCOL");
  head.version(1);
  head.skip(3);
  const heap = await readStructure(file, address, head.length(), "global heap");
  heap.skip(headBytes);
  const objectHeadBytes = 8 + file.lengthBytes;
  while (heap.remaining >= objectHeadBytes) {
    const index = heap.u16();
    heap.skip(6); // references and padding
    const bytes = heap.length();
    if (index === objectIndex) return heap.slice(bytes, "object of the global heap");
    if (index === 0) break; // what follows is free
    heap.skip(Math.min(heap.remaining, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT));
  }
  throw heap.corrupt(`no object ${objectIndex}`, "the object that a data set names");
}
