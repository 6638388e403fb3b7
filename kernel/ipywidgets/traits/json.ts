import { asBytes } from "./bytes.js";
import { type HasModel, isModel, modelOf, rememberModel } from "./references.js";
import { type Trait, traitError } from "./trait.js";

type View = ArrayBufferView & { readonly buffer: ArrayBufferLike };
type ViewClass = (new (buffer: ArrayBuffer) => View) & { readonly BYTES_PER_ELEMENT?: number };

/**
 * Anything that JSON can carry, with binary parts where typed arrays are, and widgets, which cross as their references. A trait that begins as a typed array stays one:
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
    toWire: withReferences,
    fromWire: (wire) => {
      const bytes = asBytes(wire);
      return Class === undefined || bytes === undefined ? withWidgets(wire) : viewOf(bytes, Class);
    },
  };
}

/** How anywidget modules name other widgets: `host.getModel("anywidget:…")`. */
const prefix = "anywidget:";

function withReferences(value: unknown): unknown {
  if (!isWidget(value)) return mapped(value, withReferences);
  rememberModel(value);
  return `${prefix}${value.id}`;
}

/** A plain object may have an `id` as well, but no state to tell. */
function isWidget(value: unknown): value is HasModel {
  return isModel(value) && typeof (value as { state?: unknown }).state === "function";
}

function withWidgets(wire: unknown): unknown {
  if (typeof wire !== "string") return mapped(wire, withWidgets);
  return wire.startsWith(prefix) ? (modelOf(wire.slice(prefix.length)) ?? wire) : wire;
}

/** The same array or plain object with other items; anything else as it is. */
function mapped(value: unknown, each: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
}

/** A copy, which is aligned for its elements; bytes that make no whole number of elements stay bytes. */
function viewOf(bytes: Uint8Array, Class: ViewClass): View {
  const isWhole = bytes.byteLength % (Class.BYTES_PER_ELEMENT ?? 1) === 0;
  return isWhole ? new Class(new Uint8Array(bytes).buffer) : bytes;
}
