import type { Cursor } from "../cursor.js";

/** HDF5 allows 32 dimensions. */
const MAX_RANK = 32;
const NULL_DATASPACE = 2;

const HAS_LARGEST = 1;

/** Extent of a data set, slowest axis first: [] for a scalar, [0] for a null data space (no elements). */
export interface Extent {
  readonly shape: readonly number[];
  /** What the data set may grow to; Infinity along an unlimited axis. */
  readonly largest: readonly number[];
}

/** Dataspace message, versions 1 and 2. */
export function readDataspace(body: Cursor): Extent {
  const version = body.version(1, 2);
  const rank = body.u8();
  if (rank > MAX_RANK) throw body.corrupt(`${rank} dimensions`, `at most ${MAX_RANK}`);
  const flags = body.u8();
  const type = body.u8(); // reserved in version 1
  body.skip(version === 1 ? 4 : 0);
  if (version === 2 && type === NULL_DATASPACE) return { shape: [0], largest: [0] };
  const shape = Array.from({ length: rank }, () => body.length());
  const largest = flags & HAS_LARGEST ? shape.map(() => body.lengthOrUnlimited()) : shape;
  return { shape, largest };
}
