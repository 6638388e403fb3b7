import { blockLength, isMasked, loadElement } from "./blocks";

/**
 * Bytes of a plane that are looked at together: all 0 and skipped, or summed for all masks. Shorter units skip more,
 * longer ones sum faster.
 */
const UNIT: usize = 32;

/** Offset of the first unit at or after `at` that is not 0, or where less than a unit is left. Most planes are zero. */
function skipZeros(planes: usize, at: usize, bytes: usize): usize {
  while (bytes - at >= 64) {
    const low = v128.or(v128.load(planes + at), v128.load(planes + at, 16));
    const high = v128.or(v128.load(planes + at, 32), v128.load(planes + at, 48));
    if (v128.any_true(v128.or(low, high))) break;
    at += 64;
  }
  while (bytes - at >= UNIT) {
    if (v128.any_true(v128.or(v128.load(planes + at), v128.load(planes + at, 16)))) break;
    at += UNIT;
  }
  return at;
}

function addTo(sum: usize, count: u64, bit: u64): void {
  store<u64>(sum, load<u64>(sum) + (count << bit));
}

/** Adds one whole unit of a plane to the sums of all masks. */
function addUnit(plane: usize, bit: u64, mask: usize, maskCount: usize, maskBytes: usize, sums: usize): void {
  const word0 = load<u64>(plane);
  const word1 = load<u64>(plane, 8);
  const word2 = load<u64>(plane, 16);
  const word3 = load<u64>(plane, 24);
  const end = sums + maskCount * 8;
  for (; sums !== end; sums += 8, mask += maskBytes) {
    const count =
      popcnt<u64>(word0 & load<u64>(mask)) +
      popcnt<u64>(word1 & load<u64>(mask, 8)) +
      popcnt<u64>(word2 & load<u64>(mask, 16)) +
      popcnt<u64>(word3 & load<u64>(mask, 24));
    addTo(sums, count, bit);
  }
}

/** As addUnit for the bytes at the end of a plane that are no whole unit. */
function addBytes(
  plane: usize,
  bytes: usize,
  bit: u64,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  sums: usize,
): void {
  for (let at: usize = 0; at < bytes; at++) {
    const byte: u32 = load<u8>(plane + at);
    if (byte === 0) continue;
    for (let index: usize = 0; index < maskCount; index++) {
      const mask = load<u8>(masks + index * maskBytes + at);
      addTo(sums + index * 8, popcnt<u32>(byte & mask), bit);
    }
  }
}

/** Adds one block; `masks` points to its first element's byte. */
function addBlock(
  planes: usize,
  length: usize,
  bits: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  sums: usize,
): void {
  const planeBytes = length >> 3;
  const bytes = planeBytes * bits;
  let planeEnd = planeBytes;
  let bit: u64 = 0;
  for (let at = skipZeros(planes, 0, bytes); at !== bytes; at = skipZeros(planes, at, bytes)) {
    for (; at >= planeEnd; planeEnd += planeBytes) bit++;
    const mask = masks + at + planeBytes - planeEnd;
    const left = planeEnd - at;
    if (left >= UNIT) {
      addUnit(planes + at, bit, mask, maskCount, maskBytes, sums);
      at += UNIT;
    } else {
      addBytes(planes + at, left, bit, mask, maskCount, maskBytes, sums);
      at = planeEnd;
    }
  }
}

/** Adds the elements after the last block, which are stored raw. */
function addTail(
  tail: usize,
  first: usize,
  elements: usize,
  elementBytes: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  sums: usize,
): void {
  for (let element = first; element < elements; element++, tail += elementBytes) {
    const value: u64 = loadElement(tail, elementBytes);
    for (let index: usize = 0; index < maskCount; index++) {
      if (isMasked(masks + index * maskBytes, element)) addTo(sums + index * 8, value, 0);
    }
  }
}

/** See KernelTable.planeMaskSums. Sums are kept as uint64 where the float64 results go, so they are exact. */
export function planeMaskSums(
  planes: usize,
  frames: usize,
  frameStride: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  const outBytes = frames * maskCount * 8;
  memory.fill(out, 0, outBytes);
  for (let frame: usize = 0; frame < frames; frame++) {
    let block = planes + frame * frameStride;
    const sums = out + frame * maskCount * 8;
    let start: usize = 0;
    for (let length = blockLength(elements, 0, blockElements); length; ) {
      addBlock(block, length, elementBytes * 8, masks + (start >> 3), maskCount, maskBytes, sums);
      block += length * elementBytes;
      start += length;
      length = blockLength(elements, start, blockElements);
    }
    addTail(block, start, elements, elementBytes, masks, maskCount, maskBytes, sums);
  }
  for (let at: usize = 0; at < outBytes; at += 8) store<f64>(out + at, <f64>load<u64>(out + at));
}
