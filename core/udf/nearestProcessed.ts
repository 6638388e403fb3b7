import type { NumberArray } from "../data/dtype.js";
import { takeFrames } from "./takeFrames.js";

const unknown = 2 ** 30;

/**
 * For each scan position the index of the nearest processed one, by the fewest steps along rows and columns. A part of
 * a picture then looks like a coarse picture, not like one with holes.
 * @param processed 1 = processed, C order of `shape`; at least one position must be
 * @param shape [scanY, scanX]
 */
export function nearestProcessed(
  processed: Uint8Array,
  [height, width]: readonly [number, number],
): Uint32Array {
  const nearest = new Uint32Array(height * width);
  const steps = new Int32Array(height * width);
  for (let i = 0; i < nearest.length; i++) {
    nearest[i] = i;
    steps[i] = processed[i] === 1 ? 0 : unknown;
  }
  // The number of steps is a sum over the axes: the nearest within each row first, then among the rows.
  for (let y = 0; y < height; y++) sweepRow(nearest, steps, y * width, width);
  for (let y = 1; y < height; y++) adoptRow(nearest, steps, y * width, (y - 1) * width, width);
  for (let y = height - 2; y >= 0; y--) adoptRow(nearest, steps, y * width, (y + 1) * width, width);
  return nearest;
}

/**
 * An image with each value taken from the nearest processed position, as {@link nearestProcessed} says; `values` hold as
 * many numbers for each position as there are.
 */
export function fillFromNearest<A extends NumberArray>(values: A, nearest: Uint32Array): A {
  return takeFrames(values, nearest, values.length / nearest.length);
}

function sweepRow(nearest: Uint32Array, steps: Int32Array, first: number, width: number): void {
  for (let i = first + 1; i < first + width; i++) adopt(nearest, steps, i, i - 1);
  for (let i = first + width - 2; i >= first; i--) adopt(nearest, steps, i, i + 1);
}

function adoptRow(nearest: Uint32Array, steps: Int32Array, row: number, other: number, width: number): void {
  for (let x = 0; x < width; x++) adopt(nearest, steps, row + x, other + x);
}

/** What is nearest to a neighbour is one step further away from here. */
function adopt(nearest: Uint32Array, steps: Int32Array, at: number, neighbour: number): void {
  const through = steps[neighbour]! + 1;
  if (through >= steps[at]!) return;
  steps[at] = through;
  nearest[at] = nearest[neighbour]!;
}
