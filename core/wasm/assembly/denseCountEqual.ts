import { isMasked } from "./blocks";

/** See KernelTable.denseCountEqual. */
export function denseCountEqual(dense: usize, elements: usize, dtype: i32, mask: usize, value: f64): u32 {
  if (value !== Math.floor(value) || value < 0 || value > largest(dtype)) return 0;
  if (dtype === 0) return count<u8>(dense, elements, mask, <u32>value);
  return dtype === 1
    ? count<u16>(dense, elements, mask, <u32>value)
    : count<u32>(dense, elements, mask, <u32>value);
}

function largest(dtype: i32): f64 {
  if (dtype === 0) return 255;
  return dtype === 1 ? 65535 : 4294967295;
}

function count<T>(dense: usize, elements: usize, mask: usize, value: u32): u32 {
  const wanted = splat<T>(value);
  let found: u32 = 0;
  let element: usize = 0;
  // 16 elements at a time: their comparison as bits, in the order of the packed mask.
  for (; elements - element >= 16; element += 16) {
    const equal = compare16<T>(dense + element * sizeof<T>(), wanted);
    if (equal) found += popcnt<u32>(equal & load<u16>(mask + (element >> 3)));
  }
  for (; element < elements; element++) {
    if (<u32>load<T>(dense + element * sizeof<T>()) === value && isMasked(mask, element)) found++;
  }
  return found;
}

function splat<T>(value: u32): v128 {
  if (sizeof<T>() === 1) return i8x16.splat(<i8>value);
  return sizeof<T>() === 2 ? i16x8.splat(<i16>value) : i32x4.splat(value);
}

/** Bit i is set where element i of 16 equals the wanted value. */
function compare16<T>(pixels: usize, wanted: v128): u32 {
  const first = v128.load(pixels);
  if (sizeof<T>() === 1) return i8x16.bitmask(i8x16.eq(first, wanted));
  const second = v128.load(pixels, 16);
  if (sizeof<T>() === 2) {
    return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.eq(first, wanted), i16x8.eq(second, wanted)));
  }
  const low = i16x8.narrow_i32x4_s(i32x4.eq(first, wanted), i32x4.eq(second, wanted));
  const third = i32x4.eq(v128.load(pixels, 32), wanted);
  const fourth = i32x4.eq(v128.load(pixels, 48), wanted);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, i16x8.narrow_i32x4_s(third, fourth)));
}
