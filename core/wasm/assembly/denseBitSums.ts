/** See KernelTable.denseBitSums. */
export function denseBitSums(
  dense: usize,
  elements: usize,
  dtype: i32,
  masks: usize,
  maskCount: usize,
  maskBytes: usize,
  out: usize,
): void {
  for (let index: usize = 0; index < maskCount; index++, masks += maskBytes, out += 8) {
    if (dtype === 0) store<f64>(out, <f64>integerSum<u8>(dense, elements, masks));
    else if (dtype === 1) store<f64>(out, <f64>integerSum<u16>(dense, elements, masks));
    else if (dtype === 2) store<f64>(out, <f64>integerSum<u32>(dense, elements, masks));
    else if (dtype === 3) store<f64>(out, floatSum<f32>(dense, elements, masks));
    else store<f64>(out, floatSum<f64>(dense, elements, masks));
  }
}

/** Masks are mostly empty: 64 elements are passed over at a time. Padding bits are 0. */
function integerSum<T>(dense: usize, elements: usize, mask: usize): u64 {
  let sum: u64 = 0;
  for (let start: usize = 0; start < elements; start += 64) {
    const word = load<u64>(mask + (start >> 3));
    const pixels = dense + start * sizeof<T>();
    if (word === u64.MAX_VALUE) {
      for (let i: usize = 0; i < 64; i++) sum += <u64>load<T>(pixels + i * sizeof<T>());
    } else {
      for (let bits = word; bits; bits &= bits - 1)
        sum += <u64>load<T>(pixels + <usize>ctz<u64>(bits) * sizeof<T>());
    }
  }
  return sum;
}

function floatSum<T>(dense: usize, elements: usize, mask: usize): f64 {
  let sum: f64 = 0;
  for (let start: usize = 0; start < elements; start += 64) {
    const pixels = dense + start * sizeof<T>();
    for (let bits = load<u64>(mask + (start >> 3)); bits; bits &= bits - 1)
      sum += <f64>load<T>(pixels + <usize>ctz<u64>(bits) * sizeof<T>());
  }
  return sum;
}
