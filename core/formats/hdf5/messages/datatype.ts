import { type PixelType, pixelTypeOf } from "../../../data/storedDtype.js";
import type { Cursor } from "../cursor.js";

/** What this reader knows of a datatype: enough to read numbers, and to name the rest. */
export interface Datatype {
  /** As numpy says it: "uint16", "float64", "compound". */
  readonly name: string;
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** Undefined where the type is not one of a cube's pixels. */
  readonly pixel?: PixelType;
  /** What fills text of fixed length up to its end. */
  readonly textPadding?: "NUL" | "space";
}

const CLASS_NAMES = [
  "integer",
  "float",
  "time",
  "string",
  "bit field",
  "opaque",
  "compound",
  "reference",
  "enumeration",
  "variable-length",
  "array",
] as const;
const STRING = 3;
const TEXT_PADDING = ["NUL", "NUL", "space"] as const;
const ENUMERATION = 8;
/** Of a datatype message of class integer. */
const INTEGER_BYTES = 12;

/** Datatype message, versions 1 to 4. */
export function readDatatype(body: Cursor): Datatype {
  const classAndVersion = body.u8();
  const flags = body.uint(3);
  const bytes = body.u32();
  const typeClass = classAndVersion & 15;
  const textPadding = typeClass === STRING ? TEXT_PADDING[flags & 15] : undefined;
  if (textPadding !== undefined) return { ...other("string", bytes), textPadding };
  const isFlag = typeClass === ENUMERATION && bytes === 1 && (flags & 0xffff) === 2;
  if (isFlag && hasValues0And1(body, classAndVersion >> 4)) return number("bool", 1, true);
  if (typeClass > 1) return other(CLASS_NAMES[typeClass] ?? `datatype class ${typeClass}`, bytes);
  return typeClass === 0 ? integer(body, flags, bytes) : float(body, flags, bytes);
}

/** The rest of an enumeration of two bytes: their type, names and values. h5py's bool is of integers, 0 and 1. */
function hasValues0And1(body: Cursor, version: number): boolean {
  if ((body.u8() & 15) !== 0) return false;
  body.skip(INTEGER_BYTES - 1);
  for (let member = 0; member < 2; member++) {
    const start = body.position;
    body.nulTerminatedText();
    if (version < 3) body.skip(-(body.position - start) & 7); // names are padded to 8 bytes
  }
  return body.u8() === 0 && body.u8() === 1;
}

function integer(body: Cursor, flags: number, bytes: number): Datatype {
  const bitOffset = body.u16();
  const precision = body.u16();
  if (bitOffset !== 0 || precision !== bytes * 8) return other(`${precision}-bit integer`, bytes);
  return number(`${flags & 8 ? "int" : "uint"}${precision}`, bytes, (flags & 1) === 0);
}

/** Bit positions and bias of IEEE 754: offset, precision, exponent at and bits, mantissa at and bits, bias. */
const IEEE: Readonly<Record<number, string>> = {
  2: "0,16,10,5,0,10,15",
  4: "0,32,23,8,0,23,127",
  8: "0,64,52,11,0,52,1023",
};

function float(body: Cursor, flags: number, bytes: number): Datatype {
  const layout = [body.u16(), body.u16(), body.u8(), body.u8(), body.u8(), body.u8(), body.u32()];
  const isVax = (flags & 0x40) !== 0;
  if (isVax || IEEE[bytes] !== layout.join()) return other(`${bytes * 8}-bit non-IEEE float`, bytes);
  return number(`float${bytes * 8}`, bytes, (flags & 1) === 0);
}

function number(name: string, bytes: number, littleEndian: boolean): Datatype {
  const plain = { name, bytes, littleEndian };
  const pixel = pixelTypeOf(name);
  return pixel === undefined ? plain : { ...plain, pixel };
}

function other(name: string, bytes: number): Datatype {
  return { name, bytes, littleEndian: true };
}
