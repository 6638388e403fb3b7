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
import { bytesPerElement, type Dtype, dtypeOf, type NumberArray } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";

/** A column with a list in each row (the peaks of each pattern): row i is values[offsets[i]] … values[offsets[i + 1] - 1]. */
export interface RaggedColumn {
  /** One more than there are rows, not decreasing, from 0 to values.length. */
  readonly offsets: Int32Array;
  readonly values: NumberArray;
}

export type TableColumn = NumberArray | RaggedColumn;

/** What an Arrow stream of columns holds. */
export interface ParsedIpc {
  /** Metadata of the schema. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly columns: Record<string, TableColumn>;
}

/** Arrow aligns its buffers to 8 bytes from the start of the message; views need the start to be aligned too. */
const alignment = 8;

const arrowTypes: Record<Dtype, () => DataType> = {
  uint8: () => new Uint8(),
  uint16: () => new Uint16(),
  uint32: () => new Uint32(),
  float32: () => new Float32(),
  float64: () => new Float64(),
};

/** Columns of numbers and of lists as one Arrow IPC stream with one record batch. */
export function toIpc(
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

/**
 * The columns of {@link toIpc}, views on `bytes`; copied once when these do not start at a multiple of 8 in their buffer.
 * @throws RonchiError "truncated" or "corrupt" when the bytes are not such a stream
 */
export function fromIpc(bytes: Uint8Array | DataView, subject: string): ParsedIpc {
  const table = parseIpc(alignedBytes(bytes), subject);
  const batch = table.batches[0];
  if (batch === undefined || table.batches.length !== 1)
    throw truncated(subject, `${table.batches.length} record batches`);
  const columns: Record<string, TableColumn> = {};
  table.schema.fields.forEach((field, i) => {
    columns[field.name] = columnValues(batch.data.children[i]!, subject);
  });
  return { metadata: table.schema.metadata, columns };
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

/** The error for a stream that is whole, but not what was expected. */
export function corrupt(subject: string, found: string): RonchiError {
  return new RonchiError({
    code: "corrupt",
    subject: `received ${subject}`,
    found,
    expected: "columns and metadata as Ronchi writes them",
    remedy: "Reload the page, so that kernel and page are of the same version.",
  });
}
