import { blockLength, isMasked, loadElement } from "./blocks";

/** Elements of one block whose bits are all set, below the mask. The top plane is nearly always 0 there and decides. */
function countBlock(planes: usize, planeBytes: usize, bits: usize, mask: usize): u32 {
  const top = planes + (bits - 1) * planeBytes;
  let count: u32 = 0;
  let at: usize = 0;
  for (; planeBytes - at >= 64; at += 64) {
    if (!isEmptyBelow(top + at, mask + at)) count += countWords(planes, planeBytes, top, mask, at, at + 64);
  }
  const whole = planeBytes & ~7;
  count += countWords(planes, planeBytes, top, mask, at, whole);
  for (at = whole; at < planeBytes; at++) {
    let common = <u32>load<u8>(top + at) & load<u8>(mask + at);
    for (let plane = planes + at; common && plane !== top + at; plane += planeBytes)
      common &= load<u8>(plane);
    count += popcnt<u32>(common);
  }
  return count;
}

/** No bit of the 64 bytes of a plane lies in the mask. */
function isEmptyBelow(plane: usize, mask: usize): bool {
  const a = v128.and(v128.load(plane), v128.load(mask));
  const b = v128.and(v128.load(plane, 16), v128.load(mask, 16));
  const c = v128.and(v128.load(plane, 32), v128.load(mask, 32));
  const d = v128.and(v128.load(plane, 48), v128.load(mask, 48));
  return !v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}

function countWords(planes: usize, planeBytes: usize, top: usize, mask: usize, at: usize, end: usize): u32 {
  let count: u32 = 0;
  for (; at < end; at += 8) {
    let common = load<u64>(top + at) & load<u64>(mask + at);
    for (let plane = planes + at; common && plane !== top + at; plane += planeBytes)
      common &= load<u64>(plane);
    count += <u32>popcnt<u64>(common);
  }
  return count;
}

function countFrame(
  planes: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  mask: usize,
): u32 {
  const bits = elementBytes * 8;
  let count: u32 = 0;
  let start: usize = 0;
  for (let length = blockLength(elements, 0, blockElements); length; ) {
    count += countBlock(planes, length >> 3, bits, mask + (start >> 3));
    planes += length * elementBytes;
    start += length;
    length = blockLength(elements, start, blockElements);
  }
  const largest: u32 = u32.MAX_VALUE >> (32 - <u32>bits);
  for (; start < elements; start++, planes += elementBytes) {
    if (loadElement(planes, elementBytes) === largest && isMasked(mask, start)) count++;
  }
  return count;
}

/** See KernelTable.planeOverflow. */
export function planeOverflow(
  planes: usize,
  frames: usize,
  frameStride: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  mask: usize,
  out: usize,
): void {
  for (; frames; frames--, planes += frameStride, out += 4)
    store<u32>(out, countFrame(planes, elements, elementBytes, blockElements, mask));
}
