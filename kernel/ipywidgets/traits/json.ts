import { asBytes } from "./bytes.js";
import { type Trait, traitError } from "./trait.js";

type View = ArrayBufferView & { readonly buffer: ArrayBufferLike };
type ViewClass = (new (buffer: ArrayBuffer) => View) & { readonly BYTES_PER_ELEMENT?: number };

/**
 * Anything that JSON can carry, with binary parts where typed arrays are. A trait that begins as a typed array stays one:
 * bytes from the page become an array of the same kind.
 */
export function json(first: unknown): Trait<unknown> {
  const Class = ArrayBuffer.isView(first) ? (first.constructor as ViewClass) : undefined;
  return {
    initial: () => first,
    check: (given, place) => {
      if (Class === undefined) {
        if (typeof given !== "function" && typeof given !== "symbol" && given !== undefined) return given;
        throw traitError(place, given, "a value that JSON can carry, or a typed array");
      }
      if (given instanceof Class) return given;
      throw traitError(place, given, `a ${Class.name}, as it was made with`);
    },
    toWire: (value) => value,
    fromWire: (wire) => {
      const bytes = asBytes(wire);
      return Class === undefined || bytes === undefined ? wire : viewOf(bytes, Class);
    },
  };
}

/** A copy, which is aligned for its elements; bytes that make no whole number of elements stay bytes. */
function viewOf(bytes: Uint8Array, Class: ViewClass): View {
  const isWhole = bytes.byteLength % (Class.BYTES_PER_ELEMENT ?? 1) === 0;
  return isWhole ? new Class(new Uint8Array(bytes).buffer) : bytes;
}
