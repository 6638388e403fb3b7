import { cellText } from "./cellText.js";
import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";

const shown = 30;

/** A map as `node:util` shows it, and as a table of its first entries. */
export function describeMap(map: ReadonlyMap<unknown, unknown>): MimeBundle {
  const rows = firstEntries(map).map((entry) => entry.map(cellText));
  const below = map.size > shown ? `${shown} of ${map.size} entries` : "";
  const table = map.size === 0 ? {} : { "text/html": htmlTable(["key", "value"], rows, below) };
  return { "text/plain": plainText(map), ...table };
}

function firstEntries(map: ReadonlyMap<unknown, unknown>): [unknown, unknown][] {
  const entries: [unknown, unknown][] = [];
  for (const entry of map) {
    if (entries.length === shown) break;
    entries.push(entry);
  }
  return entries;
}
