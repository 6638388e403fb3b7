import { asBytes } from "../traits/bytes.js";

export type BufferPath = readonly (string | number)[];
type Json = Record<string, unknown>;

export interface SplitState {
  readonly state: Json;
  readonly buffer_paths: readonly BufferPath[];
  readonly buffers: readonly Uint8Array[];
}

/**
 * Takes the binary parts out of a state: they are left out of objects, and null in arrays, and cross beside the JSON
 * with their paths (jupyter-widgets/schema, messages.md, version 2).
 */
export function splitBuffers(state: Json): SplitState {
  const paths: BufferPath[] = [];
  const buffers: Uint8Array[] = [];
  const take = (value: unknown, path: BufferPath): boolean => {
    const bytes = asBytes(value);
    if (bytes === undefined) return false;
    paths.push(path);
    buffers.push(bytes);
    return true;
  };
  const strip = (value: unknown, path: BufferPath): unknown => {
    if (Array.isArray(value))
      return value.map((item, i) => (take(item, [...path, i]) ? null : strip(item, [...path, i])));
    if (!isPlainObject(value)) return value;
    const kept = Object.entries(value).filter(([key, item]) => !take(item, [...path, key]));
    return Object.fromEntries(kept.map(([key, item]) => [key, strip(item, [...path, key])]));
  };
  return { state: strip(state, []) as Json, buffer_paths: paths, buffers };
}

/** The inverse: the state with each buffer at its path. The state itself is not changed. */
export function joinBuffers(state: Json, paths: readonly BufferPath[], buffers: readonly Uint8Array[]): Json {
  const joined = structuredClone(state);
  for (const [i, path] of paths.entries()) {
    const holder = path.slice(0, -1).reduce<unknown>((at, key) => ownValue(at, key), joined);
    const last = path.at(-1);
    if (typeof holder !== "object" || holder === null || last === undefined) continue;
    Object.defineProperty(holder, last, {
      value: buffers[i],
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return joined;
}

function ownValue(holder: unknown, key: string | number): unknown {
  const owns = typeof holder === "object" && holder !== null && Object.hasOwn(holder, key);
  return owns ? (holder as Record<string | number, unknown>)[key] : undefined;
}

function isPlainObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
