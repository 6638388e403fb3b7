import { ENTRY, endOfWords, HEADER } from "./words";

/** See KernelTable.wordMoments. */
export function wordMoments(
  words: usize,
  frames: usize,
  wordStride: usize,
  width: usize,
  support: usize,
  out: usize,
): void {
  for (let frame: usize = 0; frame < frames; frame++, words += wordStride, out += 24)
    frameMoments(words + HEADER, endOfWords(words), width, support, out);
}

/**
 * Sums of pixels, of pixels times their number in the frame, and times their row; a pixel's column is its number less
 * the elements of the rows before. All modulo 2^64, which the answers are below.
 */
function frameMoments(word: usize, end: usize, width: usize, support: usize, out: usize): void {
  let sum: u64 = 0;
  let numbers: u64 = 0;
  let rows: u64 = 0;
  for (; word !== end; word += ENTRY) {
    const tag = load<u32>(word, 16);
    const bit: u64 = tag & 31;
    const byte: usize = tag >> 5;
    const low = load<u64>(word) & load<u64>(support + byte);
    const high = load<u64>(word, 8) & load<u64>(support + byte, 8);
    const first = byte << 3;
    const row: usize = <u32>first / <u32>width;
    const inLow = popcnt<u64>(low);
    const inHigh = popcnt<u64>(high);
    const inBoth = inLow + inHigh;
    sum += inBoth << bit;
    numbers += (<u64>first * inBoth + 64 * inHigh + placesIn(low) + placesIn(high)) << bit;
    rows += (<u64>row * inBoth + rowsWithin(low, high, (row + 1) * width - first, width)) << bit;
  }
  store<f64>(out, <f64>sum);
  store<f64>(out, <f64>rows, 8);
  store<f64>(out, <f64>(numbers - rows * <u64>width), 16);
}

/** Every second bit, every second two, four, eight and sixteen bits: the upper ones. */
const TWOS: u64 = (u64.MAX_VALUE / 3) * 2;
const FOURS: u64 = (u64.MAX_VALUE / 5) * 4;
const EIGHTS: u64 = (u64.MAX_VALUE / 17) * 16;
const BYTES: u64 = (u64.MAX_VALUE / 257) * 256;
const PAIRS: u64 = (u64.MAX_VALUE / 65537) * 65536;

/** Sum of the numbers (0 to 63) of the bits that are set: bit by bit of the number. */
function placesIn(word: u64): u64 {
  return (
    popcnt<u64>(word & TWOS) +
    2 * popcnt<u64>(word & FOURS) +
    4 * popcnt<u64>(word & EIGHTS) +
    8 * popcnt<u64>(word & BYTES) +
    16 * popcnt<u64>(word & PAIRS) +
    32 * popcnt<u64>(word >> 32)
  );
}

/** Bits of a word from number `first` (1 or more) on. */
function from(first: usize, word: u64): u64 {
  return first < 64 ? popcnt<u64>(word >> <u64>first) : 0;
}

/** Sum over the bits of 128 of the rows that began since the first of them; the next row begins at `next`. */
function rowsWithin(low: u64, high: u64, next: usize, width: usize): u64 {
  let rows: u64 = 0;
  for (; next < 64; next += width) rows += from(next, low) + popcnt<u64>(high);
  for (; next < 128; next += width) rows += from(next - 64, high);
  return rows;
}
