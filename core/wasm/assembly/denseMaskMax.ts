/** See KernelTable.denseMaskMax. */
export function denseMaskMax(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  if (dtype === 0) largestOfAll<u8>(dense, frames, elements, masks, maskCount, maskBytes, out);
  else if (dtype === 1) largestOfAll<u16>(dense, frames, elements, masks, maskCount, maskBytes, out);
  else if (dtype === 2) largestOfAll<u32>(dense, frames, elements, masks, maskCount, maskBytes, out);
  else if (dtype === 3) largestOfAll<f32>(dense, frames, elements, masks, maskCount, maskBytes, out);
  else largestOfAll<f64>(dense, frames, elements, masks, maskCount, maskBytes, out);
}

function largestOfAll<T>(
  dense: usize,
  frames: usize,
  elements: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  for (let frame: usize = 0; frame < frames; frame++, dense += elements * sizeof<T>()) {
    for (let index: usize = 0; index < maskCount; index++, out += 8)
      store<f64>(out, numberOr0(<f64>largestIn<T>(dense, elements, masks + index * maskBytes)));
  }
}

/** Floats without a number leave the least one. */
function numberOr0(most: f64): f64 {
  return most === -Infinity ? 0 : most;
}

/** 64 elements, a word of the mask, at a time: passed over where it is empty, else all of them by vectors. */
function largestIn<T>(dense: usize, elements: usize, mask: usize): T {
  let most = v128.splat<T>(least<T>());
  const whole: usize = elements & ~63;
  for (let start: usize = 0; start < whole; start += 64) {
    const word = load<u64>(mask + (start >> 3));
    if (word === 0) continue;
    const pixels = dense + start * sizeof<T>();
    if (word === u64.MAX_VALUE) {
      for (let at: usize = 0; at < 64 * sizeof<T>(); at += 16) most = larger<T>(most, v128.load(pixels + at));
    } else {
      for (let at: usize = 0; at < 64 * sizeof<T>(); at += 16) {
        const members = lanes<T>(word >> <u64>(at / sizeof<T>()));
        most = larger<T>(most, v128.bitselect(v128.load(pixels + at), v128.splat<T>(least<T>()), members));
      }
    }
  }
  return largestOfRest<T>(largestLane<T>(most), dense, whole, elements, mask);
}

function largestOfRest<T>(most: T, dense: usize, from: usize, elements: usize, mask: usize): T {
  for (let i = from; i < elements; i++) {
    if (((load<u8>(mask + (i >> 3)) >> (<u8>i & 7)) & 1) === 0) continue;
    const value = load<T>(dense + i * sizeof<T>());
    if (value > most) most = value;
  }
  return most;
}

function least<T>(): T {
  return isFloat<T>() ? <T>-Infinity : <T>0;
}

/** A NaN among the values leaves the largest as it is. */
function larger<T>(most: v128, values: v128): v128 {
  if (isFloat<T>()) return v128.pmax<T>(most, values);
  return v128.max<T>(most, values);
}

/** The lowest bits of a mask, one a lane, as lanes of ones and zeros. */
function lanes<T>(bits: u64): v128 {
  if (sizeof<T>() === 1) {
    const ofLane = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    const byteOfLane = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    const spread = i8x16.swizzle(i64x2.splat(bits), byteOfLane);
    return i8x16.eq(v128.and(spread, ofLane), ofLane);
  }
  if (sizeof<T>() === 2) {
    const ofLane = i16x8(1, 2, 4, 8, 16, 32, 64, 128);
    return i16x8.eq(v128.and(i16x8.splat(<i16>bits), ofLane), ofLane);
  }
  if (sizeof<T>() === 8) {
    const ofLane = i64x2(1, 2);
    return i64x2.eq(v128.and(i64x2.splat(bits), ofLane), ofLane);
  }
  const ofLane = i32x4(1, 2, 4, 8);
  return i32x4.eq(v128.and(i32x4.splat(<i32>bits), ofLane), ofLane);
}

function largestLane<T>(lanesOfMost: v128): T {
  let most = v128.extract_lane<T>(lanesOfMost, 0);
  if (sizeof<T>() === 1) {
    const eights = i8x16.max_u(lanesOfMost, v128.shuffle<u64>(lanesOfMost, lanesOfMost, 1, 0));
    for (let shift: u64 = 0, word = i64x2.extract_lane(eights, 0); shift < 64; shift += 8)
      most = max<T>(most, <T>(<u8>(word >> shift)));
    return most;
  }
  if (sizeof<T>() === 2) {
    const fours = i16x8.max_u(lanesOfMost, v128.shuffle<u64>(lanesOfMost, lanesOfMost, 1, 0));
    for (let shift: u64 = 0, word = i64x2.extract_lane(fours, 0); shift < 64; shift += 16)
      most = max<T>(most, <T>(<u16>(word >> shift)));
    return most;
  }
  most = max<T>(most, v128.extract_lane<T>(lanesOfMost, 1));
  if (sizeof<T>() === 8) return most;
  most = max<T>(most, v128.extract_lane<T>(lanesOfMost, 2));
  return max<T>(most, v128.extract_lane<T>(lanesOfMost, 3));
}
