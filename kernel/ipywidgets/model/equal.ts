import { asBytes } from "../traits/bytes.js";

/** Whether two values of traits are the same: setting an equal value changes nothing. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => equal(v, b[i]));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  const [left, right] = [asBytes(a), asBytes(b)];
  if (left !== undefined && right !== undefined) return Buffer.compare(left, right) === 0;
  return isPlain(a) && isPlain(b) && equalRecords(a, b);
}

function equalRecords(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
