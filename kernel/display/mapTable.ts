import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";

const shown = 30;
const longest = 200;

/** A map as `node:util` shows it, and as a table of its first entries. */
export function describeMap(map: ReadonlyMap<unknown, unknown>): MimeBundle {
  const rows = [...map].slice(0, shown).map((entry) => entry.map(cellText));
  const below = map.size > shown ? `${shown} of ${map.size} entries` : "";
  const table = map.size === 0 ? {} : { "text/html": htmlTable(["key", "value"], rows, below) };
  return { "text/plain": plainText(map), ...table };
}

function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  const text = plainText(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1, maxArrayLength: 10 });
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
