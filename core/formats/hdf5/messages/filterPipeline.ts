import type { Cursor } from "../cursor.js";

/** One filter of a data set, as the file declares it, in encoding order. */
export interface DeclaredFilter {
  readonly id: number;
  readonly clientData: readonly number[];
}

/** HDF5 allows 32 filters. */
const MAX_FILTERS = 32;
/** In version 2, only registered filters (ids from here on) carry a name. */
const FIRST_NAMED_ID = 256;

/** Filter pipeline message, versions 1 and 2. */
export function readFilterPipeline(body: Cursor): DeclaredFilter[] {
  const version = body.version(1, 2);
  const count = body.u8();
  if (count > MAX_FILTERS) throw body.corrupt(`${count} filters`, `at most ${MAX_FILTERS}`);
  if (version === 1) body.skip(6);
  return Array.from({ length: count }, () => (version === 1 ? readFilter1(body) : readFilter2(body)));
}

function readFilter1(body: Cursor): DeclaredFilter {
  const id = body.u16();
  const nameBytes = body.u16();
  body.skip(2); // flags: optional when writing
  const valueCount = body.u16();
  body.skip(Math.ceil(nameBytes / 8) * 8);
  const clientData = Array.from({ length: valueCount }, () => body.u32());
  body.skip((valueCount % 2) * 4);
  return { id, clientData };
}

function readFilter2(body: Cursor): DeclaredFilter {
  const id = body.u16();
  const nameBytes = id >= FIRST_NAMED_ID ? body.u16() : 0;
  body.skip(2); // flags
  const valueCount = body.u16();
  body.skip(nameBytes);
  return { id, clientData: Array.from({ length: valueCount }, () => body.u32()) };
}
