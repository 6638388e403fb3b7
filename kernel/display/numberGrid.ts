import { type NumberArray, typedArray } from "#core/data/dtype.js";
import { renderSlicePng } from "#widgets/draw/picture.js";
import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";
import { describeShapedArray, formatNumber, isNumericArray, isShapedArray, range } from "./typedArrays.js";

/** Numbers in rows and columns, C order, [height, width]. */
export interface NumberGrid {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [number, number];
  /** One line that says what it is. */
  readonly text: string;
}

/** Grids with fewer rows or columns than this are shown as a table of their values. */
const leastPictured = 12;
/** More numbers than this are told in a line: 8k × 4k pixels. */
const mostNumbers = 2 ** 25;
const tabledRows = 20;
const tabledColumns = 12;

/** A shaped array of two axes, or an array of typed arrays of one length; undefined for anything else. */
export function gridOf(value: unknown): NumberGrid | undefined {
  if (isShapedArray(value)) {
    const { data, shape } = value;
    const [height = 0, width = 0] = shape;
    if (shape.length !== 2 || data.length === 0 || height * width !== data.length) return undefined;
    if (data.length > mostNumbers) return undefined;
    return { data, shape: [height, width], text: describeShapedArray(value) };
  }
  return Array.isArray(value) ? gridOfRows(value) : undefined;
}

/** Typed arrays of one length, or at least two plain arrays of at least two numbers. */
function gridOfRows(rows: readonly unknown[]): NumberGrid | undefined {
  const [first] = rows;
  if (!isRow(first) || first.length === 0 || rows.length * first.length > mostNumbers) return undefined;
  const width = first.length;
  if (Array.isArray(first) && Math.min(width, rows.length) < 2) return undefined;
  if (!rows.every((row) => isRow(row) && row.length === width)) return undefined;
  const data = new Float64Array(rows.length * width);
  for (const [y, row] of (rows as readonly ArrayLike<number>[]).entries()) data.set(row, y * width);
  return { data, shape: [rows.length, width], text: rowsText(rows, first, data) };
}

function isRow(row: unknown): row is NumberArray | readonly number[] {
  return isNumericArray(row) || (Array.isArray(row) && row.every((item) => typeof item === "number"));
}

function rowsText(
  rows: readonly unknown[],
  first: NumberArray | readonly number[],
  data: Float64Array,
): string {
  if (Array.isArray(first) && Math.min(rows.length, first.length) < leastPictured) return plainText(rows);
  const { min, max } = range(data);
  const kind = `Array(${rows.length}) of ${first.constructor.name}(${first.length})`;
  return `${kind}  min ${formatNumber(min)}, max ${formatNumber(max)}`;
}

/** Text and a picture, or where there are few numbers, a table of them. */
export function describeGrid(grid: NumberGrid): MimeBundle {
  const { shape, text } = grid;
  if (Math.min(...shape) >= leastPictured) return { "text/plain": text, "image/png": gridPicture(grid) };
  return { "text/plain": text, "text/html": gridTable(grid) };
}

/** PNG, base64. */
function gridPicture({ data, shape }: NumberGrid): string {
  const pixels = typedArray("float64", Float64Array.from(data).buffer);
  const png = renderSlicePng({
    ...{ kind: "RealSlice", name: "", data: pixels, shape, unit: "", calibration: {} },
    overflow: { pixels: 0, frames: 0 },
    provenance: { operation: "display", parameters: {}, inputs: [], version: "" },
  });
  return Buffer.from(png).toString("base64");
}

function gridTable({ data, shape: [height, width] }: NumberGrid): string {
  const [rows, columns] = [Math.min(height, tabledRows), Math.min(width, tabledColumns)];
  const cells = Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => formatNumber(data[y * width + x] as number)),
  );
  const isCut = rows < height || columns < width;
  return htmlTable([], cells, isCut ? `${rows} × ${columns} of ${height} × ${width} values` : "");
}
