import { packedPlanes, planeCounts, planesBefore, UNIT, unitCount, unitSum } from "./packed";

/** See KernelTable.packedMaskSums. Only the units between the first and the last that a mask touches are looked at. */
export function packedMaskSums(
  packs: usize,
  frames: usize,
  elements: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  complements: usize,
  out: usize,
): void {
  const units = unitCount(elements);
  const first = firstUnit(masks, maskCount, maskBytes, units);
  const end = endOfUnits(masks, maskCount, maskBytes, units, first);
  for (let frame: usize = 0; frame < frames; frame++) {
    const pack: usize = load<u32>(packs + frame * 4);
    const sums = out + frame * maskCount * 8;
    const planes = packedPlanes(pack, units) + planesBefore(planeCounts(pack), first) * UNIT;
    if (maskCount === 1) {
      store<u64>(sums, sumOne(pack, planes, first, end, masks));
    } else {
      memory.fill(sums, 0, maskCount * 8);
      sumAll(pack, planes, first, end, masks, maskCount, maskBytes, sums);
    }
    finishSums(pack, maskCount, complements, sums);
  }
}

function sumOne(pack: usize, planes: usize, first: usize, end: usize, mask: usize): u64 {
  const counts = planeCounts(pack);
  let sum: u64 = 0;
  for (let unit = first; unit < end; unit++) {
    const count: usize = load<u8>(counts + unit);
    const mask0 = load<u64>(mask + unit * UNIT);
    const mask1 = load<u64>(mask + unit * UNIT, 8);
    sum += unitSum(planes, count, mask0, mask1);
    planes += count * UNIT;
  }
  return sum;
}

/** Several masks: a unit stays in the first cache while all of them look at it. */
function sumAll(
  pack: usize,
  planes: usize,
  first: usize,
  end: usize,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  sums: usize,
): void {
  const counts = planeCounts(pack);
  for (let unit = first; unit < end; unit++) {
    const count: usize = load<u8>(counts + unit);
    if (count === 0) continue;
    let mask = masks + unit * UNIT;
    for (let index: usize = 0; index < maskCount; index++, mask += maskBytes) {
      const mask0 = load<u64>(mask);
      const mask1 = load<u64>(mask, 8);
      if ((mask0 | mask1) === 0) continue;
      const sum = sums + index * 8;
      store<u64>(sum, load<u64>(sum) + unitSum(planes, count, mask0, mask1));
    }
    planes += count * UNIT;
  }
}

/** Exact sums become float64; where the mask is a complement, its sum is taken from the frame's total. */
function finishSums(pack: usize, maskCount: usize, complements: usize, sums: usize): void {
  const total = load<u64>(pack);
  for (let index: usize = 0; index < maskCount; index++) {
    const sum = load<u64>(sums + index * 8);
    store<f64>(sums + index * 8, <f64>(load<u8>(complements + index) ? total - sum : sum));
  }
}

function touches(masks: usize, maskCount: usize, maskBytes: usize, unit: usize): bool {
  for (let index: usize = 0; index < maskCount; index++) {
    if (v128.any_true(v128.load(masks + index * maskBytes + unit * UNIT))) return true;
  }
  return false;
}

function firstUnit(masks: usize, maskCount: usize, maskBytes: usize, units: usize): usize {
  let unit: usize = 0;
  while (unit < units && !touches(masks, maskCount, maskBytes, unit)) unit++;
  return unit;
}

function endOfUnits(masks: usize, maskCount: usize, maskBytes: usize, units: usize, first: usize): usize {
  while (units > first && !touches(masks, maskCount, maskBytes, units - 1)) units--;
  return units;
}
