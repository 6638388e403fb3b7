import { type Trait, traitError } from "./trait.js";

type BytesGiven = ArrayBufferView | ArrayBufferLike;

/** Binary data: crosses as a buffer beside the JSON. Not copied, so don't change an array that a widget has. */
export function bytes(): Trait<Uint8Array, BytesGiven> {
  return {
    initial: () => new Uint8Array(0),
    check(given, place) {
      const view = asBytes(given);
      if (view !== undefined) return view;
      throw traitError(place, given, "bytes: a typed array or an ArrayBuffer");
    },
    toWire: (value) => value,
    fromWire: (wire) => wire,
  };
}

/** The memory of a binary value; undefined for other values. */
export function asBytes(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new Uint8Array(value);
  return undefined;
}
