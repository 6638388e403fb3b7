import { blockLength, isZero } from "./blocks";

/** Where the bits of `a` that `shift` brings under `mask` differ from those of `b`: a swap is two xors with it. */
function difference(a: v128, b: v128, shift: i32, mask: v128): v128 {
  return v128.and(v128.xor(i64x2.shr_u(a, shift), b), mask);
}

/** 16 bytes of byte `byte` of 16 elements into place: byte 0 is stored, the others are or-ed in. */
function deposit<T>(target: usize, values: v128, byte: i32): void {
  if (sizeof<T>() === 1) {
    v128.store(target, values);
  } else if (sizeof<T>() === 2) {
    deposit16(target, i16x8.extend_low_i8x16_u(values), byte);
    deposit16(target + 16, i16x8.extend_high_i8x16_u(values), byte);
  } else if (sizeof<T>() === 8) {
    deposit64(target, i64x2.extract_lane(values, 0), byte);
    deposit64(target + 64, i64x2.extract_lane(values, 1), byte);
  } else {
    const low = i16x8.extend_low_i8x16_u(values);
    const high = i16x8.extend_high_i8x16_u(values);
    deposit32(target, i32x4.extend_low_i16x8_u(low), byte);
    deposit32(target + 16, i32x4.extend_high_i16x8_u(low), byte);
    deposit32(target + 32, i32x4.extend_low_i16x8_u(high), byte);
    deposit32(target + 48, i32x4.extend_high_i16x8_u(high), byte);
  }
}

function deposit16(target: usize, values: v128, byte: i32): void {
  if (byte === 0) v128.store(target, values);
  else v128.store(target, v128.or(v128.load(target), i16x8.shl(values, 8)));
}

function deposit32(target: usize, values: v128, byte: i32): void {
  if (byte === 0) v128.store(target, values);
  else v128.store(target, v128.or(v128.load(target), i32x4.shl(values, 8 * byte)));
}

/** Eight elements of 8 bytes, one by one: they are rare. */
function deposit64(target: usize, values: u64, byte: i32): void {
  for (let element: usize = 0; element < 64; element += 8, values >>= 8) {
    if (byte === 0) store<u64>(target + element, values & 0xff);
    else store<u8>(target + element + byte, <u8>values);
  }
}

/**
 * 8 planes of 16 bytes -> byte `byte` of 128 elements. Three rounds of exchanges between the planes turn the 8x8 bit
 * matrices (one a byte) so that vector j holds elements j, j + 8, j + 16, …; three rounds of interleaving order them.
 */
function transpose128<T>(plane: usize, planeBytes: usize, target: usize, byte: i32): void {
  let p0 = v128.load(plane);
  let p1 = v128.load(plane + planeBytes);
  let p2 = v128.load(plane + 2 * planeBytes);
  let p3 = v128.load(plane + 3 * planeBytes);
  let p4 = v128.load(plane + 4 * planeBytes);
  let p5 = v128.load(plane + 5 * planeBytes);
  let p6 = v128.load(plane + 6 * planeBytes);
  let p7 = v128.load(plane + 7 * planeBytes);

  const nibbles = i8x16.splat(0x0f);
  let d = difference(p0, p4, 4, nibbles);
  p0 = v128.xor(p0, i64x2.shl(d, 4));
  p4 = v128.xor(p4, d);
  d = difference(p1, p5, 4, nibbles);
  p1 = v128.xor(p1, i64x2.shl(d, 4));
  p5 = v128.xor(p5, d);
  d = difference(p2, p6, 4, nibbles);
  p2 = v128.xor(p2, i64x2.shl(d, 4));
  p6 = v128.xor(p6, d);
  d = difference(p3, p7, 4, nibbles);
  p3 = v128.xor(p3, i64x2.shl(d, 4));
  p7 = v128.xor(p7, d);

  const pairs = i8x16.splat(0x33);
  d = difference(p0, p2, 2, pairs);
  p0 = v128.xor(p0, i64x2.shl(d, 2));
  p2 = v128.xor(p2, d);
  d = difference(p1, p3, 2, pairs);
  p1 = v128.xor(p1, i64x2.shl(d, 2));
  p3 = v128.xor(p3, d);
  d = difference(p4, p6, 2, pairs);
  p4 = v128.xor(p4, i64x2.shl(d, 2));
  p6 = v128.xor(p6, d);
  d = difference(p5, p7, 2, pairs);
  p5 = v128.xor(p5, i64x2.shl(d, 2));
  p7 = v128.xor(p7, d);

  const bits = i8x16.splat(0x55);
  d = difference(p0, p1, 1, bits);
  p0 = v128.xor(p0, i64x2.shl(d, 1));
  p1 = v128.xor(p1, d);
  d = difference(p2, p3, 1, bits);
  p2 = v128.xor(p2, i64x2.shl(d, 1));
  p3 = v128.xor(p3, d);
  d = difference(p4, p5, 1, bits);
  p4 = v128.xor(p4, i64x2.shl(d, 1));
  p5 = v128.xor(p5, d);
  d = difference(p6, p7, 1, bits);
  p6 = v128.xor(p6, i64x2.shl(d, 1));
  p7 = v128.xor(p7, d);

  // Halves are finished one after the other: elements 0 to 63 lie in the low 8 bytes of each vector.
  let a = interleaveLow8(p0, p1);
  let b = interleaveLow8(p2, p3);
  let c = interleaveLow8(p4, p5);
  let e = interleaveLow8(p6, p7);
  order64<T>(target, a, b, c, e, byte);
  a = interleaveHigh8(p0, p1);
  b = interleaveHigh8(p2, p3);
  c = interleaveHigh8(p4, p5);
  e = interleaveHigh8(p6, p7);
  order64<T>(target + 64 * sizeof<T>(), a, b, c, e, byte);
}

/** Orders 64 bytes: `a` holds elements 0, 1, 8, 9, …, `b` 2, 3, 10, 11, …, `c` and `e` go on. */
function order64<T>(target: usize, a: v128, b: v128, c: v128, e: v128, byte: i32): void {
  const lowA = interleaveLow16(a, b);
  const lowC = interleaveLow16(c, e);
  deposit<T>(target, interleaveLow32(lowA, lowC), byte);
  deposit<T>(target + 16 * sizeof<T>(), interleaveHigh32(lowA, lowC), byte);
  const highA = interleaveHigh16(a, b);
  const highC = interleaveHigh16(c, e);
  deposit<T>(target + 32 * sizeof<T>(), interleaveLow32(highA, highC), byte);
  deposit<T>(target + 48 * sizeof<T>(), interleaveHigh32(highA, highC), byte);
}

function interleaveLow8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

function interleaveHigh8(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

function interleaveLow16(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

function interleaveHigh16(a: v128, b: v128): v128 {
  return v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

function interleaveLow32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 0, 4, 1, 5);
}

function interleaveHigh32(a: v128, b: v128): v128 {
  return v128.shuffle<u32>(a, b, 2, 6, 3, 7);
}

/** Byte `byte` of the 8 elements whose bits lie in byte 0 of 8 planes. */
function transpose8<T>(plane: usize, planeBytes: usize, target: usize, byte: usize): void {
  for (let element: u32 = 0; element < 8; element++) {
    let value: u32 = 0;
    for (let bit: u32 = 0; bit < 8; bit++) {
      value |= ((<u32>load<u8>(plane + <usize>bit * planeBytes) >> element) & 1) << bit;
    }
    store<u8>(target + element * sizeof<T>() + byte, <u8>value);
  }
}

/** One block. Bytes whose eight planes are all 0 (the high ones, nearly always) cost only a look. */
function transposeBlock<T>(planes: usize, length: usize, target: usize): void {
  const planeBytes = length >> 3;
  const whole = planeBytes & ~15;
  for (let byte: i32 = 0; byte < <i32>sizeof<T>(); byte++) {
    const first = planes + <usize>byte * length;
    if (byte === 0 || !isZero(first, length)) {
      for (let at: usize = 0; at < whole; at += 16) {
        transpose128<T>(first + at, planeBytes, target + at * 8 * sizeof<T>(), byte);
      }
    }
    for (let at = whole; at < planeBytes; at++) {
      transpose8<T>(first + at, planeBytes, target + at * 8 * sizeof<T>(), byte);
    }
  }
}

function transposeFrame<T>(planes: usize, elements: usize, blockElements: usize, target: usize): void {
  let start: usize = 0;
  for (let length = blockLength(elements, 0, blockElements); length; ) {
    transposeBlock<T>(planes + start * sizeof<T>(), length, target + start * sizeof<T>());
    start += length;
    length = blockLength(elements, start, blockElements);
  }
  memory.copy(target + start * sizeof<T>(), planes + start * sizeof<T>(), (elements - start) * sizeof<T>());
}

/** See KernelTable.planesToDense. */
export function planesToDense(
  planes: usize,
  elements: usize,
  elementBytes: usize,
  blockElements: usize,
  dense: usize,
): void {
  if (elementBytes === 1) transposeFrame<u8>(planes, elements, blockElements, dense);
  else if (elementBytes === 2) transposeFrame<u16>(planes, elements, blockElements, dense);
  else if (elementBytes === 4) transposeFrame<u32>(planes, elements, blockElements, dense);
  else transposeFrame<u64>(planes, elements, blockElements, dense);
}
