import {
  type Data,
  type DataType,
  Field,
  Float32,
  Float64,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Uint16,
  Uint32,
} from "apache-arrow";
import type { Calibration } from "#core/data/calibration.js";
import { bytesPerElement, type Dtype, dtypeOf, type NumberArray } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";

/** An image as it crosses between kernel and browser. */
export interface ImageMessage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  readonly calibration: Calibration;
  readonly unit: string;
  readonly seq: number;
}

/** A column with a list in each row (the peaks of each pattern): row i is values[offsets[i]] … values[offsets[i + 1] - 1]. */
export interface RaggedColumn {
  /** One more than there are rows, not decreasing, from 0 to values.length. */
  readonly offsets: Int32Array;
  readonly values: NumberArray;
}

export type TableColumn = NumberArray | RaggedColumn;

/** A table as it crosses between kernel and browser: equally many rows in every column. */
export interface TableMessage {
  readonly columns: Readonly<Record<string, TableColumn>>;
  /** Unit of each column that has one. */
  readonly units: Readonly<Record<string, string>>;
  readonly calibration: Calibration;
  readonly seq: number;
}

const valuesColumn = "values";
/** Arrow aligns its buffers to 8 bytes from the start of the message; views need the start to be aligned too. */
const alignment = 8;

const arrowTypes: Record<Dtype, () => DataType> = {
  uint8: () => new Uint8(),
  uint16: () => new Uint16(),
  uint32: () => new Uint32(),
  float32: () => new Float32(),
  float64: () => new Float64(),
};

/**
 * An image as one Arrow IPC stream: a column `values`, and shape, dtype, calibration, unit and seq as schema metadata.
 * @throws RonchiError "shape-mismatch" when the shape does not fit the data
 */
export function encodeImage(message: ImageMessage): Uint8Array {
  const { data, shape, calibration, unit, seq } = message;
  requireSize("image to send", data.length, shape);
  const metadata = new Map([
    ["shape", JSON.stringify(shape)],
    ["dtype", dtypeOf(data)],
    ["calibration", JSON.stringify(calibration)],
    ["unit", unit],
    ["seq", String(seq)],
  ]);
  return toIpc({ [valuesColumn]: data }, data.length, metadata);
}

/**
 * The image of {@link encodeImage}. Nothing is copied, the values are a view on `bytes`; only when these do not start at a
 * multiple of 8 in their buffer, they are copied once.
 * @throws RonchiError "truncated", "corrupt" or "shape-mismatch" when the bytes are not such an image
 */
export function decodeImage(bytes: Uint8Array | DataView): ImageMessage {
  const { rows, schema, columns } = fromIpc(bytes, "image");
  const shape = parsed(schema, "shape", isShape);
  const dtype = parsedText(schema, "dtype");
  const data = columns[valuesColumn];
  if (data === undefined || !ArrayBuffer.isView(data)) throw corrupt("image", "no column of values");
  if (dtypeOf(data) !== dtype) throw corrupt("image", `${dtypeOf(data)} values declared as ${dtype}`);
  requireSize("received image", rows, shape);
  return {
    data,
    shape,
    calibration: parsed(schema, "calibration", isRecord) as Calibration,
    unit: parsedText(schema, "unit"),
    seq: parsed(schema, "seq", isNumber),
  };
}

/**
 * A table of numbers and lists of numbers as one Arrow IPC stream.
 * @throws RonchiError "shape-mismatch" when columns differ in their number of rows or offsets do not fit the values
 */
export function encodeTable(message: TableMessage): Uint8Array {
  const { columns, units, calibration, seq } = message;
  const rows = commonRows(columns);
  const metadata = new Map([
    ["units", JSON.stringify(units)],
    ["calibration", JSON.stringify(calibration)],
    ["seq", String(seq)],
  ]);
  return toIpc(columns, rows, metadata);
}

/**
 * The table of {@link encodeTable}, its arrays views on `bytes` as in {@link decodeImage}.
 * @throws RonchiError "truncated", "corrupt" or "shape-mismatch" when the bytes are not such a table
 */
export function decodeTable(bytes: Uint8Array | DataView): TableMessage {
  const { schema, columns } = fromIpc(bytes, "table");
  commonRows(columns);
  return {
    columns,
    units: parsed(schema, "units", isRecord) as Record<string, string>,
    calibration: parsed(schema, "calibration", isRecord) as Calibration,
    seq: parsed(schema, "seq", isNumber),
  };
}

// --- Arrow ------------------------------------------------------------------------------------------------------

function toIpc(
  columns: Readonly<Record<string, TableColumn>>,
  rows: number,
  metadata: Map<string, string>,
): Uint8Array {
  const children = Object.values(columns).map(columnData);
  const fields = Object.keys(columns).map((name, i) => new Field(name, children[i]!.type, false));
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  const schema = new Schema(fields, metadata);
  return tableToIPC(new Table(schema, [new RecordBatch(schema, struct)]), "stream");
}

function columnData(column: TableColumn): Data {
  if (ArrayBuffer.isView(column)) return numberData(column);
  const child = numberData(column.values);
  return makeData({
    type: new List(new Field("item", child.type, false)),
    length: column.offsets.length - 1,
    nullCount: 0,
    valueOffsets: column.offsets,
    child,
  });
}

function numberData(values: NumberArray): Data {
  const type = arrowTypes[dtypeOf(values)]();
  // Arrow's types tie each array class to its own DataType; `arrowTypes` has just chosen the matching one.
  return makeData({ type, length: values.length, nullCount: 0, data: values } as Parameters<
    typeof makeData
  >[0]);
}

interface ParsedIpc {
  readonly rows: number;
  readonly schema: ReadonlyMap<string, string>;
  readonly columns: Record<string, TableColumn>;
}

function fromIpc(bytes: Uint8Array | DataView, subject: string): ParsedIpc {
  const table = parseIpc(alignedBytes(bytes), subject);
  const batch = table.batches[0];
  if (batch === undefined || table.batches.length !== 1)
    throw truncated(subject, `${table.batches.length} record batches`);
  const columns: Record<string, TableColumn> = {};
  table.schema.fields.forEach((field, i) => {
    columns[field.name] = columnValues(batch.data.children[i]!, subject);
  });
  return { rows: batch.numRows, schema: table.schema.metadata, columns };
}

function parseIpc(bytes: Uint8Array, subject: string): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    throw truncated(subject, `${bytes.byteLength} bytes that are not a whole Arrow stream`, cause);
  }
}

function alignedBytes(bytes: Uint8Array | DataView): Uint8Array {
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.byteOffset % alignment === 0 ? view : view.slice();
}

function columnValues(data: Data, subject: string): TableColumn {
  const child = data.children[0];
  if (child === undefined) return numberValues(data, subject);
  const offsets = data.valueOffsets as Int32Array;
  return { offsets: offsets.subarray(0, data.length + 1), values: numberValues(child, subject) };
}

/** The values without the padding; fewer bytes than declared values are an error, never zeros. */
function numberValues(data: Data, subject: string): NumberArray {
  const values = data.values as NumberArray | undefined;
  const dtype = (Object.keys(arrowTypes) as Dtype[]).find(
    (name) => values !== undefined && String(data.type) === String(arrowTypes[name]()),
  );
  if (values === undefined || dtype === undefined) throw corrupt(subject, `a column of ${data.type}`);
  if (values.length < data.length)
    throw truncated(subject, `${values.byteLength} bytes for ${data.length} x ${bytesPerElement(dtype)}`);
  return values.subarray(0, data.length);
}

// --- checks -----------------------------------------------------------------------------------------------------

function requireSize(subject: string, values: number, shape: readonly [number, number]): void {
  if (values === shape[0] * shape[1]) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject,
    found: `${values} values`,
    expected: `${shape[0]} x ${shape[1]} = ${shape[0] * shape[1]}`,
    remedy: "Give the shape of the array as [y, x].",
  });
}

function commonRows(columns: Readonly<Record<string, TableColumn>>): number {
  const rows = Object.entries(columns).map(([name, column]) => rowsOf(name, column));
  if (rows.every((count) => count === rows[0])) return rows[0] ?? 0;
  throw mismatch(Object.keys(columns).join(", "), `columns of ${rows.join(", ")} rows`, "equally many rows");
}

function rowsOf(name: string, column: TableColumn): number {
  if (ArrayBuffer.isView(column)) return column.length;
  const { offsets, values } = column;
  const ordered = offsets.every((offset, i) => offset >= (i === 0 ? 0 : offsets[i - 1]!));
  if (offsets.length === 0 || offsets[0] !== 0 || offsets.at(-1) !== values.length || !ordered)
    throw mismatch(
      name,
      `offsets from ${offsets[0]} to ${offsets.at(-1)}`,
      `rising from 0 to ${values.length}`,
    );
  return offsets.length - 1;
}

function mismatch(subject: string, found: string, expected: string): RonchiError {
  const remedy = "Check how the columns were made.";
  return new RonchiError({
    code: "shape-mismatch",
    subject: `table column ${subject}`,
    found,
    expected,
    remedy,
  });
}

function truncated(subject: string, found: string, cause?: unknown): RonchiError {
  return new RonchiError({
    code: "truncated",
    subject: `received ${subject}`,
    found,
    expected: "one complete Arrow IPC stream with one record batch",
    remedy: "Ask for it again; if it happens again, kernel and page are of different versions.",
    cause,
  });
}

function corrupt(subject: string, found: string): RonchiError {
  return new RonchiError({
    code: "corrupt",
    subject: `received ${subject}`,
    found,
    expected: "columns and metadata as Ronchi writes them",
    remedy: "Reload the page, so that kernel and page are of the same version.",
  });
}

function parsedText(schema: ReadonlyMap<string, string>, key: string): string {
  const text = schema.get(key);
  if (text === undefined) throw corrupt("message", `no metadata ${key}`);
  return text;
}

function parsed<T>(
  schema: ReadonlyMap<string, string>,
  key: string,
  guard: (value: unknown) => value is T,
): T {
  const text = parsedText(schema, key);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw corrupt("message", `metadata ${key} = ${text}`);
  }
  if (!guard(value)) throw corrupt("message", `metadata ${key} = ${text}`);
  return value;
}

function isShape(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
