import type { ByteSource } from "./byteSource.js";

/** Structure of files is read in pieces of some ten bytes: blocks of this size come from the host instead. */
const BLOCK_BYTES = 16 * 1024;
const MAX_BLOCKS = 256;

/**
 * The same source, with the last few MiB of small reads kept. Reads longer than a block go straight through.
 * Only for files that do not change while they are open.
 */
export function withBlockCache(source: ByteSource): ByteSource {
  const blocks = new Map<number, Promise<Uint8Array>>();

  function block(index: number, signal?: AbortSignal): Promise<Uint8Array> {
    const kept = blocks.get(index);
    if (kept !== undefined) return kept;
    const start = index * BLOCK_BYTES;
    const pending = source.read(start, Math.min(start + BLOCK_BYTES, source.byteLength), signal);
    pending.catch(() => blocks.delete(index)); // a failed read is not an answer for the next caller
    if (blocks.size >= MAX_BLOCKS) blocks.delete(blocks.keys().next().value!);
    blocks.set(index, pending);
    return pending;
  }

  async function readThroughBlocks(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const first = Math.floor(start / BLOCK_BYTES);
    const last = Math.floor((end - 1) / BLOCK_BYTES);
    const head = await block(first, signal);
    const base = first * BLOCK_BYTES;
    if (first === last) return head.subarray(start - base, end - base);
    const joined = new Uint8Array(end - start);
    joined.set(head.subarray(start - base));
    const tail = await block(last, signal);
    joined.set(tail.subarray(0, end - last * BLOCK_BYTES), last * BLOCK_BYTES - start);
    return joined;
  }

  return {
    byteLength: source.byteLength,
    read(start, end, signal) {
      const small = end - start <= BLOCK_BYTES && start >= 0 && start < end && end <= source.byteLength;
      return small ? readThroughBlocks(start, end, signal) : source.read(start, end, signal);
    },
  };
}
