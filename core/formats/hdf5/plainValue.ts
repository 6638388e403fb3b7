import { elementCount, type Hdf5Dataset } from "./dataset.js";
import { filePosition } from "./hdf5File.js";
import { type Hdf5Object, readHeaderOf } from "./links.js";
import { type Attribute, readAttribute } from "./messages/attribute.js";
import type { Datatype } from "./messages/datatype.js";
import { MessageType } from "./objectHeader.js";

/** What a small data set or attribute says, as JSON: integers beyond 2^53 are strings. */
export type PlainValue = number | string | readonly (number | string)[];

/** Larger ones are not values but data. */
const MAX_BYTES = 4096;

/**
 * The value of a data set of numbers or fixed-length text that is stored in one piece; undefined for any other (the
 * host's HDF5 library reads those). Rejects with "truncated" where its bytes are not there.
 */
export async function readPlainValue(dataset: Hdf5Dataset): Promise<PlainValue | undefined> {
  const { layout, shape, datatype, file } = dataset;
  const byteLength = elementCount(shape) * datatype.bytes;
  const isHere = layout.kind === "contiguous" && layout.address !== undefined && !dataset.isExternal;
  if (!isHere || byteLength > MAX_BYTES || layout.bytes < byteLength) return undefined;
  const start = filePosition(file, layout.address!);
  return toPlain(await file.source.read(start, start + byteLength), shape, datatype);
}

/** The value of an attribute that stands in the header of an object; undefined where it is missing or of another type. */
export async function readPlainAttribute(object: Hdf5Object, name: string): Promise<PlainValue | undefined> {
  const found = await findAttribute(object, name);
  return found === undefined ? undefined : toPlain(found.bytes, found.shape, found.datatype);
}

async function findAttribute(object: Hdf5Object, name: string): Promise<Attribute | undefined> {
  for (const message of await readHeaderOf(object)) {
    if (message.type !== MessageType.attribute || message.shared) continue;
    const attribute = readAttribute(message.body);
    if (attribute?.name === name) return attribute;
  }
  return undefined;
}

function toPlain(bytes: Uint8Array, shape: readonly number[], datatype: Datatype): PlainValue | undefined {
  const read =
    datatype.textPadding === undefined ? readers[datatype.name] : textReaders[datatype.textPadding];
  if (read === undefined || bytes.byteLength < elementCount(shape) * datatype.bytes) return undefined;
  const valueAt = (i: number): number | string => {
    const at = bytes.byteOffset + i * datatype.bytes;
    return read(new DataView(bytes.buffer, at, datatype.bytes), datatype.littleEndian);
  };
  return shape.length === 0 ? valueAt(0) : Array.from({ length: elementCount(shape) }, (_, i) => valueAt(i));
}

const readers: Readonly<Record<string, (view: DataView, littleEndian: boolean) => number | string>> = {
  uint8: (view) => view.getUint8(0),
  int8: (view) => view.getInt8(0),
  uint16: (view, little) => view.getUint16(0, little),
  int16: (view, little) => view.getInt16(0, little),
  uint32: (view, little) => view.getUint32(0, little),
  int32: (view, little) => view.getInt32(0, little),
  uint64: (view, little) => countable(view.getBigUint64(0, little)),
  int64: (view, little) => countable(view.getBigInt64(0, little)),
  float32: (view, little) => view.getFloat32(0, little),
  float64: (view, little) => view.getFloat64(0, little),
};

function countable(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

const textReaders = {
  NUL: (view: DataView): string => readText(view).replace(/\0.*$/s, ""),
  space: (view: DataView): string => readText(view).replace(/ +$/, ""),
};

function readText(view: DataView): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}
