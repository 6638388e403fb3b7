/** See KernelTable.denseSquareSum. */
export function denseSquareSum(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  accumulator: usize,
): void {
  if (dtype === 0) addPixels<u8>(dense, frames, elements, 0, accumulator);
  else if (dtype === 1) addCounts(dense, frames, elements, accumulator);
  else if (dtype === 2) addPixels<u32>(dense, frames, elements, 0, accumulator);
  else if (dtype === 3) addPixels<f32>(dense, frames, elements, 0, accumulator);
  else addPixels<f64>(dense, frames, elements, 0, accumulator);
}

/** uint16, 8 pixels through all frames in integers. */
function addCounts(dense: usize, frames: usize, elements: usize, accumulator: usize): void {
  const whole = elements & ~7;
  for (let element: usize = 0; element < whole; element += 8) {
    let sum0 = i64x2.splat(0);
    let sum1 = i64x2.splat(0);
    let sum2 = i64x2.splat(0);
    let sum3 = i64x2.splat(0);
    let pixels = dense + element * 2;
    for (let frame: usize = 0; frame < frames; frame++, pixels += elements * 2) {
      const values = v128.load(pixels);
      const low = i32x4.extmul_low_i16x8_u(values, values);
      const high = i32x4.extmul_high_i16x8_u(values, values);
      sum0 = i64x2.add(sum0, i64x2.extend_low_i32x4_u(low));
      sum1 = i64x2.add(sum1, i64x2.extend_high_i32x4_u(low));
      sum2 = i64x2.add(sum2, i64x2.extend_low_i32x4_u(high));
      sum3 = i64x2.add(sum3, i64x2.extend_high_i32x4_u(high));
    }
    const target = accumulator + element * 8;
    addPair(target, sum0);
    addPair(target + 16, sum1);
    addPair(target + 32, sum2);
    addPair(target + 48, sum3);
  }
  addPixels<u16>(dense, frames, elements, whole, accumulator);
}

function addPair(target: usize, sums: v128): void {
  store<f64>(target, load<f64>(target) + <f64>(<u64>i64x2.extract_lane(sums, 0)));
  store<f64>(target, load<f64>(target, 8) + <f64>(<u64>i64x2.extract_lane(sums, 1)), 8);
}

/** Pixels from `first` on, one by one, in float64. */
function addPixels<T>(dense: usize, frames: usize, elements: usize, first: usize, accumulator: usize): void {
  for (let frame: usize = 0; frame < frames; frame++, dense += elements * sizeof<T>()) {
    for (let element = first; element < elements; element++) {
      const value = <f64>load<T>(dense + element * sizeof<T>());
      const sum = accumulator + element * 8;
      store<f64>(sum, load<f64>(sum) + value * value);
    }
  }
}
