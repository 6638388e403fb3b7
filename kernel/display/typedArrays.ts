/** Arrays of numbers with a known element type. */
type NumericArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A longer array is shown by its first values. */
const shownWhole = 24;
const previewed = 8;

export function isNumericArray(value: unknown): value is NumericArray {
  if (!ArrayBuffer.isView(value) || value instanceof DataView || Buffer.isBuffer(value)) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}

/** Type, length, range, and the values, of many the first. */
export function describeTypedArray(array: NumericArray): string {
  const head = `${array.constructor.name}(${array.length})`;
  if (array.length === 0) return `${head} []`;
  const { min, max } = range(array);
  const isWhole = array.length <= shownWhole;
  const shown = Array.from(isWhole ? array : array.subarray(0, previewed), formatNumber).join(", ");
  const more = isWhole ? "" : ", …";
  return `${head} [${shown}${more}]  min ${formatNumber(min)}, max ${formatNumber(max)}`;
}

/** An array with its axes and nothing else, as results with more than two axes are. */
export interface ShapedArray {
  readonly data: NumericArray;
  readonly shape: readonly number[];
}

export function isShapedArray(value: unknown): value is ShapedArray {
  if (typeof value !== "object" || value === null || !("data" in value && "shape" in value)) return false;
  // Only now: listing the keys of a long array takes seconds.
  if (Object.keys(value).length !== 2) return false;
  const { data, shape } = value;
  return isNumericArray(data) && Array.isArray(shape) && shape.every(Number.isInteger);
}

/** Extents before what the numbers are: `64 × 96 × 48, Float64Array(294912) […]`. */
export function describeShapedArray({ data, shape }: ShapedArray): string {
  return [...(shape.length === 0 ? [] : [shape.join(" × ")]), describeTypedArray(data)].join(", ");
}

/** Smallest and largest value; NaN is passed over. */
export function range(array: ArrayLike<number>): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < array.length; i++) {
    const value = array[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: Number.NaN, max: Number.NaN };
}

/** Integers in full, other numbers with 5 digits. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : Number(value.toPrecision(5)).toString();
}
