import {
  conversionNote,
  type PixelType,
  pixelTypeOf,
  readableTypes,
  storedBytes,
} from "../data/storedDtype.js";
import { RonchiError, type RonchiErrorCode } from "../errors.js";
import type { ByteSource } from "./byteSource.js";
import type { Format, FormatHost, OpenedCube, OpenOptions } from "./format.js";
import { chooseScanShape } from "./scanShape.js";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const; // "\x93NUMPY"
/** Headers of plain arrays have some 100 bytes. */
const MAX_HEADER_BYTES = 64 * 1024;
const KINDS: Readonly<Record<string, string>> = { u: "uint", i: "int", f: "float" };

/** What the header of a .npy file says. */
export interface NpyHeader {
  readonly shape: readonly number[];
  readonly type: PixelType;
  readonly littleEndian: boolean;
  /** Byte offset of the first element. */
  readonly dataOffset: number;
}

/** numpy .npy, versions 1 to 3: [scanY, scanX, detY, detX], or a stack [n, detY, detX]. */
export const npyFormat: Format = {
  name: "npy",
  extensions: [".npy"],
  detect: (head) => MAGIC.every((byte, i) => head[i] === byte),
  open: openNpy,
};

/** Reads and checks the header. Errors: "not-this-format", "unsupported", "corrupt", "truncated". */
export async function readNpyHeader(path: string, source: ByteSource): Promise<NpyHeader> {
  const head = await source.read(0, Math.min(12, source.byteLength));
  if (!npyFormat.detect(head, path)) {
    throw failure("not-this-format", path, "a file without the .npy signature", "a .npy file");
  }
  const version = head[6]!;
  if (version < 1 || version > 3) {
    throw failure("unsupported", path, `.npy version ${version}`, "version 1, 2 or 3");
  }
  const start = version === 1 ? 10 : 12;
  const length = head[8]! + head[9]! * 256 + (version === 1 ? 0 : head[10]! * 2 ** 16 + head[11]! * 2 ** 24);
  if (length > MAX_HEADER_BYTES) {
    throw failure("unsupported", path, `a header of ${length} bytes`, "the header of a plain array");
  }
  const text = new TextDecoder().decode(await readWithin(path, source, start, start + length));
  return { ...parseHeader(path, text), dataOffset: start + length };
}

async function openNpy(path: string, host: FormatHost, options: OpenOptions): Promise<OpenedCube> {
  const source = await host.openSource(path);
  const { shape, type, littleEndian, dataOffset } = await readNpyHeader(path, source);
  checkShape(path, shape, storedBytes(type));
  checkLength(path, source, dataOffset, shape, storedBytes(type));
  const [detY, detX] = shape.slice(-2) as [number, number];
  const frameCount = shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  const recorded = shape.length === 4 ? ([shape[0]!, shape[1]!] as const) : undefined;
  const scan = chooseScanShape(frameCount, options.scanShape ?? recorded, path);
  return {
    description: {
      shape: [...scan.shape, detY, detX],
      ...type,
      files: [path],
      parts: [{ kind: "contiguous", file: 0, offset: dataOffset, firstFrame: 0, frameCount, littleEndian }],
    },
    calibration: {},
    metadata: {},
    notes: [conversionNote(type), scan.note].filter((note) => note !== undefined),
  };
}

/** The header is a Python dict literal; only three plain values are looked for, nothing is evaluated. */
function parseHeader(path: string, text: string): Omit<NpyHeader, "dataOffset"> {
  const descr = /'descr'\s*:\s*(?:'([^']*)'|\[)/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const tuple = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (descr === null || order === undefined || tuple === undefined) {
    throw failure("corrupt", path, "a header without descr, fortran_order and shape", "a .npy header");
  }
  if (order === "True")
    throw failure("unsupported", path, "Fortran order", "C order (numpy.ascontiguousarray)");
  return { ...parseDescr(path, descr[1] ?? "a structured dtype"), shape: parseShape(path, tuple) };
}

/** "<u2": byte order, kind and bytes. */
function parseDescr(path: string, descr: string): { type: PixelType; littleEndian: boolean } {
  const [, byteOrder, kind = "", bytes] = /^([<>|=])([a-zA-Z])(\d{1,4})$/.exec(descr) ?? [];
  const type = pixelTypeOf(kind === "b" ? "bool" : `${KINDS[kind]}${8 * Number(bytes)}`);
  if (type !== undefined) return { type, littleEndian: byteOrder !== ">" };
  const found = descr.includes("O") ? `${descr} (Python objects: never unpickled)` : descr;
  throw failure("unsupported", path, `dtype ${found}`, `${readableTypes} (numpy.astype)`);
}

function parseShape(path: string, tuple: string): number[] {
  const extents = tuple.split(",").map((extent) => extent.trim());
  if (extents.at(-1) === "") extents.pop();
  const isValid = extents.every((extent) => /^\d{1,16}$/.test(extent));
  if (!isValid) throw failure("corrupt", path, `shape (${tuple})`, "a tuple of sizes of 0 or more");
  return extents.map(Number);
}

function checkShape(path: string, shape: readonly number[], pixelBytes: number): void {
  const found = `shape (${shape.join(", ")})`;
  if (shape.length !== 3 && shape.length !== 4) {
    throw failure("shape-mismatch", path, found, "3 axes (n, detY, detX) or 4 (scanY, scanX, detY, detX)");
  }
  if (shape.includes(0)) throw failure("shape-mismatch", path, found, "at least one pixel");
  const bytes = shape.reduce((product, extent) => product * extent, pixelBytes);
  if (!Number.isSafeInteger(bytes)) throw failure("too-large", path, found, "fewer than 2^53 bytes");
}

function checkLength(
  path: string,
  source: ByteSource,
  dataOffset: number,
  shape: readonly number[],
  pixelBytes: number,
): void {
  const end = shape.reduce((product, extent) => product * extent, pixelBytes) + dataOffset;
  if (end <= source.byteLength) return;
  throw failure(
    "truncated",
    path,
    `${source.byteLength} bytes`,
    `${end} bytes for shape (${shape.join(", ")})`,
  );
}

async function readWithin(path: string, source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  if (end <= source.byteLength) return source.read(start, end);
  throw failure("truncated", path, `${source.byteLength} bytes`, `a header up to ${end} bytes`);
}

const REMEDIES: Partial<Record<RonchiErrorCode, string>> = {
  truncated: "The file was cut short; copy it again.",
  corrupt: "The file is damaged; save it again with numpy.save.",
};

function failure(code: RonchiErrorCode, subject: string, found: string, expected: string): RonchiError {
  const remedy = REMEDIES[code] ?? "Save the array again with numpy.save in this form.";
  return new RonchiError({ code, subject, found, expected, remedy });
}
