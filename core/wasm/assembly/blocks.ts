/** Elements of the block that starts at element `start`; 0 where only the raw tail (elements mod 8) is left. */
export function blockLength(elements: usize, start: usize, blockElements: usize): usize {
  return min(blockElements, (elements - start) & ~7);
}

/** True when all of the `bytes` bytes at `pointer` are 0. */
export function isZero(pointer: usize, bytes: usize): bool {
  const end = pointer + bytes;
  while (end - pointer >= 64) {
    const low = v128.or(v128.load(pointer), v128.load(pointer, 16));
    const high = v128.or(v128.load(pointer, 32), v128.load(pointer, 48));
    if (v128.any_true(v128.or(low, high))) return false;
    pointer += 64;
  }
  while (pointer !== end) if (load<u8>(pointer++)) return false;
  return true;
}

/** One little-endian unsigned integer of 1, 2 or 4 bytes. */
export function loadElement(pointer: usize, elementBytes: usize): u32 {
  if (elementBytes === 1) return load<u8>(pointer);
  return elementBytes === 2 ? load<u16>(pointer) : load<u32>(pointer);
}

/** Bit of `element` in a packed mask. */
export function isMasked(mask: usize, element: usize): bool {
  return ((load<u8>(mask + (element >> 3)) >> (<u32>element & 7)) & 1) !== 0;
}
