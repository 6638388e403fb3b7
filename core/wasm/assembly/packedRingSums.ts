import { packedPlanes, planeCounts, UNIT, unitCount } from "./packed";

/** See KernelTable.packedRingSums. Counts are few, so each set bit is taken to its ring by itself. */
export function packedRingSums(
  packs: usize,
  frames: usize,
  elements: usize,
  labels: usize,
  rings: usize,
  out: usize,
): void {
  const units = unitCount(elements);
  for (let frame: usize = 0; frame < frames; frame++, out += rings * 8) {
    const pack: usize = load<u32>(packs + frame * 4);
    memory.fill(out, 0, rings * 8);
    let planes = packedPlanes(pack, units);
    for (let unit: usize = 0; unit < units; unit++) {
      const end = planes + <usize>load<u8>(planeCounts(pack) + unit) * UNIT;
      const label = labels + (unit << 8);
      for (let weight: u64 = 1; planes !== end; planes += UNIT, weight <<= 1) {
        addWord(load<u64>(planes), weight, label, <u32>rings, out);
        addWord(load<u64>(planes, 8), weight, label + 128, <u32>rings, out);
      }
    }
    for (let ring: usize = 0; ring < rings; ring++)
      store<f64>(out + ring * 8, <f64>load<u64>(out + ring * 8));
  }
}

function addWord(word: u64, weight: u64, labels: usize, rings: u32, out: usize): void {
  for (; word; word &= word - 1) {
    const ring: u32 = load<u16>(labels + <usize>ctz<u64>(word) * 2);
    if (ring >= rings) continue;
    const sum = out + <usize>ring * 8;
    store<u64>(sum, load<u64>(sum) + weight);
  }
}
