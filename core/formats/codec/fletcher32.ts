import { RonchiError } from "../../errors.js";

/** Bytes that the filter appends to a chunk. */
export const fletcher32Bytes = 4;

/**
 * HDF5's Fletcher checksum: over big-endian 16-bit words, an odd last byte being the high half of a word, starting
 * from 0. Sums are kept below 2^16 by folding (65535 stays 65535, unlike a remainder).
 */
export function fletcher32(bytes: Uint8Array): number {
  let sum = 0;
  let sumOfSums = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum = fold(sum + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0)));
    sumOfSums = fold(sumOfSums + sum);
  }
  return ((sumOfSums << 16) | sum) >>> 0;
}

function fold(value: number): number {
  return (value & 0xffff) + (value >>> 16);
}

/**
 * The data of a chunk that ends with its checksum (little-endian), without copying.
 * Throws RonchiError "corrupt" where they disagree, "truncated" where there is no checksum.
 */
export function verifyFletcher32(chunk: Uint8Array): Uint8Array {
  const length = chunk.length - fletcher32Bytes;
  if (length < 0) throw failure("truncated", `${chunk.length} bytes`, "data and a checksum of 4 bytes");
  const data = chunk.subarray(0, length);
  const stored = new DataView(chunk.buffer, chunk.byteOffset + length, fletcher32Bytes).getUint32(0, true);
  const computed = fletcher32(data);
  if (stored !== computed)
    throw failure("corrupt", hex(computed), `the checksum stored with it, ${hex(stored)}`);
  return data;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

function failure(code: "truncated" | "corrupt", found: string, expected: string): RonchiError {
  const remedy = "The file is damaged, or was cut while it was copied; copy it again.";
  return new RonchiError({
    code,
    subject: "HDF5 chunk with a Fletcher-32 checksum",
    found,
    expected,
    remedy,
  });
}
