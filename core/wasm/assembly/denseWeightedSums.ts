/**
 * See KernelTable.denseWeightedSums. Pixels become float64, two a vector, so that each product is as exact as float64
 * is and sums lose nothing that a plain loop would keep.
 */
export function denseWeightedSums(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  weights: usize,
  spans: usize,
  spanCount: usize,
  out: usize,
): void {
  if (dtype === 0) sums<u8>(dense, frames, elements, weights, spans, spanCount, out);
  else if (dtype === 1) sums<u16>(dense, frames, elements, weights, spans, spanCount, out);
  else if (dtype === 2) sums<u32>(dense, frames, elements, weights, spans, spanCount, out);
  else if (dtype === 3) sums<f32>(dense, frames, elements, weights, spans, spanCount, out);
  else sums<f64>(dense, frames, elements, weights, spans, spanCount, out);
}

function sums<T>(
  dense: usize,
  frames: usize,
  elements: usize,
  weights: usize,
  spans: usize,
  spanCount: usize,
  out: usize,
): void {
  for (let frame: usize = 0; frame < frames; frame++, dense += elements * sizeof<T>()) {
    let sum: f64 = 0;
    for (let i: usize = 0; i < spanCount; i++) {
      const first: usize = load<u32>(spans + i * 8);
      const end: usize = load<u32>(spans + i * 8, 4);
      sum += spanSum<T>(dense + first * sizeof<T>(), weights + first * 8, end - first);
    }
    store<f64>(out + frame * 8, sum);
  }
}

function spanSum<T>(pixels: usize, weights: usize, count: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; count >= 4; count -= 4, pixels += 4 * sizeof<T>(), weights += 32) {
    const four = loadFour<T>(pixels);
    low = f64x2.add(low, f64x2.mul(lowPair<T>(four), v128.load(weights)));
    high = f64x2.add(high, f64x2.mul(highPair<T>(four, pixels), v128.load(weights, 16)));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; count !== 0; count--, pixels += sizeof<T>(), weights += 8) {
    sum += <f64>load<T>(pixels) * load<f64>(weights);
  }
  return sum;
}

/** Four pixels, each in 32 bits; of float64 only two. */
function loadFour<T>(pixels: usize): v128 {
  if (sizeof<T>() === 1) {
    return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixels)));
  }
  if (sizeof<T>() === 2) return v128.load16x4_u(pixels);
  return v128.load(pixels);
}

/** The two lower ones of {@link loadFour} as float64. */
function lowPair<T>(four: v128): v128 {
  if (sizeof<T>() === 8) return four;
  return isFloat<T>() ? f64x2.promote_low_f32x4(four) : f64x2.convert_low_i32x4_u(four);
}

/** The two upper ones of {@link loadFour} as float64. */
function highPair<T>(four: v128, pixels: usize): v128 {
  if (sizeof<T>() === 8) return v128.load(pixels, 16);
  return lowPair<T>(v128.shuffle<i64>(four, four, 1, 1));
}
