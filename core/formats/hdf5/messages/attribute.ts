import type { Cursor } from "../cursor.js";
import { readDataspace } from "./dataspace.js";
import { type Datatype, readDatatype } from "./datatype.js";

/** An attribute as it stands in the header of its object. */
export interface Attribute {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: Datatype;
  /** Its value and whatever follows in the message. */
  readonly bytes: Uint8Array;
}

/** Version 1 pads each field to this many bytes. */
const ALIGNMENT = 8;
/** Type or extent are shared messages, which stand elsewhere. */
const SHARED_FIELDS = 3;

/** Attribute message, versions 1 to 3; undefined where its type or extent stands elsewhere. */
export function readAttribute(body: Cursor): Attribute | undefined {
  const version = body.version(1, 2, 3);
  const flags = body.u8();
  if (version > 1 && (flags & SHARED_FIELDS) !== 0) return undefined;
  const sizes = [body.u16(), body.u16(), body.u16()] as const;
  if (version === 3) body.skip(1); // character set of the name
  const [name, datatype, dataspace] = sizes.map((size) => {
    const field = body.slice(size);
    if (version === 1) body.skip((ALIGNMENT - (size % ALIGNMENT)) % ALIGNMENT);
    return field;
  }) as [Cursor, Cursor, Cursor];
  return {
    name: name.text(name.remaining),
    datatype: readDatatype(datatype),
    shape: readDataspace(dataspace).shape,
    bytes: body.take(body.remaining),
  };
}
