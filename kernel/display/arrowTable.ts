import { cellText } from "./cellText.js";
import { htmlTable, textTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";

/** What is used of an Apache Arrow table; any version and build of the library has it. */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: unknown }[] };
  getChildAt(column: number): { get(row: number): unknown } | null;
}

const shownInText = 5;
const shownInHtml = 20;
const shownColumns = 30;

export function isArrowTable(value: object): value is ArrowTable {
  const { numRows, schema, getChildAt } = value as Partial<ArrowTable>;
  return typeof numRows === "number" && Array.isArray(schema?.fields) && typeof getChildAt === "function";
}

/** The names and types of the columns, and the first rows. */
export function describeArrowTable(table: ArrowTable): MimeBundle {
  const { numRows, schema } = table;
  const heading = schema.fields.slice(0, shownColumns).map(({ name, type }) => `${name}: ${type}`);
  const title = `Table, ${numRows} rows × ${schema.fields.length} columns`;
  const cut = [
    ...(numRows > shownInHtml ? [`the first ${shownInHtml} are shown`] : []),
    ...(schema.fields.length > shownColumns ? [`the first ${shownColumns} columns are shown`] : []),
  ];
  const below = [title, ...cut].join("; ");
  return {
    "text/plain": `${title}\n${textTable(heading, firstRows(table, shownInText))}${numRows > shownInText ? "\n…" : ""}`,
    "text/html": htmlTable(heading, firstRows(table, shownInHtml), below),
  };
}

function firstRows(table: ArrowTable, limit: number): string[][] {
  const columns = table.schema.fields.slice(0, shownColumns).map((_, i) => table.getChildAt(i));
  return Array.from({ length: Math.min(limit, table.numRows) }, (_, row) =>
    columns.map((column) => valueText(column?.get(row))),
  );
}

/** Columns of 64-bit integers give bigints, of whose type the heading speaks. */
function valueText(value: unknown): string {
  return typeof value === "bigint" ? String(value) : cellText(value);
}
