import { inspect, types } from "node:util";

/** A value that shows this many keys or fewer is shown as it is. */
const mostKeys = 2000;
/** Otherwise this many of an object's keys or an array's items are, at the top and below it. */
const keysAtDepth = [50, 20, 5] as const;

/** As many items of an array as `node:util` shows. */
const mostItems = 100;

/**
 * The value, or where it has more keys than anybody reads, a copy of its first ones that says how many are left out. Only
 * arrays and plain objects are looked into, no getter is called, and cycles do no harm: it ends where `node:util` does.
 */
export function narrowed(value: unknown): unknown {
  return hasMoreKeys(value, keysAtDepth.length, { left: mostKeys }) ? cut(value, 0) : value;
}

function hasMoreKeys(value: unknown, depth: number, budget: { left: number }): boolean {
  if (depth === 0 || !isOpen(value)) return false;
  const keys = keysOf(value);
  budget.left -= keys.length;
  if (budget.left < 0) return true;
  return keys.some((key) => hasMoreKeys(ownValue(value, key), depth - 1, budget));
}

function cut(value: unknown, depth: number): unknown {
  const most = keysAtDepth[depth];
  if (most === undefined || !isOpen(value)) return value;
  const keys = keysOf(value);
  const left = (Array.isArray(value) ? value.length : keys.length) - most;
  const shown = keys.slice(0, most);
  const more = { [inspect.custom]: () => `${left} more` };
  if (Array.isArray(value)) {
    const items = shown.map((key) => cut(ownValue(value, key), depth + 1));
    return left > 0 ? [...items, more] : items;
  }
  const copy = Object.create(Object.getPrototypeOf(value)) as object;
  for (const key of shown) Object.defineProperty(copy, key, cutProperty(value, key, depth));
  return left > 0 ? Object.defineProperty(copy, "…", { value: more, enumerable: true }) : copy;
}

function cutProperty(value: object, key: string, depth: number): PropertyDescriptor {
  const own = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
  return "value" in own ? { ...own, value: cut(own.value, depth + 1) } : own;
}

/** Of an array no more than `node:util` shows: it may have millions. */
function keysOf(value: object): string[] {
  return Array.isArray(value) ? Object.keys(value.slice(0, mostItems)) : Object.keys(value);
}

function ownValue(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function isOpen(value: unknown): value is object {
  return !types.isProxy(value) && (Array.isArray(value) || isPlainObject(value));
}

/** An object of no class. Asks a proxy for its prototype, which may throw. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
