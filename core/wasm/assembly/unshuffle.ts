/** Elements of 2 bytes, 16 at a time; gives the number done. */
function unshuffle2(source: usize, target: usize, elements: usize): usize {
  let index: usize = 0;
  for (; elements - index >= 16; index += 16) {
    const low = v128.load(source + index);
    const high = v128.load(source + elements + index);
    v128.store(target + index * 2, interleaveLow(low, high));
    v128.store(target + index * 2, interleaveHigh(low, high), 16);
  }
  return index;
}

/** Elements of 4 bytes, 16 at a time; gives the number done. */
function unshuffle4(source: usize, target: usize, elements: usize): usize {
  let index: usize = 0;
  for (; elements - index >= 16; index += 16) {
    const byte0 = v128.load(source + index);
    const byte1 = v128.load(source + elements + index);
    const byte2 = v128.load(source + 2 * elements + index);
    const byte3 = v128.load(source + 3 * elements + index);
    let low = interleaveLow(byte0, byte1);
    let high = interleaveLow(byte2, byte3);
    v128.store(target + index * 4, v128.shuffle<u16>(low, high, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(target + index * 4, v128.shuffle<u16>(low, high, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    low = interleaveHigh(byte0, byte1);
    high = interleaveHigh(byte2, byte3);
    v128.store(target + index * 4, v128.shuffle<u16>(low, high, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(target + index * 4, v128.shuffle<u16>(low, high, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
  return index;
}

function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** See KernelTable.unshuffle. */
export function unshuffle(source: usize, target: usize, elements: usize, elementBytes: usize): void {
  let index: usize = 0;
  if (elementBytes === 2) index = unshuffle2(source, target, elements);
  else if (elementBytes === 4) index = unshuffle4(source, target, elements);
  for (; index < elements; index++) {
    for (let byte: usize = 0; byte < elementBytes; byte++) {
      store<u8>(target + index * elementBytes + byte, load<u8>(source + byte * elements + index));
    }
  }
}
