import { blockLength } from "./blocks";

/** Bits of a counter: it takes 65535 frames. The upper ones are touched only where that many frames were. */
const LEVELS: usize = 16;

/** Frames whose bits are added together before they are carried up. */
const GROUP: usize = 8;

/** Sum of three bits, without the carry. */
function parity(a: v128, b: v128, c: v128): v128 {
  return v128.xor(v128.xor(a, b), c);
}

/** Carry of the sum of three bits. */
function carry(a: v128, b: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(v128.xor(a, b), c));
}

/** See KernelTable.planeBitCounts. */
export function planeBitCounts(
  planes: usize,
  frames: usize,
  frameStride: usize,
  frameBytes: usize,
  counters: usize,
): void {
  for (let at: usize = 0; at < frameBytes; at += 16, counters += LEVELS * 16) {
    let frame = planes + at;
    let left = frames;
    if (at + 16 <= frameBytes) {
      for (; left >= GROUP; left -= GROUP, frame += GROUP * frameStride)
        addGroup(frame, frameStride, counters);
      for (; left; left--, frame += frameStride) ripple(v128.load(frame), 0, counters);
    } else {
      for (; left; left--, frame += frameStride) ripple(loadPart(frame, frameBytes - at), 0, counters);
    }
  }
}

/** 16 bytes of 8 frames: seven additions with carry leave one vector of weight 8. */
function addGroup(frame: usize, stride: usize, counters: usize): void {
  const f0 = v128.load(frame);
  const f1 = v128.load(frame + stride);
  const f2 = v128.load(frame + 2 * stride);
  const f3 = v128.load(frame + 3 * stride);
  const f4 = v128.load(frame + 4 * stride);
  const f5 = v128.load(frame + 5 * stride);
  const f6 = v128.load(frame + 6 * stride);
  const f7 = v128.load(frame + 7 * stride);
  const any = v128.or(v128.or(v128.or(f0, f1), v128.or(f2, f3)), v128.or(v128.or(f4, f5), v128.or(f6, f7)));
  if (!v128.any_true(any)) return;

  const one0 = v128.load(counters);
  const one1 = parity(one0, f0, f1);
  const one2 = parity(one1, f2, f3);
  const one3 = parity(one2, f4, f5);
  v128.store(counters, parity(one3, f6, f7));
  const twoA = carry(one0, f0, f1);
  const twoB = carry(one1, f2, f3);
  const twoC = carry(one2, f4, f5);
  const twoD = carry(one3, f6, f7);
  const two0 = v128.load(counters, 16);
  const two1 = parity(two0, twoA, twoB);
  v128.store(counters, parity(two1, twoC, twoD), 16);
  const fourA = carry(two0, twoA, twoB);
  const fourB = carry(two1, twoC, twoD);
  const four = v128.load(counters, 32);
  v128.store(counters, parity(four, fourA, fourB), 32);
  ripple(carry(four, fourA, fourB), 3, counters);
}

/** Adds one bit of weight 2^level to each counter. */
function ripple(bits: v128, level: usize, counters: usize): void {
  for (let at = counters + level * 16; v128.any_true(bits); at += 16) {
    const before = v128.load(at);
    v128.store(at, v128.xor(before, bits));
    bits = v128.and(before, bits);
  }
}

function loadPart(from: usize, bytes: usize): v128 {
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: usize = 0; at < bytes; at++) {
    const byte: u64 = load<u8>(from + at);
    if (at < 8) low |= byte << (<u64>at * 8);
    else high |= byte << (<u64>(at - 8) * 8);
  }
  return i64x2.replace_lane(i64x2.splat(low), 1, high);
}

/** Count of bit `bit` (from the first of the frame's bytes) as the counters have it. */
function countAt(counters: usize, bit: usize): u32 {
  const byte = counters + (bit >> 7) * LEVELS * 16 + ((bit & 127) >> 3);
  let count: u32 = 0;
  for (let level: usize = 0; level < LEVELS; level++) {
    count |= ((<u32>load<u8>(byte + level * 16) >> (<u32>bit & 7)) & 1) << (<u32>level);
  }
  return count;
}

/** The counters of the 128 bits from `bit` on (a multiple of 128) are all 0. */
function isVectorZero(counters: usize, bit: usize): bool {
  const first = counters + (bit >> 7) * LEVELS * 16;
  for (let level: usize = 0; level < LEVELS; level++) {
    if (v128.any_true(v128.load(first + level * 16))) return false;
  }
  return true;
}

/** See KernelTable.addBitCounts. */
export function addBitCounts(
  counters: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  accumulator: usize,
): void {
  const bits = elementBytes * 8;
  let start: usize = 0;
  for (let length = blockLength(elements, 0, blockElements); length; ) {
    for (let bit: usize = 0; bit < bits; bit++) {
      const first = start * bits + bit * length;
      addPlane(counters, first, length, <f64>((<u64>1) << (<u64>bit)), accumulator + start * 8);
    }
    start += length;
    length = blockLength(elements, start, blockElements);
  }
  for (; start < elements; start++) {
    for (let bit: usize = 0; bit < bits; bit++) {
      const sum = accumulator + start * 8;
      const count = countAt(counters, start * bits + bit);
      store<f64>(sum, load<f64>(sum) + <f64>count * <f64>((<u64>1) << (<u64>bit)));
    }
  }
  memory.fill(counters, 0, ((elements * elementBytes + 15) >> 4) * LEVELS * 16);
}

/** The counts of one plane of one block, times the plane's weight. */
function addPlane(counters: usize, first: usize, length: usize, weight: f64, sums: usize): void {
  for (let element: usize = 0; element < length; ) {
    const bit = first + element;
    const end = min(length, element + 128 - (bit & 127));
    if (isVectorZero(counters, bit & ~127)) {
      element = end;
      continue;
    }
    for (; element < end; element++) {
      const sum = sums + element * 8;
      store<f64>(sum, load<f64>(sum) + <f64>countAt(counters, first + element) * weight);
    }
  }
}
