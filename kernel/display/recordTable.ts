import { cellText } from "./cellText.js";
import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { isPlainObject } from "./narrowed.js";
import { plainText } from "./plainText.js";

type Row = Readonly<Record<string, unknown>>;

const shownRows = 20;
const shownColumns = 20;

/** An array of plain objects with names in them: rows of a table, as a list of peaks is. */
export function isRecordList(value: object): value is readonly Row[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.slice(0, shownRows).every((row) => isPlainObject(row) && Object.keys(row).length > 0);
}

/** The text of the array, and its first rows as a table: a column for each name, empty where a row has no such value. */
export function describeRecordList(rows: readonly Row[]): MimeBundle {
  const shown = rows.slice(0, shownRows);
  const names = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  const columns = names.slice(0, shownColumns);
  const cells = shown.map((row, i) => [String(i), ...columns.map((name) => cellOf(row, name))]);
  const cut = [
    ...share(shown.length, rows.length, "rows"),
    ...share(columns.length, names.length, "columns"),
  ];
  return { "text/plain": plainText(rows), "text/html": htmlTable(["", ...columns], cells, cut.join(", ")) };
}

function share(shown: number, all: number, what: string): string[] {
  return shown < all ? [`${shown} of ${all} ${what}`] : [];
}

function cellOf(row: Row, name: string): string {
  return row[name] === undefined ? "" : cellText(row[name]);
}
