import type { NumberArray } from "../data/dtype.js";
import { RonchiError } from "../errors.js";

/** What a fit needs of a pattern; a DiffractionSlice is one. */
export interface PatternPixels {
  /** [detY, detX], C order. */
  readonly data: NumberArray;
  readonly shape: readonly [number, number];
  /** 1 = excluded. */
  readonly excluded?: Uint8Array;
}

/** Throws RonchiError "shape-mismatch" when the arrays are not as large as the shape says. */
export function checkPattern({ data, shape, excluded }: PatternPixels): void {
  const pixels = shape[0] * shape[1];
  if (data.length === pixels && (excluded === undefined || excluded.length === pixels)) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "pattern",
    found: `${data.length} values${excluded === undefined ? "" : ` and ${excluded.length} marks of excluded pixels`}`,
    expected: `${shape[0]} x ${shape[1]} of them`,
    remedy: "Give one value for each detector pixel, rows first.",
  });
}

/**
 * Means over squares of `step` x `step` pixels, of those that count; squares without any do not count. Pixels beyond the
 * last whole square are left out.
 */
export function binned(pattern: PatternPixels, step: number): PatternPixels {
  if (step === 1) return pattern;
  const shape = [Math.floor(pattern.shape[0] / step), Math.floor(pattern.shape[1] / step)] as const;
  const data = new Float64Array(shape[0] * shape[1]);
  const counted = new Uint32Array(data.length);
  for (let y = 0; y < shape[0] * step; y++)
    for (let x = 0; x < shape[1] * step; x++) {
      const from = y * pattern.shape[1] + x;
      if (pattern.excluded?.[from] === 1) continue;
      const to = Math.floor(y / step) * shape[1] + Math.floor(x / step);
      data[to]! += pattern.data[from]!;
      counted[to]!++;
    }
  const excluded = Uint8Array.from(counted, (count) => Number(count === 0));
  return { data: data.map((sum, i) => sum / Math.max(1, counted[i]!)), shape, excluded };
}

/** The median of each pixel and its neighbours that count: dead and hot pixels vanish, edges stay. 0 where none does. */
export function medianFiltered(pattern: PatternPixels): Float64Array {
  return mapNeighbourhoods(pattern, 1, middleInPlace);
}

/** Median of a few values, which it sorts: this runs once a pixel and allocates nothing. */
function middleInPlace(values: number[]): number {
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    let j = i;
    for (; j > 0 && values[j - 1]! > value; j--) values[j] = values[j - 1]!;
    values[j] = value;
  }
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2;
}

/** The mean over each pixel and its neighbours that count. */
export function boxFiltered(pattern: PatternPixels): Float64Array {
  return mapNeighbourhoods(pattern, 1, (values) => values.reduce((a, b) => a + b, 0) / values.length);
}

/** Pixels more than three times as bright as any other within two pixels hold the mean of those instead. */
export function despiked(pattern: PatternPixels): Float64Array {
  return mapNeighbourhoods(pattern, 2, (values, own) => {
    const [first, second] = twoLargest(values);
    if (own < first || own <= 3 * second) return own;
    return (values.reduce((a, b) => a + b, 0) - own) / (values.length - 1);
  });
}

function twoLargest(values: readonly number[]): [number, number] {
  let [first, second] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  return [first, second];
}

function mapNeighbourhoods(
  { data, shape: [height, width], excluded }: PatternPixels,
  reach: number,
  map: (values: number[], own: number) => number,
): Float64Array {
  const values: number[] = [];
  return Float64Array.from(data, (own, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    values.length = 0;
    for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++) {
      for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) {
        const at = ny * width + nx;
        if (excluded?.[at] !== 1 && Number.isFinite(data[at])) values.push(data[at]!);
      }
    }
    return values.length === 0 ? 0 : map(values, own);
  });
}
