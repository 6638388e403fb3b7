import { ENTRY, endOfWords, HEADER } from "./words";

/** See KernelTable.wordMaskSums. */
export function wordMaskSums(
  words: usize,
  frames: usize,
  wordStride: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  for (let frame: usize = 0; frame < frames; frame++, words += wordStride, out += maskCount * 8) {
    const end = endOfWords(words);
    let index: usize = 0;
    for (; index + 4 <= maskCount; index += 4)
      sumFour(words + HEADER, end, masks + index * maskBytes, maskBytes, out + index * 8);
    for (; index < maskCount; index++)
      sumOne(words + HEADER, end, masks + index * maskBytes, out + index * 8);
  }
}

/** Bits of a word in a mask, times the word's weight. */
function count(low: u64, high: u64, mask: usize, bit: u64): u64 {
  return (popcnt<u64>(low & load<u64>(mask)) + popcnt<u64>(high & load<u64>(mask, 8))) << bit;
}

function sumOne(word: usize, end: usize, mask: usize, out: usize): void {
  let sum: u64 = 0;
  for (; word !== end; word += ENTRY) {
    const tag = load<u32>(word, 16);
    sum += count(load<u64>(word), load<u64>(word, 8), mask + (tag >> 5), <u64>(tag & 31));
  }
  store<f64>(out, <f64>sum);
}

/** Four masks in one walk: their sums stay in registers. */
function sumFour(word: usize, end: usize, mask0: usize, maskBytes: usize, out: usize): void {
  const mask1 = mask0 + maskBytes;
  const mask2 = mask1 + maskBytes;
  const mask3 = mask2 + maskBytes;
  let sum0: u64 = 0;
  let sum1: u64 = 0;
  let sum2: u64 = 0;
  let sum3: u64 = 0;
  for (; word !== end; word += ENTRY) {
    const tag = load<u32>(word, 16);
    const bit: u64 = tag & 31;
    const byte: usize = tag >> 5;
    const low = load<u64>(word);
    const high = load<u64>(word, 8);
    sum0 += count(low, high, mask0 + byte, bit);
    sum1 += count(low, high, mask1 + byte, bit);
    sum2 += count(low, high, mask2 + byte, bit);
    sum3 += count(low, high, mask3 + byte, bit);
  }
  store<f64>(out, <f64>sum0);
  store<f64>(out, <f64>sum1, 8);
  store<f64>(out, <f64>sum2, 16);
  store<f64>(out, <f64>sum3, 24);
}
