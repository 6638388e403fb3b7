import { types } from "node:util";

/** A property of a value, by what its descriptor says: no getter is called. */
export interface Member {
  readonly name: string;
  readonly kind: "function" | "property";
}

/** More than anybody looks through; a dictionary may have millions. */
const most = 1000;

/**
 * The named properties of a value that begin with `prefix`: its own first, in their order, then those of its prototypes,
 * without what every object has. A proxy has none: its traps would run.
 */
export function membersOf(value: unknown, prefix: string): Member[] {
  const found = new Map<string, Member>();
  if (value === undefined || value === null) return [];
  for (let at: unknown = Object(value); isOpen(at, value); at = Object.getPrototypeOf(at)) {
    for (const name of namesOf(at)) {
      if (found.size >= most) return [...found.values()];
      if (name.startsWith(prefix) && !found.has(name)) found.set(name, { name, kind: kindOf(at, name) });
    }
  }
  return [...found.values()].filter(
    ({ name }) => name !== "constructor" || Object.hasOwn(Object(value), name),
  );
}

function isOpen(at: unknown, value: unknown): at is object {
  return at !== null && !types.isProxy(at) && (at !== Object.prototype || at === value);
}

/** Not the indices of an array or a text, of which there may be millions; their prototypes have none. */
function namesOf(object: object): string[] {
  const isIndexed = Array.isArray(object) || ArrayBuffer.isView(object) || object instanceof String;
  return isIndexed && !Object.hasOwn(object, "constructor") ? ["length"] : Object.getOwnPropertyNames(object);
}

function kindOf(object: object, name: string): Member["kind"] {
  return typeof Object.getOwnPropertyDescriptor(object, name)?.value === "function" ? "function" : "property";
}
