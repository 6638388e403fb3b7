import { blockLength, isZero } from "./blocks";
import { beginPack, endPack, endUnit, UNIT, unitCount } from "./packed";

/** See KernelTable.packPlanes. */
export function packPlanes(
  planes: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  valid: usize,
  pack: usize,
): usize {
  const units = unitCount(elements);
  const bits = elementBytes * 8;
  let target = beginPack(pack, units);
  let start: usize = 0;
  let length = blockLength(elements, 0, blockElements);
  let filled = filledPlanes(planes, length >> 3, bits);
  for (let unit: usize = 0; unit < units; unit++) {
    const first = unit << 7;
    while (length !== 0 && first >= start + length) {
      start += length;
      length = blockLength(elements, start, blockElements);
      filled = filledPlanes(planes + start * elementBytes, length >> 3, bits);
    }
    const block = planes + start * elementBytes;
    let present = bits;
    if (first + 128 <= start + length) {
      present = filled;
      copyUnit(block + ((first - start) >> 3), length >> 3, present, target);
    } else {
      gatherUnit(planes, elements, elementBytes, blockElements, start, first, target);
    }
    target = endUnit(pack, unit, target, present, bits, valid + unit * UNIT);
  }
  return endPack(pack, target);
}

/** Planes of a block up to the highest one that is not empty: most are, and need not be looked at for each unit. */
function filledPlanes(block: usize, planeBytes: usize, bits: usize): usize {
  let count = bits;
  while (count !== 0 && isZero(block + (count - 1) * planeBytes, planeBytes)) count--;
  return count;
}

/** The lower `count` planes of a unit that lies in one block. */
function copyUnit(plane: usize, planeBytes: usize, count: usize, target: usize): void {
  const end = target + count * UNIT;
  for (; target !== end; target += UNIT, plane += planeBytes) v128.store(target, v128.load(plane));
}

/** A unit that lies in several blocks or reaches into the raw tail, byte by byte; `start` is its first block's. */
function gatherUnit(
  planes: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  start: usize,
  first: usize,
  target: usize,
): void {
  const bits = elementBytes * 8;
  memory.fill(target, 0, bits * UNIT);
  const end = min(first + 128, elements);
  for (let element = first; element < end; element += 8, target++) {
    let length = blockLength(elements, start, blockElements);
    while (length !== 0 && element >= start + length) {
      start += length;
      length = blockLength(elements, start, blockElements);
    }
    const block = planes + start * elementBytes;
    if (length === 0) {
      gatherRaw(block + (element - start) * elementBytes, end - element, elementBytes, target);
    } else {
      const byte = block + ((element - start) >> 3);
      for (let bit: usize = 0; bit < bits; bit++) {
        store<u8>(target + bit * UNIT, load<u8>(byte + bit * (length >> 3)));
      }
    }
  }
}

/** Bits of at most 8 pixels into one byte of each plane, which is 0 before. */
export function gatherRaw(pixels: usize, count: usize, elementBytes: usize, target: usize): void {
  for (let element: usize = 0; element < count; element++) {
    for (let bit: usize = 0; bit < elementBytes * 8; bit++) {
      const byte: u32 = load<u8>(pixels + element * elementBytes + (bit >> 3));
      const plane = target + bit * UNIT;
      store<u8>(plane, <u8>(load<u8>(plane) | (((byte >> (<u32>bit & 7)) & 1) << (<u32>element))));
    }
  }
}
