import { bytesPerElement, type PixelDtype } from "./dtype.js";

/** Types that files have and kernels don't, their size in bytes, and the smallest type that holds what they hold. */
const storedTypes = {
  int8: { bytes: 1, dtype: "float32" },
  int16: { bytes: 2, dtype: "float32" },
  float16: { bytes: 2, dtype: "float32" },
  int32: { bytes: 4, dtype: "float64" },
  int64: { bytes: 8, dtype: "float64" },
  uint64: { bytes: 8, dtype: "float64" },
} as const satisfies Record<string, { readonly bytes: number; readonly dtype: PixelDtype }>;

const pixelDtypes: readonly string[] = [
  "uint8",
  "uint16",
  "uint32",
  "float32",
  "float64",
] satisfies PixelDtype[];

/** Types that pixels are stored in but not computed in. */
export type StoredDtype = keyof typeof storedTypes;

/** How pixels are computed with, and how they are stored where that is another type. */
export interface PixelType {
  readonly dtype: PixelDtype;
  readonly stored?: StoredDtype;
}

/** What can be read, for error messages. */
export const readableTypes = "bool, integers of 8 to 64 bits, float16, float32 or float64";

/** Of a type by numpy's name; undefined for what are no pixels: complex numbers, text, records. */
export function pixelTypeOf(name: string): PixelType | undefined {
  if (name === "bool") return { dtype: "uint8" }; // a byte of 0 or 1
  if (pixelDtypes.includes(name)) return { dtype: name as PixelDtype };
  if (!Object.hasOwn(storedTypes, name)) return undefined;
  const stored = name as StoredDtype;
  return { dtype: storedTypes[stored].dtype, stored };
}

/** Bytes of a pixel in the file. */
export function storedBytes({ dtype, stored }: PixelType): number {
  return stored === undefined ? bytesPerElement(dtype) : storedTypes[stored].bytes;
}

/** What the user should know of a conversion; undefined where there is none. */
export function conversionNote({ dtype, stored }: PixelType): string | undefined {
  if (stored === undefined) return undefined;
  const limit = storedTypes[stored].bytes === 8 ? ", exact up to 2^53" : "";
  return `pixels of ${stored} are read as ${dtype}${limit}.`;
}
