import { RonchiError } from "../../errors.js";
import type { ByteSource } from "../byteSource.js";
import { withBlockCache } from "../cachedSource.js";
import { Cursor } from "./cursor.js";
import { truncatedFile, unsupportedFile } from "./failures.js";
import type { Hdf5File } from "./hdf5File.js";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** A superblock of any version is shorter than this, bytes. */
const MAX_SUPERBLOCK_BYTES = 128;

/** True where the eight bytes of the HDF5 signature stand at `position`. */
export function hasHdf5Signature(bytes: Uint8Array, position = 0): boolean {
  return SIGNATURE.every((byte, i) => bytes[position + i] === byte);
}

/**
 * Opens the structure of an HDF5 file (HDF5 File Format Specification, section II). A user block before the
 * superblock is skipped. Errors: "not-this-format", "truncated", "unsupported", "corrupt".
 */
export async function openHdf5File(path: string, uncached: ByteSource): Promise<Hdf5File> {
  const source = withBlockCache(uncached);
  const baseAddress = await findSuperblock(path, source);
  const readTo = Math.min(source.byteLength, baseAddress + MAX_SUPERBLOCK_BYTES);
  const bytes = await source.read(baseAddress, readTo);
  const widths = readWidths(path, bytes);
  const cursor = new Cursor(bytes, { path, ...widths }, "superblock");
  const { storedBase, storedEnd, rootAddress } = readAddresses(cursor);
  // The stored end counts the user block that was there when the file was written, not one put before it since.
  const end = storedEnd - storedBase + baseAddress;
  if (end > source.byteLength) throw truncatedFile(path, `${source.byteLength} bytes`, `${end} bytes`);
  return { path, source, baseAddress, ...widths, rootAddress };
}

/** Where a superblock may stand in so many bytes: at 0, or at 512, 1024, 2048 … after a user block. */
export function superblockPlaces(byteLength: number): number[] {
  const places = [0];
  for (let at = 512; at + SIGNATURE.length <= byteLength; at *= 2) places.push(at);
  return places;
}

async function findSuperblock(path: string, source: ByteSource): Promise<number> {
  for (const at of superblockPlaces(source.byteLength)) {
    if (at + SIGNATURE.length > source.byteLength) break;
    if (hasHdf5Signature(await source.read(at, at + SIGNATURE.length))) return at;
  }
  throw new RonchiError({
    code: "not-this-format",
    subject: path,
    found:
      source.byteLength === 0 ? "an empty file" : `${source.byteLength} bytes without the HDF5 signature`,
    expected: "an HDF5 file",
    remedy: "Check that this is the file you meant, and that it was copied whole.",
  });
}

/** Widths of addresses and lengths; their place depends on the version. */
function readWidths(path: string, bytes: Uint8Array): { offsetBytes: number; lengthBytes: number } {
  const version = bytes[8] ?? 255;
  if (version > 3) {
    throw unsupportedFile(path, `HDF5 superblock version ${version}`, "version 0 to 3");
  }
  const at = version < 2 ? 13 : 9;
  const offsetBytes = bytes[at] ?? 0;
  const lengthBytes = bytes[at + 1] ?? 0;
  if (![2, 4, 8].includes(offsetBytes) || ![2, 4, 8].includes(lengthBytes)) {
    throw unsupportedFile(path, `addresses of ${offsetBytes}, lengths of ${lengthBytes} bytes`, "2, 4 or 8");
  }
  return { offsetBytes, lengthBytes };
}

/** What the superblock says of the file as a whole; addresses count from the base, the end from 0. */
interface StoredAddresses {
  readonly storedBase: number;
  readonly storedEnd: number;
  readonly rootAddress: number;
}

function readAddresses(cursor: Cursor): StoredAddresses {
  cursor.skip(SIGNATURE.length);
  const version = cursor.u8();
  // Versions, widths, tree ranks and flags; only flags and widths since version 2.
  cursor.skip([15, 19, 3, 3][version]!);
  const storedBase = cursor.definedAddress();
  cursor.address(); // free space, or the superblock's extension
  const storedEnd = cursor.definedAddress();
  if (version < 2) {
    cursor.address(); // driver information
    cursor.address(); // name of the root group
  }
  const rootAddress = cursor.definedAddress();
  if (version >= 2) cursor.checksum();
  return { storedBase, storedEnd, rootAddress };
}
