/** A pixel's uint32 accumulator can take this many frames of uint16 without overflow. */
const FRAMES_AT_ONCE: usize = 65536;

/** See KernelTable.denseFrameSum. */
export function denseFrameSum(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  accumulator: usize,
): void {
  if (dtype === 0) addFrames<u8>(dense, frames, elements, accumulator);
  else if (dtype === 1) addFrames<u16>(dense, frames, elements, accumulator);
  else if (dtype === 2) addPixels<u32>(dense, frames, elements, 0, accumulator);
  else if (dtype === 3) addPixels<f32>(dense, frames, elements, 0, accumulator);
  else addPixels<f64>(dense, frames, elements, 0, accumulator);
}

function addFrames<T>(dense: usize, frames: usize, elements: usize, accumulator: usize): void {
  for (let first: usize = 0; first < frames; first += FRAMES_AT_ONCE) {
    const count = min(FRAMES_AT_ONCE, frames - first);
    const start = dense + first * elements * sizeof<T>();
    let element: usize = 0;
    for (; elements - element >= 16; element += 16) {
      addColumn16<T>(start + element * sizeof<T>(), count, elements * sizeof<T>(), accumulator + element * 8);
    }
    addPixels<T>(start, count, elements, element, accumulator);
  }
}

/** 16 pixels through all frames, summed as uint32. */
function addColumn16<T>(pixels: usize, frames: usize, frameBytes: usize, accumulator: usize): void {
  let sum0 = i32x4.splat(0);
  let sum1 = i32x4.splat(0);
  let sum2 = i32x4.splat(0);
  let sum3 = i32x4.splat(0);
  for (; frames; frames--, pixels += frameBytes) {
    let low: v128;
    let high: v128;
    if (sizeof<T>() === 1) {
      const values = v128.load(pixels);
      low = i16x8.extend_low_i8x16_u(values);
      high = i16x8.extend_high_i8x16_u(values);
    } else {
      low = v128.load(pixels);
      high = v128.load(pixels, 16);
    }
    sum0 = i32x4.add(sum0, i32x4.extend_low_i16x8_u(low));
    sum1 = i32x4.add(sum1, i32x4.extend_high_i16x8_u(low));
    sum2 = i32x4.add(sum2, i32x4.extend_low_i16x8_u(high));
    sum3 = i32x4.add(sum3, i32x4.extend_high_i16x8_u(high));
  }
  add4(accumulator, sum0);
  add4(accumulator + 32, sum1);
  add4(accumulator + 64, sum2);
  add4(accumulator + 96, sum3);
}

/** Adds four uint32 to four float64. */
function add4(accumulator: usize, sums: v128): void {
  const high = v128.shuffle<u32>(sums, sums, 2, 3, 2, 3);
  v128.store(accumulator, f64x2.add(v128.load(accumulator), f64x2.convert_low_i32x4_u(sums)));
  v128.store(accumulator, f64x2.add(v128.load(accumulator, 16), f64x2.convert_low_i32x4_u(high)), 16);
}

/** Pixels from `first` on, one by one. */
function addPixels<T>(dense: usize, frames: usize, elements: usize, first: usize, accumulator: usize): void {
  for (let frame: usize = 0; frame < frames; frame++) {
    const pixels = dense + frame * elements * sizeof<T>();
    for (let element = first; element < elements; element++) {
      const sum = accumulator + element * 8;
      store<f64>(sum, load<f64>(sum) + <f64>load<T>(pixels + element * sizeof<T>()));
    }
  }
}
