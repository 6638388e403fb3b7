/** See KernelTable.denseRingSums. */
export function denseRingSums(
  dense: usize,
  frames: usize,
  elements: usize,
  dtype: i32,
  labels: usize,
  rings: usize,
  out: usize,
): void {
  if (dtype === 0) sumRings<u8>(dense, frames, elements, labels, rings, out);
  else if (dtype === 1) sumRings<u16>(dense, frames, elements, labels, rings, out);
  else if (dtype === 2) sumRings<u32>(dense, frames, elements, labels, rings, out);
  else if (dtype === 3) sumRings<f32>(dense, frames, elements, labels, rings, out);
  else sumRings<f64>(dense, frames, elements, labels, rings, out);
}

function sumRings<T>(
  dense: usize,
  frames: usize,
  elements: usize,
  labels: usize,
  rings: usize,
  out: usize,
): void {
  memory.fill(out, 0, frames * rings * 8);
  for (let frame: usize = 0; frame < frames; frame++, out += rings * 8) {
    for (let element: usize = 0; element < elements; element++, dense += sizeof<T>()) {
      const ring: usize = load<u16>(labels + element * 2);
      if (ring >= rings) continue;
      store<f64>(out + ring * 8, load<f64>(out + ring * 8) + <f64>load<T>(dense));
    }
  }
}
