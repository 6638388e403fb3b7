/** Pixel types that a cube can hold. Little-endian in memory. */
export type PixelDtype = "uint8" | "uint16" | "uint32" | "float32" | "float64";
/** Types of result arrays; counts stay integers as long as they fit. */
export type Dtype = PixelDtype;

/** The array that holds values of a type. */
export interface TypedArrayOf {
  uint8: Uint8Array;
  uint16: Uint16Array;
  uint32: Uint32Array;
  float32: Float32Array;
  float64: Float64Array;
}
/** Pixels as a cube stores them. */
export type PixelArray = TypedArrayOf[PixelDtype];
/** Values of a result. */
export type NumberArray = TypedArrayOf[Dtype];

const constructors = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** Floats have no bits to count: neither planes, nor packs, nor a value that marks an overflow. */
export function isFloat(dtype: Dtype): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** Bytes that one value takes. */
export function bytesPerElement(dtype: Dtype): number {
  return constructors[dtype].BYTES_PER_ELEMENT;
}

/** A view of `length` values from a byte offset on; of all that follow unless a length is given. Nothing is copied. */
export function typedArray<D extends Dtype>(
  dtype: D,
  buffer: ArrayBufferLike,
  byteOffset = 0,
  length?: number,
): TypedArrayOf[D] {
  return new constructors[dtype](buffer as ArrayBuffer, byteOffset, length) as TypedArrayOf[D];
}

/** The type of the values of an array. */
export function dtypeOf(data: NumberArray): Dtype {
  if (data instanceof Uint8Array) return "uint8";
  if (data instanceof Uint16Array) return "uint16";
  if (data instanceof Uint32Array) return "uint32";
  if (data instanceof Float32Array) return "float32";
  return "float64";
}
