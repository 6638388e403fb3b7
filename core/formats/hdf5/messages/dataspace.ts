import type { Cursor } from "../cursor.js";

/** HDF5 allows 32 dimensions. */
const MAX_RANK = 32;
const NULL_DATASPACE = 2;

/** Extent of a data set, slowest axis first; [] for a scalar, undefined for a null data space (no elements). */
export type Extent = readonly number[] | undefined;

/** Dataspace message, versions 1 and 2. */
export function readDataspace(body: Cursor): Extent {
  const version = body.version(1, 2);
  const rank = body.u8();
  if (rank > MAX_RANK) throw body.corrupt(`${rank} dimensions`, `at most ${MAX_RANK}`);
  body.skip(1); // flags: are there maximum extents?
  const type = body.u8(); // reserved in version 1
  body.skip(version === 1 ? 4 : 0);
  if (version === 2 && type === NULL_DATASPACE) return undefined;
  return Array.from({ length: rank }, () => body.length());
}
