import { plainText, shortened } from "./plainText.js";
import { formatNumber } from "./typedArrays.js";

const longest = 200;

/** A value in one cell of a table: in one line, and not long. */
export function cellText(value: unknown): string {
  return shortened(typeof value === "string" ? value : lineOf(value), longest);
}

function lineOf(value: unknown): string {
  if (typeof value === "number") return formatNumber(value);
  return plainText(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxArrayLength: 10 });
}
