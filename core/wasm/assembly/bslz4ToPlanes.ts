import { blockLength } from "./blocks";
import { decodeLz4Block } from "./lz4";

const TRUNCATED: i32 = -1;
const CORRUPT: i32 = -2;
const SIZE_MISMATCH: i32 = -3;

const HEADER_BYTES: usize = 12;
const DEFAULT_BLOCK_BYTES: u32 = 8192;
/** LZ4 compresses at most this much in one block. */
const LARGEST_BLOCK_BYTES: u32 = 0x7e000000;

/** Bytes of an uncompressed block as the header declares them, or 0 where the header is impossible. */
function readBlockBytes(header: usize, bytes: u64, elementBytes: u32): u32 {
  const declared = bswap<u64>(load<u64>(header));
  const blockBytes = bswap<u32>(load<u32>(header, 8));
  if (declared === 0 && blockBytes === 0) return DEFAULT_BLOCK_BYTES;
  if (declared !== bytes || blockBytes > LARGEST_BLOCK_BYTES) return 0;
  return blockBytes % (8 * elementBytes) === 0 ? blockBytes : 0;
}

/** See KernelTable.bslz4ToPlanes. */
export function bslz4ToPlanes(
  source: usize,
  sourceBytes: usize,
  planes: usize,
  elements: usize,
  elementBytes: usize,
): i32 {
  if (sourceBytes < HEADER_BYTES) return TRUNCATED;
  const bytes = elements * elementBytes;
  const blockBytes = readBlockBytes(source, bytes, <u32>elementBytes);
  if (blockBytes === 0) return SIZE_MISMATCH;
  const blockElements: usize = blockBytes / <u32>elementBytes;
  const sourceEnd = source + sourceBytes;
  const planesEnd = planes + bytes;

  let from = source + HEADER_BYTES;
  let to = planes;
  let start: usize = 0;
  for (let length = blockLength(elements, 0, blockElements); length; ) {
    if (sourceEnd - from < 4) return TRUNCATED;
    const compressed: usize = bswap<u32>(load<u32>(from));
    from += 4;
    if (compressed > sourceEnd - from) return TRUNCATED;
    const blockEnd = to + length * elementBytes;
    if (!decodeLz4Block(from, from + compressed, sourceEnd, to, blockEnd, planesEnd)) return CORRUPT;
    from += compressed;
    to = blockEnd;
    start += length;
    length = blockLength(elements, start, blockElements);
  }
  const tail = planesEnd - to;
  if (tail > sourceEnd - from) return TRUNCATED;
  memory.copy(to, from, tail);
  return <i32>blockElements;
}
