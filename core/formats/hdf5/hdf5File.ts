import type { ByteSource } from "../byteSource.js";
import { Cursor } from "./cursor.js";
import { corruptFile } from "./failures.js";

/** An open HDF5 file: what its superblock says, and how to read it. Plain data, except for the source. */
export interface Hdf5File {
  /** Name in errors, and what the host opened. */
  readonly path: string;
  readonly source: ByteSource;
  /** Byte position of address 0: where the superblock was found, after any user block. */
  readonly baseAddress: number;
  /** Width of an address, bytes: 2, 4 or 8. */
  readonly offsetBytes: number;
  /** Width of a length, bytes: 2, 4 or 8. */
  readonly lengthBytes: number;
  /** Address of the object header of the root group. */
  readonly rootAddress: number;
}

/** Largest piece of structure (header block, tree node, heap block) that is read at once, bytes. */
const MAX_STRUCTURE_BYTES = 16 * 1024 * 1024;

/** Position in the file of an address. */
export function filePosition(file: Hdf5File, address: number): number {
  return file.baseAddress + address;
}

/**
 * A cursor over `length` bytes of structure at `address`. `what` names the structure in errors: "corrupt" when
 * it can't lie there.
 */
export async function readStructure(
  file: Hdf5File,
  address: number,
  length: number,
  what: string,
): Promise<Cursor> {
  const start = filePosition(file, address);
  if (start + length > file.source.byteLength || length > MAX_STRUCTURE_BYTES) {
    throw corruptFile(
      file.path,
      `${what} of ${length} bytes at ${start} in a file of ${file.source.byteLength} bytes`,
      `${what} inside the file`,
    );
  }
  const bytes = await file.source.read(start, start + length);
  return new Cursor(bytes, file, what);
}

/** As {@link readStructure}, of at most `length` bytes: less where the file ends before. */
export function readStructureUpTo(
  file: Hdf5File,
  address: number,
  length: number,
  what: string,
): Promise<Cursor> {
  const left = Math.max(0, file.source.byteLength - filePosition(file, address));
  return readStructure(file, address, Math.min(length, left), what);
}
