import { packedPlanes, planeCounts, UNIT, unitCount } from "./packed";
import { appendWord, endWords, HEADER, tagOf } from "./words";

/** See KernelTable.packedWords. */
export function packedWords(
  packs: usize,
  frames: usize,
  elements: usize,
  words: usize,
  wordStride: usize,
): void {
  const units = unitCount(elements);
  for (let frame: usize = 0; frame < frames; frame++, words += wordStride) {
    const pack: usize = load<u32>(packs + frame * 4);
    const counts = planeCounts(pack);
    let plane = packedPlanes(pack, units);
    let at = words + HEADER;
    for (let unit: usize = 0; unit < units; unit++) {
      const count: usize = load<u8>(counts + unit);
      for (let bit: usize = 0; bit < count; bit++, plane += UNIT)
        at = appendWord(at, v128.load(plane), tagOf(unit << 7, bit));
    }
    endWords(words, at);
  }
}
