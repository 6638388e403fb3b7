/** Bytes of a packed mask over `elements` elements: whole 16-byte vectors (core/wasm/kernelTable.ts). */
export function maskByteLength(elements: number): number {
  return Math.ceil(elements / 128) * 16;
}

/** Packs a mask of 0 and other numbers: bit i % 8 of byte i / 8 is element i; padding bits are 0. */
export function packMask(mask: ArrayLike<number>): Uint8Array {
  const packed = new Uint8Array(maskByteLength(mask.length));
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 0) packed[i >> 3]! |= 1 << (i & 7);
  }
  return packed;
}
