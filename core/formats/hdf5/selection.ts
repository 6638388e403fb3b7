import type { Cursor } from "./cursor.js";
import { unsupportedFile } from "./failures.js";

/** One axis of a regular hyperslab: `count` blocks of `block` elements, `stride` apart; Infinity = unlimited. */
export interface SlabAxis {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly block: number;
}

/** A selection of elements of a data space. */
export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "all" }
  /** Boxes that do not overlap; regular hyperslabs have one, possibly repeated. */
  | { readonly kind: "boxes"; readonly boxes: readonly (readonly SlabAxis[])[] };

const SelectionType = { none: 0, points: 1, hyperslab: 2, all: 3 } as const;
const MAX_RANK = 32;
const IS_REGULAR = 1;

/** A serialised selection (specification section VII.I). Single points are "unsupported". */
export function readSelection(body: Cursor, subject: string): Selection {
  const type = body.u32();
  if (type === SelectionType.none || type === SelectionType.all) {
    body.skip(12); // version, reserved, length
    return { kind: type === SelectionType.none ? "none" : "all" };
  }
  if (type === SelectionType.points) {
    throw unsupportedFile(subject, "a selection of single points", "hyperslabs, all or none");
  }
  if (type !== SelectionType.hyperslab) throw body.corrupt(`selection type ${type}`, "0 to 3");
  return { kind: "boxes", boxes: readHyperslab(body) };
}

/** Version 1 always lists its blocks; later ones say how a regular pattern repeats. */
function readHyperslab(body: Cursor): readonly (readonly SlabAxis[])[] {
  const version = body.version32(1, 2, 3);
  const flags = version === 1 ? 0 : body.u8();
  const width = version === 3 ? body.u8() : version === 2 ? 8 : 4;
  body.skip([0, 8, 4, 0][version]!); // reserved, length
  const rank = readRank(body);
  if ((flags & IS_REGULAR) === 0) return readBlocks(body, rank, width);
  const regular = Array.from({ length: rank }, () => ({
    start: body.uint(width),
    stride: body.uint(width),
    count: body.lengthOrUnlimited(width),
    block: body.lengthOrUnlimited(width),
  }));
  return [regular];
}

function readBlocks(body: Cursor, rank: number, width: number): SlabAxis[][] {
  const blocks = body.uint(width);
  if (blocks * 2 * rank * width > body.remaining) throw body.corrupt(`${blocks} blocks`, "what fits in it");
  return Array.from({ length: blocks }, () => {
    const starts = Array.from({ length: rank }, () => body.uint(width));
    const ends = starts.map(() => body.uint(width));
    return starts.map((start, axis) => ({ start, stride: 1, count: 1, block: ends[axis]! - start + 1 }));
  });
}

function readRank(body: Cursor): number {
  const rank = body.u32();
  if (rank < 1 || rank > MAX_RANK) throw body.corrupt(`a selection of ${rank} axes`, `1 to ${MAX_RANK}`);
  return rank;
}
