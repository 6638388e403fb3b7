import { packedPlanes, planeCounts, UNIT, unitCount } from "./packed";

/** See KernelTable.packedMaskMax. */
export function packedMaskMax(
  packs: usize,
  frames: usize,
  elements: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  const units = unitCount(elements);
  for (let frame: usize = 0; frame < frames; frame++) {
    const pack: usize = load<u32>(packs + frame * 4);
    for (let index: usize = 0; index < maskCount; index++, out += 8)
      store<f64>(out, <f64>largestIn(pack, units, masks + index * maskBytes));
  }
}

/** A unit with fewer planes than the largest one so far has bits is passed over. */
function largestIn(pack: usize, units: usize, mask: usize): u32 {
  const counts = planeCounts(pack);
  let planes = packedPlanes(pack, units);
  let most: u32 = 0;
  for (let unit: usize = 0; unit < units; unit++, mask += UNIT) {
    const count: usize = load<u8>(counts + unit);
    if (count !== 0 && most >> <u32>(count - 1) <= 1) most = max<u32>(most, unitMax(planes, count, mask));
    planes += count * UNIT;
  }
  return most;
}

/** From the highest plane down: those elements are left that have a bit which others do not have. */
function unitMax(planes: usize, count: usize, mask: usize): u32 {
  let left = v128.load(mask);
  if (!v128.any_true(left)) return 0;
  let most: u32 = 0;
  for (let plane = planes + count * UNIT; plane !== planes; ) {
    plane -= UNIT;
    const set = v128.and(left, v128.load(plane));
    const isSet = v128.any_true(set);
    most = (most << 1) | <u32>isSet;
    if (isSet) left = set;
  }
  return most;
}
