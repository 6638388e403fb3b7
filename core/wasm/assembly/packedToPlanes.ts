import { packedPlanes, planeCounts, UNIT, unitCount } from "./packed";

/** See KernelTable.packedToPlanes. */
export function packedToPlanes(pack: usize, elements: usize, elementBytes: usize, planes: usize): usize {
  const units = unitCount(elements);
  const counts = planeCounts(pack);
  const planeBytes = elements >> 3;
  let from = packedPlanes(pack, units);
  memory.fill(planes, 0, elements * elementBytes);
  for (let unit: usize = 0; unit < units; unit++) {
    const count: usize = load<u8>(counts + unit);
    const to = planes + unit * UNIT;
    if ((unit + 1) * UNIT <= planeBytes) {
      for (let bit: usize = 0; bit < count; bit++)
        v128.store(to + bit * planeBytes, v128.load(from + bit * UNIT));
    } else {
      const bytes = planeBytes - unit * UNIT;
      for (let bit: usize = 0; bit < count; bit++)
        memory.copy(to + bit * planeBytes, from + bit * UNIT, bytes);
      const tail = planes + planeBytes * 8 * elementBytes;
      storeTail(from + bytes, count, elements & 7, elementBytes, tail);
    }
    from += count * UNIT;
  }
  return max(8, elements & ~7);
}

/** The last (elements mod 8) elements, raw; their bits are in one byte of each plane. */
function storeTail(byte: usize, count: usize, elements: usize, elementBytes: usize, tail: usize): void {
  for (let element: usize = 0; element < elements; element++) {
    let value: u32 = 0;
    for (let bit: usize = 0; bit < count; bit++) {
      value |= ((<u32>load<u8>(byte + bit * UNIT) >> <u32>element) & 1) << (<u32>bit);
    }
    const target = tail + element * elementBytes;
    if (elementBytes === 1) store<u8>(target, <u8>value);
    else if (elementBytes === 2) store<u16>(target, <u16>value);
    else store<u32>(target, value);
  }
}
