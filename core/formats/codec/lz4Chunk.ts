import { RonchiError } from "../../errors.js";
import { decodeLz4Block } from "./lz4.js";

/** Size of all pixels (8 bytes) and of a block (4), big-endian. */
const HEADER_BYTES = 12;
const LENGTH_BYTES = 4;

/**
 * Decodes a chunk of HDF5 filter 32004 (LZ4): a header, then blocks, each after its stored length; a block that is
 * stored as long as it is was left as it is. Answers how many bytes of `output` it filled.
 * Errors: "corrupt" where the header says more than `output` holds or a block does not decode, "truncated" where the
 * chunk ends before.
 */
export function decodeLz4Chunk(chunk: Uint8Array, output: Uint8Array): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  need(chunk, HEADER_BYTES);
  const total = Number(view.getBigUint64(0));
  const blockBytes = view.getUint32(8);
  if (total > output.length || (blockBytes === 0 && total > 0)) {
    const found = `${total} bytes in blocks of ${blockBytes}`;
    throw failure("corrupt", found, `at most ${output.length} bytes`);
  }
  let from = HEADER_BYTES;
  for (let to = 0; to < total; to += blockBytes) {
    need(chunk, from + LENGTH_BYTES);
    const stored = view.getUint32(from);
    from += LENGTH_BYTES;
    need(chunk, from + stored);
    const target = output.subarray(to, Math.min(to + blockBytes, total));
    const source = chunk.subarray(from, from + stored);
    if (stored === target.length) target.set(source);
    else decodeLz4Block(source, target);
    from += stored;
  }
  return total;
}

function need(chunk: Uint8Array, bytes: number): void {
  if (chunk.length < bytes) throw failure("truncated", `${chunk.length} bytes`, `at least ${bytes} bytes`);
}

function failure(code: "corrupt" | "truncated", found: string, expected: string): RonchiError {
  return new RonchiError({
    code,
    subject: "LZ4 chunk",
    found,
    expected,
    remedy: "The file is damaged, or was cut while it was copied; copy it again.",
  });
}
