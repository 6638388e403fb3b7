import { packedPlanes, planeCounts, planesBefore, UNIT, unitCount } from "./packed";

/** See KernelTable.packedWeightedSums. Counts are few, so the weight of each set bit is added by itself. */
export function packedWeightedSums(
  packs: usize,
  frames: usize,
  elements: usize,
  weights: usize,
  first: usize,
  end: usize,
  out: usize,
): void {
  const units = unitCount(elements);
  const firstUnit = first >> 7;
  const endUnit = unitCount(end);
  for (let frame: usize = 0; frame < frames; frame++, out += 8) {
    const pack: usize = load<u32>(packs + frame * 4);
    const counts = planeCounts(pack);
    let planes = packedPlanes(pack, units) + planesBefore(counts, firstUnit) * UNIT;
    let sum: f64 = 0;
    for (let unit = firstUnit; unit < endUnit; unit++) {
      const next = planes + <usize>load<u8>(counts + unit) * UNIT;
      if (next !== planes) sum += unitWeighted(planes, next, weights + (unit << 10));
      planes = next;
    }
    store<f64>(out, sum);
  }
}

/** From the highest plane down, each plane counts twice the one below. */
function unitWeighted(planes: usize, end: usize, weights: usize): f64 {
  let sum: f64 = 0;
  for (let plane = end; plane !== planes; ) {
    plane -= UNIT;
    sum += sum;
    sum += wordWeights(load<u64>(plane), weights) + wordWeights(load<u64>(plane, 8), weights + 512);
  }
  return sum;
}

function wordWeights(word: u64, weights: usize): f64 {
  let sum: f64 = 0;
  for (; word; word &= word - 1) sum += load<f64>(weights + ((<usize>ctz<u64>(word)) << 3));
  return sum;
}
