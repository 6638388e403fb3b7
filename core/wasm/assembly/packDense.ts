import { beginPack, endPack, endUnit, UNIT, unitCount } from "./packed";
import { gatherRaw } from "./packPlanes";

/** See KernelTable.packDense. */
export function packDense(
  dense: usize,
  elements: usize,
  elementBytes: usize,
  valid: usize,
  pack: usize,
): usize {
  if (elementBytes === 1) return packPixels<u8>(dense, elements, valid, pack);
  if (elementBytes === 2) return packPixels<u16>(dense, elements, valid, pack);
  return packPixels<u32>(dense, elements, valid, pack);
}

function packPixels<T>(dense: usize, elements: usize, valid: usize, pack: usize): usize {
  const units = unitCount(elements);
  let target = beginPack(pack, units);
  for (let unit: usize = 0; unit < units; unit++) {
    const first = unit << 7;
    const pixels = dense + first * sizeof<T>();
    if (first + 128 <= elements) sliceUnit<T>(pixels, target);
    else sliceRest<T>(pixels, elements - first, target);
    target = endUnit(pack, unit, target, sizeof<T>() * 8, sizeof<T>() * 8, valid + unit * UNIT);
  }
  return endPack(pack, target);
}

function sliceUnit<T>(pixels: usize, target: usize): void {
  for (let group: usize = 0; group < 8; group++) {
    const from = pixels + group * 16 * sizeof<T>();
    const to = target + group * 2;
    if (sizeof<T>() === 1) {
      sliceBytes(v128.load(from), to);
    } else if (sizeof<T>() === 2) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      sliceBytes(evenBytes(a, b), to);
      sliceBytes(oddBytes(a, b), to + 8 * UNIT);
    } else {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      const d = v128.load(from, 48);
      const even0 = evenBytes(a, b);
      const even1 = evenBytes(c, d);
      const odd0 = oddBytes(a, b);
      const odd1 = oddBytes(c, d);
      sliceBytes(evenBytes(even0, even1), to);
      sliceBytes(evenBytes(odd0, odd1), to + 8 * UNIT);
      sliceBytes(oddBytes(even0, even1), to + 16 * UNIT);
      sliceBytes(oddBytes(odd0, odd1), to + 24 * UNIT);
    }
  }
}

/** The 8 bits of 16 bytes, each as 16 bits of its plane; the highest bit is the one that can be gathered. */
function sliceBytes(bytes: v128, target: usize): void {
  if (!v128.any_true(bytes)) {
    for (let bit: usize = 0; bit < 8; bit++) store<u16>(target + bit * UNIT, 0);
    return;
  }
  for (let bit: isize = 7; bit >= 0; bit--) {
    store<u16>(target + <usize>bit * UNIT, <u16>i8x16.bitmask(bytes));
    bytes = i8x16.add(bytes, bytes);
  }
}

function evenBytes(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

function oddBytes(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/** The last unit, where less than 128 elements are left. */
function sliceRest<T>(pixels: usize, count: usize, target: usize): void {
  memory.fill(target, 0, sizeof<T>() * 8 * UNIT);
  for (let element: usize = 0; element < count; element += 8) {
    gatherRaw(pixels + element * sizeof<T>(), min(8, count - element), sizeof<T>(), target + (element >> 3));
  }
}
