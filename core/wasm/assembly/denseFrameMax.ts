/** See KernelTable.denseFrameMax. */
export function denseFrameMax(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  largest: usize,
): void {
  if (dtype === 0) raise<u8>(dense, frames, elements, largest);
  else if (dtype === 1) raise<u16>(dense, frames, elements, largest);
  else if (dtype === 2) raise<u32>(dense, frames, elements, largest);
  else if (dtype === 3) raise<f32>(dense, frames, elements, largest);
  else raise<f64>(dense, frames, elements, largest);
}

function raise<T>(dense: usize, frames: usize, elements: usize, largest: usize): void {
  const bytes = elements * sizeof<T>();
  const whole = bytes & ~15;
  for (let frame: usize = 0; frame < frames; frame++, dense += bytes) {
    for (let at: usize = 0; at < whole; at += 16) {
      v128.store(largest + at, larger<T>(v128.load(largest + at), v128.load(dense + at)));
    }
    for (let at = whole; at < bytes; at += sizeof<T>()) {
      if (load<T>(largest + at) < load<T>(dense + at)) store<T>(largest + at, load<T>(dense + at));
    }
  }
}

/** A NaN among the values leaves the largest as it is. */
function larger<T>(largest: v128, values: v128): v128 {
  if (isFloat<T>()) return v128.pmax<T>(largest, values);
  if (sizeof<T>() === 1) return i8x16.max_u(largest, values);
  return sizeof<T>() === 2 ? i16x8.max_u(largest, values) : i32x4.max_u(largest, values);
}
