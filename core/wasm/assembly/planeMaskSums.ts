import { blockLength, isMasked, loadElement } from "./blocks";

/** Bits that plane and mask share, `bytes` bytes of each. */
function countCommon(plane: usize, mask: usize, bytes: usize): u32 {
  let count: u64 = 0;
  const end = plane + bytes;
  while (end - plane >= 8) {
    count += popcnt<u64>(load<u64>(plane) & load<u64>(mask));
    plane += 8;
    mask += 8;
  }
  while (plane != end) count += popcnt<u32>(load<u8>(plane++) & load<u8>(mask++));
  return <u32>count;
}

function addTo(out: usize, value: f64): void {
  store<f64>(out, load<f64>(out) + value);
}

/** As countCommon for four masks, so that every word of the plane is read once; adds weight * count to four sums. */
function addCommon4(plane: usize, mask: usize, maskBytes: usize, bytes: usize, weight: f64, out: usize): void {
  let mask1 = mask + maskBytes;
  let mask2 = mask1 + maskBytes;
  let mask3 = mask2 + maskBytes;
  let count0: u64 = 0;
  let count1: u64 = 0;
  let count2: u64 = 0;
  let count3: u64 = 0;
  const whole = bytes & ~7;
  for (let at: usize = 0; at < whole; at += 8) {
    const word = load<u64>(plane + at);
    count0 += popcnt<u64>(word & load<u64>(mask + at));
    count1 += popcnt<u64>(word & load<u64>(mask1 + at));
    count2 += popcnt<u64>(word & load<u64>(mask2 + at));
    count3 += popcnt<u64>(word & load<u64>(mask3 + at));
  }
  for (let at = whole; at < bytes; at++) {
    const byte: u32 = load<u8>(plane + at);
    count0 += popcnt<u32>(byte & load<u8>(mask + at));
    count1 += popcnt<u32>(byte & load<u8>(mask1 + at));
    count2 += popcnt<u32>(byte & load<u8>(mask2 + at));
    count3 += popcnt<u32>(byte & load<u8>(mask3 + at));
  }
  addTo(out, weight * <f64>count0);
  addTo(out + 8, weight * <f64>count1);
  addTo(out + 16, weight * <f64>count2);
  addTo(out + 24, weight * <f64>count3);
}

/** Bytes of leading zero words (16 bytes each) of a plane; at most `bytes` rounded down to 16. */
function leadingZeros(plane: usize, bytes: usize): usize {
  const whole = bytes & ~15;
  let at: usize = 0;
  while (at < whole && !v128.any_true(v128.load(plane + at))) at += 16;
  return at;
}

/** End of the plane without its trailing zero words, at least `first`. */
function trimmedEnd(plane: usize, first: usize, bytes: usize): usize {
  let end = bytes;
  while (end - first >= 16 && !v128.any_true(v128.load(plane + end - 16))) end -= 16;
  return end;
}

/** Adds one plane of one block to all sums. Bright pixels lie close together, so most of a plane is trimmed away. */
function addPlane(
  plane: usize,
  planeBytes: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  weight: f64,
  out: usize,
): void {
  const first = leadingZeros(plane, planeBytes);
  const bytes = trimmedEnd(plane, first, planeBytes) - first;
  if (bytes == 0) return;
  plane += first;
  let mask = masks + first;
  let index: usize = 0;
  for (; index + 4 <= maskCount; index += 4, mask += 4 * maskBytes) {
    addCommon4(plane, mask, maskBytes, bytes, weight, out + index * 8);
  }
  for (; index < maskCount; index++, mask += maskBytes) {
    addTo(out + index * 8, weight * <f64>countCommon(plane, mask, bytes));
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
  out: usize,
): void {
  for (let element = first; element < elements; element++, tail += elementBytes) {
    const value = <f64>loadElement(tail, elementBytes);
    for (let index: usize = 0; index < maskCount; index++) {
      if (isMasked(masks + index * maskBytes, element)) addTo(out + index * 8, value);
    }
  }
}

/** See KernelTable.planeMaskSums. */
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
  const bits = elementBytes * 8;
  memory.fill(out, 0, frames * maskCount * 8);
  for (let frame: usize = 0; frame < frames; frame++) {
    let plane = planes + frame * frameStride;
    let start: usize = 0;
    for (let length: usize; (length = blockLength(elements, start, blockElements)); start += length) {
      const planeBytes = length >> 3;
      let weight: f64 = 1;
      for (let bit: usize = 0; bit < bits; bit++, plane += planeBytes, weight *= 2) {
        addPlane(plane, planeBytes, masks + (start >> 3), maskCount, maskBytes, weight, out);
      }
    }
    addTail(plane, start, elements, elementBytes, masks, maskCount, maskBytes, out);
    out += maskCount * 8;
  }
}
