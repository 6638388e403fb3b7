import { blockLength, isMasked, loadElement } from "./blocks";

/** Elements of one block whose bits are all set, below the mask. The top plane is nearly always 0 and decides. */
function countBlock(planes: usize, planeBytes: usize, bits: usize, mask: usize): u32 {
  const top = planes + (bits - 1) * planeBytes;
  let count: u32 = 0;
  let at: usize = 0;
  for (; planeBytes - at >= 8; at += 8) {
    let common = load<u64>(top + at) & load<u64>(mask + at);
    for (let plane = planes + at; common && plane !== top + at; plane += planeBytes)
      common &= load<u64>(plane);
    count += <u32>popcnt<u64>(common);
  }
  for (; at < planeBytes; at++) {
    let common = <u32>load<u8>(top + at) & load<u8>(mask + at);
    for (let plane = planes + at; common && plane !== top + at; plane += planeBytes)
      common &= load<u8>(plane);
    count += popcnt<u32>(common);
  }
  return count;
}

/** See KernelTable.planeOverflow. */
export function planeOverflow(
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
