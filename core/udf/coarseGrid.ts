import { boxedShape } from "../data/boxes.js";
import { nearestProcessed } from "./nearestProcessed.js";

/** A scan that is known in part, as boxes of positions with one that stands for each. */
export interface CoarseGrid {
  /** Positions along each side of a box; see `boxedShape`. */
  readonly box: number;
  /** For each box, C order, the linear index of a processed position in it or near it. */
  readonly positions: Uint32Array;
}

/** Boxes a processed position: what is known is not seen more coarsely than it is. */
export const boxesEach = 4;

/**
 * The finest grid that is worth to be looked at: a picture of a large scan of which little is known costs as little as
 * a small one. At least one position must be processed.
 * @param processed 1 = processed, C order of `shape`
 * @param shape [scanY, scanX]
 * @param finest boxes of one position each, whatever is known
 */
export function coarseGrid(
  processed: Uint8Array,
  shape: readonly [number, number],
  finest = false,
): CoarseGrid {
  const box = finest ? 1 : boxFor(processed);
  if (box === 1) return { box, positions: nearestProcessed(processed, shape) };
  const [down, across] = boxedShape(shape, box);
  const known = new Uint8Array(down * across);
  const standing = new Uint32Array(known.length);
  for (let i = processed.indexOf(1); i >= 0; i = processed.indexOf(1, i + 1)) {
    const [y, x] = [Math.floor(i / shape[1]), i % shape[1]];
    const at = Math.floor(y / box) * across + Math.floor(x / box);
    known[at] = 1;
    standing[at] = i;
  }
  const nearest = nearestProcessed(known, [down, across]);
  return { box, positions: nearest.map((at) => standing[at]!) };
}

function boxFor(processed: Uint8Array): number {
  let known = 0;
  for (let i = 0; i < processed.length; i++) known += processed[i]!;
  return Math.max(1, Math.floor(Math.sqrt(processed.length / (boxesEach * known))));
}
