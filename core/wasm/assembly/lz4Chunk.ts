import { decodeLz4Block } from "./lz4";

const FAILED: i32 = -1;
/** Size of all pixels (8 bytes) and of a block (4), big-endian. */
const HEADER_BYTES: usize = 12;

/** See KernelTable.lz4Chunk. */
export function lz4Chunk(source: usize, sourceBytes: usize, target: usize, limit: usize): i32 {
  if (sourceBytes < HEADER_BYTES) return FAILED;
  const total = bswap<u64>(load<u64>(source));
  const blockBytes: usize = bswap<u32>(load<u32>(source, 8));
  if (total > <u64>limit || (blockBytes === 0 && total !== 0)) return FAILED;
  const sourceEnd = source + sourceBytes;
  const end = target + <usize>total;
  let from = source + HEADER_BYTES;
  for (let to = target; to !== end; ) {
    if (sourceEnd - from < 4) return FAILED;
    const stored: usize = bswap<u32>(load<u32>(from));
    from += 4;
    if (stored > sourceEnd - from) return FAILED;
    const length = min(blockBytes, end - to);
    // A block that LZ4 would make longer is stored as it is.
    if (stored === length) memory.copy(to, from, length);
    else if (!decodeLz4Block(from, from + stored, sourceEnd, to, to + length, end)) return FAILED;
    from += stored;
    to += length;
  }
  return <i32>total;
}
