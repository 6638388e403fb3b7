import { boxedShape } from "#core/data/boxes.js";
import type { Calibration } from "#core/data/calibration.js";
import { dtypeOf, type NumberArray } from "#core/data/dtype.js";
import type { FourierPlane } from "#core/data/fourierSlice.js";
import { RonchiError } from "#core/errors.js";
import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import { corrupt, fromIpc, type TableColumn, toIpc } from "./arrowIpc.js";

export type { RaggedColumn, TableColumn } from "./arrowIpc.js";

/** An image as it crosses between kernel and browser. */
export interface ImageMessage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /**
   * Of a coarse image: one value stands for box x box pixels, and there are as many as `boxedShape` says. Absent: one
   * value a pixel.
   */
  readonly box?: number;
  /**
   * Of an image of vectors, whose magnitudes are the data: their angles, rad, from +x to +y (clockwise on the screen),
   * within [-pi, pi]; 0 where the magnitude is NaN.
   */
  readonly direction?: Float32Array;
  /** Of a colour composite: its one to three images, red first; the data are the first of them. */
  readonly channels?: readonly Channel[];
  /** Of a Fourier transform, with zero frequency in the middle. */
  readonly fourier?: FourierPlane;
  /** 1 = excluded pixel, same order as the data; absent when there are none. */
  readonly excluded?: Uint8Array;
  readonly calibration: Calibration;
  /** What the values are: "counts", "counts / frame", "px". Other units of the same values are a matter of display. */
  readonly unit: string;
  /** What the values are called where they are read: "CoM x", "|F|"; absent: intensities. */
  readonly symbol?: string;
  readonly seq: number;
}

/** One image of a colour composite. */
export interface Channel {
  /** Name of the detector that made it. */
  readonly name: string;
  /** C order, as the image that it belongs to. */
  readonly data: NumberArray;
}

/** A table as it crosses between kernel and browser: equally many rows in every column. */
export interface TableMessage {
  readonly columns: Readonly<Record<string, TableColumn>>;
  /** Unit of each column that has one. */
  readonly units: Readonly<Record<string, string>>;
  readonly calibration: Calibration;
  readonly seq: number;
}

const valuesColumn = "values";
const directionColumn = "direction";
/** Of a colour composite, beside the values of its first image. */
const channelColumns = ["second", "third"] as const;

/**
 * An image as one Arrow IPC stream: a column `values`, a column `direction` where there is such, and shape, dtype,
 * calibration, unit, seq and the runs of the excluded pixels as schema metadata.
 * @throws RonchiError "shape-mismatch" when the shape does not fit the data
 */
export function encodeImage(message: ImageMessage): Uint8Array {
  const {
    data,
    shape,
    box = 1,
    direction,
    channels,
    fourier,
    excluded,
    calibration,
    unit,
    symbol,
    seq,
  } = message;
  const boxes = boxedShape(shape, box);
  requireSize("image to send", data.length, boxes);
  if (direction !== undefined) requireSize("directions of the image to send", direction.length, boxes);
  if (excluded !== undefined) requireSize("mask of the image to send", excluded.length, shape);
  const metadata = new Map([
    ["shape", JSON.stringify(shape)],
    ["dtype", dtypeOf(data)],
    ["calibration", JSON.stringify(calibration)],
    ["unit", unit],
    ["seq", String(seq)],
  ]);
  if (box > 1) metadata.set("box", String(box));
  if (excluded !== undefined) metadata.set("excluded", runsText(excluded));
  if (symbol !== undefined) metadata.set("symbol", symbol);
  if (fourier !== undefined) metadata.set("fourier", JSON.stringify(fourier));
  if (channels !== undefined) metadata.set("channels", JSON.stringify(channels.map(({ name }) => name)));
  const others = channels?.slice(1).map((channel, i) => [channelColumns[i]!, channel.data] as const) ?? [];
  const angles = direction === undefined ? {} : { [directionColumn]: direction };
  return toIpc({ [valuesColumn]: data, ...Object.fromEntries(others), ...angles }, data.length, metadata);
}

/** Masks change with the file, not from frame to frame. */
const knownRuns = new WeakMap<Uint8Array, string>();

function runsText(mask: Uint8Array): string {
  const text = knownRuns.get(mask) ?? JSON.stringify(runsOfMask(mask));
  knownRuns.set(mask, text);
  return text;
}

let lastMask: { readonly text: string; readonly shape: string; readonly mask: Uint8Array } | undefined;

function maskOf(metadata: ReadonlyMap<string, string>, shape: readonly [number, number]): Uint8Array {
  const [text, size] = [parsedText(metadata, "excluded"), String(shape)];
  if (lastMask?.text !== text || lastMask.shape !== size) {
    lastMask = { text, shape: size, mask: maskOfRuns(parsed(metadata, "excluded", isNumberList), shape) };
  }
  return lastMask.mask;
}

/**
 * The image of {@link encodeImage}. Nothing is copied, the values are a view on `bytes`; only when these do not start at a
 * multiple of 8 in their buffer, they are copied once.
 * @throws RonchiError "truncated", "corrupt" or "shape-mismatch" when the bytes are not such an image
 */
export function decodeImage(bytes: Uint8Array | DataView): ImageMessage {
  const { metadata, columns } = fromIpc(bytes, "image");
  const shape = parsed(metadata, "shape", isShape);
  const dtype = parsedText(metadata, "dtype");
  const { [valuesColumn]: data, [directionColumn]: direction } = columns;
  if (data === undefined || !ArrayBuffer.isView(data)) throw corrupt("image", "no column of values");
  if (dtypeOf(data) !== dtype) throw corrupt("image", `${dtypeOf(data)} values declared as ${dtype}`);
  const box = metadata.has("box") ? parsed(metadata, "box", isBox) : 1;
  const boxes = boxedShape(shape, box);
  requireSize("received image", data.length, boxes);
  if (direction instanceof Float32Array)
    requireSize("directions of the received image", direction.length, boxes);
  return {
    data,
    shape,
    ...(box > 1 ? { box } : {}),
    ...(direction instanceof Float32Array ? { direction } : {}),
    ...(metadata.has("channels") ? { channels: channelsOf(metadata, columns, boxes) } : {}),
    ...(metadata.has("fourier") ? { fourier: parsed(metadata, "fourier", isFourierPlane) } : {}),
    ...(metadata.has("excluded") ? { excluded: maskOf(metadata, shape) } : {}),
    calibration: parsed(metadata, "calibration", isRecord) as Calibration,
    unit: parsedText(metadata, "unit"),
    ...(metadata.has("symbol") ? { symbol: parsedText(metadata, "symbol") } : {}),
    seq: parsed(metadata, "seq", isNumber),
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
  const { metadata, columns } = fromIpc(bytes, "table");
  commonRows(columns);
  return {
    columns,
    units: parsed(metadata, "units", isRecord) as Record<string, string>,
    calibration: parsed(metadata, "calibration", isRecord) as Calibration,
    seq: parsed(metadata, "seq", isNumber),
  };
}

/** @throws RonchiError "corrupt" when there are fewer images than names */
function channelsOf(
  metadata: ReadonlyMap<string, string>,
  columns: Readonly<Record<string, TableColumn>>,
  shape: readonly [number, number],
): readonly Channel[] {
  return parsed(metadata, "channels", isNameList).map((name, i) => {
    const data = columns[[valuesColumn, ...channelColumns][i]!];
    if (data === undefined || !ArrayBuffer.isView(data))
      throw corrupt("image", `no values of channel ${name}`);
    requireSize("channel of the received image", data.length, shape);
    return { name, data };
  });
}

function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber);
}

function isNameList(value: unknown): value is readonly string[] {
  const most = 1 + channelColumns.length;
  return Array.isArray(value) && value.length <= most && value.every((name) => typeof name === "string");
}

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

function parsedText(metadata: ReadonlyMap<string, string>, key: string): string {
  const text = metadata.get(key);
  if (text === undefined) throw corrupt("message", `no metadata ${key}`);
  return text;
}

function parsed<T>(
  metadata: ReadonlyMap<string, string>,
  key: string,
  guard: (value: unknown) => value is T,
): T {
  const text = parsedText(metadata, key);
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

function isBox(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isFourierPlane(value: unknown): value is FourierPlane {
  if (!isRecord(value) || (value.pixelUnit !== "Å" && value.pixelUnit !== "Å⁻¹")) return false;
  const { pixel } = value;
  return pixel === undefined || (Array.isArray(pixel) && pixel.length === 2 && pixel.every(isNumber));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
