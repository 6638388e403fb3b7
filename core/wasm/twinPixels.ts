import { planesToPixels } from "../formats/codec/bitshuffle.js";

/* What the twins of the kernels share. */

/** By dtype code. */
const pixelArrays = [Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array] as const;

/** A view of `byteLength` bytes of memory. */
export function bytesAt(memory: WebAssembly.Memory, pointer: number, byteLength: number): Uint8Array {
  return new Uint8Array(memory.buffer, pointer, byteLength);
}

/** Pixels of any dtype that a cube can hold. */
export type Pixels = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A copy of one dense frame, since a view would need an aligned pointer. */
export function framePixels(
  memory: WebAssembly.Memory,
  dense: number,
  frame: number,
  elements: number,
  dtype: number,
): Pixels {
  const PixelArray = pixelArrays[dtype as 0 | 1 | 2 | 3 | 4];
  const byteLength = elements * PixelArray.BYTES_PER_ELEMENT;
  return new PixelArray(bytesAt(memory, dense + frame * byteLength, byteLength).slice().buffer);
}

/** The pixels of one frame of unsigned integers in planes. */
export function decodePlanes(
  planes: Uint8Array,
  elements: number,
  elementBytes: number,
  blockElements: number,
): Pixels {
  const bytes = new Uint8Array(elements * elementBytes);
  planesToPixels(planes, elements, elementBytes, blockElements, bytes);
  return new pixelArrays[Math.log2(elementBytes) as 0 | 1 | 2](bytes.buffer);
}

/** True when a packed mask has the element. */
export function isInside(mask: Uint8Array, element: number): boolean {
  return ((mask[element >> 3]! >> (element & 7)) & 1) === 1;
}

/** Sum of the pixels in a packed mask. */
export function maskedSum(pixels: Pixels, mask: Uint8Array): number {
  let sum = 0;
  for (let element = 0; element < pixels.length; element++) {
    if (isInside(mask, element)) sum += pixels[element]!;
  }
  return sum;
}

/** Number of pixels in a packed mask that equal `value`. */
export function countEqual(pixels: Pixels, mask: Uint8Array, value: number): number {
  let count = 0;
  for (let element = 0; element < pixels.length; element++) {
    if (pixels[element] === value && isInside(mask, element)) count++;
  }
  return count;
}
