/*
 * The packed form of a frame, see KernelTable: units of 128 elements, each with its planes up to the highest one that
 * is not empty.
 */

/** Bytes of one plane of a unit. */
export const UNIT: usize = 16;

const HEADER: usize = 16;

/** Units of a frame. */
export function unitCount(elements: usize): usize {
  return (elements + 127) >> 7;
}

/** Where a pack says how many planes each unit has, one byte a unit. */
export function planeCounts(pack: usize): usize {
  return pack + HEADER;
}

/** Where the planes of unit 0 begin. */
export function packedPlanes(pack: usize, units: usize): usize {
  return pack + HEADER + ((units + 15) & ~15);
}

/** Planes of the units before `unit`: a sum of bytes, 16 at a time. */
export function planesBefore(counts: usize, unit: usize): usize {
  let sums = i32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= unit; at += 16) {
    const pairs = i16x8.extadd_pairwise_i8x16_u(v128.load(counts + at));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(pairs));
  }
  let total: u32 =
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (; at < unit; at++) total += load<u8>(counts + at);
  return total;
}

/**
 * Sum of the elements of one unit that lie in a mask of two words. From the highest plane down, each plane counts
 * twice the one below.
 */
export function unitSum(planes: usize, count: usize, mask0: u64, mask1: u64): u64 {
  let sum: u64 = 0;
  for (let plane = planes + count * UNIT; plane !== planes; ) {
    plane -= UNIT;
    sum += sum + popcnt<u64>(load<u64>(plane) & mask0) + popcnt<u64>(load<u64>(plane, 8) & mask1);
  }
  return sum;
}

/** Sets up the header and the plane counts of a pack; gives where the planes of unit 0 go. */
export function beginPack(pack: usize, units: usize): usize {
  const planes = packedPlanes(pack, units);
  memory.fill(pack, 0, planes - pack);
  return planes;
}

/**
 * Finishes one unit of which the lower `present` of `bits` planes were written to `planes`, the others being empty:
 * leaves out what is not valid and empty planes above, and adds to the header. Gives where the next unit goes.
 */
export function endUnit(
  pack: usize,
  unit: usize,
  planes: usize,
  present: usize,
  bits: usize,
  valid: usize,
): usize {
  const mask = v128.load(valid);
  let count = present;
  for (; count >= 8; count -= 8)
    if (v128.any_true(v128.and(eightPlanes(planes + (count - 8) * UNIT), mask))) break;
  while (count !== 0 && !v128.any_true(v128.and(v128.load(planes + (count - 1) * UNIT), mask))) count--;
  const end = planes + count * UNIT;
  for (let plane = planes; plane !== end; plane += UNIT) {
    v128.store(plane, v128.and(v128.load(plane), mask));
  }
  store<u8>(planeCounts(pack) + unit, <u8>count);
  store<u64>(pack, load<u64>(pack) + unitSum(planes, count, u64.MAX_VALUE, u64.MAX_VALUE));
  if (count === bits) store<u32>(pack + 8, load<u32>(pack + 8) + saturated(planes, end));
  return end;
}

/** Notes the length of a pack that ends at `end`, and gives it. */
export function endPack(pack: usize, end: usize): usize {
  store<u32>(pack + 12, <u32>(end - pack));
  return end - pack;
}

function eightPlanes(plane: usize): v128 {
  const a = v128.or(v128.load(plane), v128.load(plane, 16));
  const b = v128.or(v128.load(plane, 32), v128.load(plane, 48));
  const c = v128.or(v128.load(plane, 64), v128.load(plane, 80));
  const d = v128.or(v128.load(plane, 96), v128.load(plane, 112));
  return v128.or(v128.or(a, b), v128.or(c, d));
}

/** Elements whose bits are set in all planes. */
function saturated(planes: usize, end: usize): u32 {
  let word0 = u64.MAX_VALUE;
  let word1 = u64.MAX_VALUE;
  for (let plane = planes; plane !== end; plane += UNIT) {
    word0 &= load<u64>(plane);
    word1 &= load<u64>(plane, 8);
  }
  return <u32>(popcnt<u64>(word0) + popcnt<u64>(word1));
}
