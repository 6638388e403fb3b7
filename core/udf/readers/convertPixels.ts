import { typedArray } from "../../data/dtype.js";
import { type PixelType, type StoredDtype, storedBytes } from "../../data/storedDtype.js";

/** Where pixels of a type that is converted come from and go to: addresses in memory, multiples of 8. */
interface Places {
  readonly buffer: ArrayBufferLike;
  readonly from: number;
  readonly to: number;
}

/** Writes `count` little-endian pixels as they are stored as those of `dtype`; integers of 64 bits are rounded beyond 2^53. */
export function convertPixels(
  { dtype, stored }: PixelType & { readonly stored: StoredDtype },
  { buffer, from, to }: Places,
  count: number,
): void {
  const target = typedArray(dtype, buffer, to, count);
  const bytes = new Uint8Array(buffer, from, count * storedBytes({ dtype, stored }));
  target.set(converted[stored](bytes));
}

/** Views of stored bytes as numbers, or a copy where there is no such view. */
const converted: Readonly<Record<StoredDtype, (bytes: Uint8Array) => ArrayLike<number>>> = {
  int8: ({ buffer, byteOffset, length }) => new Int8Array(buffer, byteOffset, length),
  int16: ({ buffer, byteOffset, length }) => new Int16Array(buffer, byteOffset, length / 2),
  int32: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4),
  float16: ({ buffer, byteOffset, length }) =>
    Float32Array.from(new Uint16Array(buffer, byteOffset, length / 2), halfToNumber),
  int64: ({ buffer, byteOffset, length }) => fromWords(new Int32Array(buffer, byteOffset, length / 4)),
  uint64: ({ buffer, byteOffset, length }) => fromWords(new Uint32Array(buffer, byteOffset, length / 4)),
};

/** Pairs of a low and a high word, whose sign is that of the number. One rounding, as by numpy's astype. */
function fromWords(words: Int32Array | Uint32Array): Float64Array {
  const numbers = new Float64Array(words.length / 2);
  for (let i = 0; i < numbers.length; i++) numbers[i] = words[2 * i + 1]! * 2 ** 32 + (words[2 * i]! >>> 0);
  return numbers;
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
