import { htmlTable, textTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";

/** What is used of an Apache Arrow table; any version and build of the library has it. */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: unknown }[] };
  getChildAt(column: number): { get(row: number): unknown } | null;
}

const shownInText = 5;
const shownInHtml = 20;

export function isArrowTable(value: object): value is ArrowTable {
  const { numRows, schema, getChildAt } = value as Partial<ArrowTable>;
  return typeof numRows === "number" && Array.isArray(schema?.fields) && typeof getChildAt === "function";
}

/** The names and types of the columns, and the first rows. */
export function describeArrowTable(table: ArrowTable): MimeBundle {
  const { numRows, schema } = table;
  const heading = schema.fields.map(({ name, type }) => `${name}: ${type}`);
  const title = `Table, ${numRows} rows × ${schema.fields.length} columns`;
  const below = numRows > shownInHtml ? `${title}; the first ${shownInHtml} are shown` : title;
  return {
    "text/plain": `${title}\n${textTable(heading, firstRows(table, shownInText))}${numRows > shownInText ? "\n…" : ""}`,
    "text/html": htmlTable(heading, firstRows(table, shownInHtml), below),
  };
}

function firstRows(table: ArrowTable, limit: number): string[][] {
  const columns = table.schema.fields.map((_, i) => table.getChildAt(i));
  return Array.from({ length: Math.min(limit, table.numRows) }, (_, row) =>
    columns.map((column) => cellText(column?.get(row))),
  );
}

function cellText(value: unknown): string {
  return typeof value === "string"
    ? value
    : plainText(value, { breakLength: Number.POSITIVE_INFINITY, depth: 1 });
}
