/**
 * Elements summed before partial sums go to float64. Pixels and four expanded masks of a tile fit the first cache,
 * and no 32-bit accumulator can overflow: it takes TILE / 4 values of at most 2^16, or TILE / 4 of 2^10.
 */
const TILE: usize = 2048;

/** See KernelTable.denseMaskSums. */
export function denseMaskSums(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  scratch: usize,
  masksChanged: i32,
  out: usize,
): void {
  if (dtype === 0) sums<u8>(dense, frames, elements, masks, maskCount, maskBytes, scratch, masksChanged, out);
  else if (dtype === 1)
    sums<u16>(dense, frames, elements, masks, maskCount, maskBytes, scratch, masksChanged, out);
  else if (dtype === 2)
    sums<u32>(dense, frames, elements, masks, maskCount, maskBytes, scratch, masksChanged, out);
  else if (dtype === 3)
    sums<f32>(dense, frames, elements, masks, maskCount, maskBytes, scratch, masksChanged, out);
  else sums<f64>(dense, frames, elements, masks, maskCount, maskBytes, scratch, masksChanged, out);
}

function sums<T>(
  dense: usize,
  frames: usize,
  elements: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  scratch: usize,
  masksChanged: i32,
  out: usize,
): void {
  const maskStride = ((elements + 15) & ~15) * sizeof<T>();
  if (masksChanged) expandMasks<T>(masks, maskCount, maskBytes, elements, scratch, maskStride);
  startSums<T>(masks, maskCount, maskBytes, frames, out);
  const end = min(elements, endOfMasks(masks, maskCount, maskBytes));
  for (let start = startOfMasks(masks, maskCount, maskBytes); start < end; start += TILE) {
    const length = min(TILE, end - start);
    const mask = scratch + start * sizeof<T>();
    for (let frame: usize = 0; frame < frames; frame++) {
      const pixels = dense + (frame * elements + start) * sizeof<T>();
      addTile<T>(pixels, length, mask, maskStride, maskCount, out + frame * maskCount * 8);
    }
  }
}

/** The first element that may lie in one of the masks, a multiple of 64. */
function startOfMasks(masks: usize, maskCount: usize, maskBytes: usize): usize {
  let at: usize = 0;
  while (at < maskBytes && !isMarked(masks, maskCount, maskBytes, at)) at += 8;
  return at << 3;
}

/** The end of the elements that may lie in one of the masks, a multiple of 64. */
function endOfMasks(masks: usize, maskCount: usize, maskBytes: usize): usize {
  let at = maskBytes;
  while (at > 0 && !isMarked(masks, maskCount, maskBytes, at - 8)) at -= 8;
  return at << 3;
}

/** Whether any mask has one of the 64 elements of the word at a byte. */
function isMarked(masks: usize, maskCount: usize, maskBytes: usize, at: usize): bool {
  for (let index: usize = 0; index < maskCount; index++)
    if (load<u64>(masks + index * maskBytes + at) !== 0) return true;
  return false;
}

/** Every mask as lanes of T, all bits set or none. */
function expandMasks<T>(
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  elements: usize,
  scratch: usize,
  maskStride: usize,
): void {
  for (let index: usize = 0; index < maskCount; index++) {
    const mask = masks + index * maskBytes;
    const lanes = scratch + index * maskStride;
    for (let element: usize = 0; element < elements; element++) {
      const bit: u32 = (<u32>load<u8>(mask + (element >> 3)) >> (<u32>element & 7)) & 1;
      if (sizeof<T>() === 1) store<u8>(lanes + element, <u8>(0 - bit));
      else if (sizeof<T>() === 2) store<u16>(lanes + element * 2, <u16>(0 - bit));
      else if (sizeof<T>() === 4) store<u32>(lanes + element * 4, 0 - bit);
      else store<i64>(lanes + element * 8, -(<i64>bit));
    }
  }
}

/** What was taken from every pixel before summing: uint16 becomes int16, for the one fast 16-bit dot product. */
function bias<T>(): f64 {
  return !isFloat<T>() && sizeof<T>() === 2 ? 32768 : 0;
}

/** Sets all sums to what the bias of their masked pixels took away. */
function startSums<T>(masks: usize, maskCount: usize, maskBytes: usize, frames: usize, out: usize): void {
  for (let index: usize = 0; index < maskCount; index++) {
    let count: u64 = 0;
    if (bias<T>() !== 0) {
      for (let at: usize = 0; at < maskBytes; at += 8)
        count += popcnt<u64>(load<u64>(masks + index * maskBytes + at));
    }
    const offset = bias<T>() * <f64>count;
    for (let frame: usize = 0; frame < frames; frame++)
      store<f64>(out + (frame * maskCount + index) * 8, offset);
  }
}

/** Adds one tile of one frame to the frame's sums. */
function addTile<T>(
  pixels: usize,
  length: usize,
  mask: usize,
  maskStride: usize,
  maskCount: usize,
  out: usize,
): void {
  let index: usize = 0;
  for (; index + 4 <= maskCount; index += 4) {
    addTile4<T>(pixels, length, mask + index * maskStride, maskStride, out + index * 8);
  }
  for (; index < maskCount; index++) addTile1<T>(pixels, length, mask + index * maskStride, out + index * 8);
}

/** Four masks at once: each vector of pixels is loaded once. */
function addTile4<T>(pixels: usize, length: usize, mask0: usize, maskStride: usize, out: usize): void {
  const mask1 = mask0 + maskStride;
  const mask2 = mask1 + maskStride;
  const mask3 = mask2 + maskStride;
  const bytes = length * sizeof<T>();
  const whole = bytes & ~15;
  let sum0 = i64x2.splat(0);
  let sum1 = i64x2.splat(0);
  let sum2 = i64x2.splat(0);
  let sum3 = i64x2.splat(0);
  for (let at: usize = 0; at < whole; at += 16) {
    const values = loadBiased<T>(pixels + at);
    sum0 = addLanes<T>(sum0, values, v128.load(mask0 + at));
    sum1 = addLanes<T>(sum1, values, v128.load(mask1 + at));
    sum2 = addLanes<T>(sum2, values, v128.load(mask2 + at));
    sum3 = addLanes<T>(sum3, values, v128.load(mask3 + at));
  }
  addTo(out, total<T>(sum0) + rest<T>(pixels, mask0, whole, bytes));
  addTo(out + 8, total<T>(sum1) + rest<T>(pixels, mask1, whole, bytes));
  addTo(out + 16, total<T>(sum2) + rest<T>(pixels, mask2, whole, bytes));
  addTo(out + 24, total<T>(sum3) + rest<T>(pixels, mask3, whole, bytes));
}

/** One mask; four accumulators hide the latency of the additions. */
function addTile1<T>(pixels: usize, length: usize, mask: usize, out: usize): void {
  const bytes = length * sizeof<T>();
  const whole = bytes & ~15;
  let sum0 = i64x2.splat(0);
  let sum1 = i64x2.splat(0);
  let sum2 = i64x2.splat(0);
  let sum3 = i64x2.splat(0);
  let at: usize = 0;
  for (; at + 64 <= whole; at += 64) {
    sum0 = addLanes<T>(sum0, loadBiased<T>(pixels + at), v128.load(mask + at));
    sum1 = addLanes<T>(sum1, loadBiased<T>(pixels + at + 16), v128.load(mask + at, 16));
    sum2 = addLanes<T>(sum2, loadBiased<T>(pixels + at + 32), v128.load(mask + at, 32));
    sum3 = addLanes<T>(sum3, loadBiased<T>(pixels + at + 48), v128.load(mask + at, 48));
  }
  for (; at < whole; at += 16) {
    sum0 = addLanes<T>(sum0, loadBiased<T>(pixels + at), v128.load(mask + at));
  }
  const vectors = total<T>(sum0) + total<T>(sum1) + total<T>(sum2) + total<T>(sum3);
  addTo(out, vectors + rest<T>(pixels, mask, whole, bytes));
}

function addTo(out: usize, value: f64): void {
  store<f64>(out, load<f64>(out) + value);
}

function loadBiased<T>(pointer: usize): v128 {
  const values = v128.load(pointer);
  return bias<T>() !== 0 ? v128.xor(values, i16x8.splat(-32768)) : values;
}

/** Accumulator lanes: int32 for uint8 and uint16, int64 for uint32, float64 for floats. */
function addLanes<T>(sum: v128, values: v128, mask: v128): v128 {
  // The mask's lanes are -1, hence the subtraction.
  if (bias<T>() !== 0) return i32x4.sub(sum, i32x4.dot_i16x8_s(values, mask));
  const masked = v128.and(values, mask);
  if (sizeof<T>() === 8) return f64x2.add(sum, masked);
  if (isFloat<T>()) {
    const high = v128.shuffle<u32>(masked, masked, 2, 3, 2, 3);
    return f64x2.add(f64x2.add(sum, f64x2.promote_low_f32x4(masked)), f64x2.promote_low_f32x4(high));
  }
  if (sizeof<T>() === 1) {
    return i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(masked)));
  }
  const low = v128.and(masked, i64x2.splat(0xffffffff));
  return i64x2.add(i64x2.add(sum, low), i64x2.shr_u(masked, 32));
}

/** Sum over the accumulator's lanes. */
function total<T>(sum: v128): f64 {
  if (isFloat<T>()) return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  if (sizeof<T>() === 4) return <f64>(i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1));
  const pairs = i64x2.add(i64x2.extend_low_i32x4_s(sum), i64x2.extend_high_i32x4_s(sum));
  return <f64>(i64x2.extract_lane(pairs, 0) + i64x2.extract_lane(pairs, 1));
}

/** The pixels after the last whole vector, biased like the others. */
function rest<T>(pixels: usize, mask: usize, from: usize, to: usize): f64 {
  let sum: f64 = 0;
  for (let at = from; at < to; at += sizeof<T>()) {
    if (load<u8>(mask + at)) sum += <f64>load<T>(pixels + at) - bias<T>();
  }
  return sum;
}
