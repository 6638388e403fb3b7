import { bytesPerElement, type PixelDtype } from "../data/dtype.js";
import { RonchiError, type RonchiErrorCode } from "../errors.js";
import type { ByteSource } from "./byteSource.js";
import type { Format, FormatHost, OpenedCube, OpenOptions } from "./format.js";
import { chooseScanShape } from "./scanShape.js";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const; // "\x93NUMPY"
/** Headers of plain arrays have some 100 bytes. */
const MAX_HEADER_BYTES = 64 * 1024;
const DTYPES: Readonly<Record<string, PixelDtype>> = {
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  f4: "float32",
};

/** What the header of a .npy file says. */
export interface NpyHeader {
  readonly shape: readonly number[];
  readonly dtype: PixelDtype;
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
  const { shape, dtype, littleEndian, dataOffset } = await readNpyHeader(path, source);
  checkShape(path, shape, dtype);
  checkLength(path, source, dataOffset, shape, dtype);
  const [detY, detX] = shape.slice(-2) as [number, number];
  const frameCount = shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  const recorded = shape.length === 4 ? ([shape[0]!, shape[1]!] as const) : undefined;
  const scan = chooseScanShape(frameCount, options.scanShape ?? recorded, path);
  return {
    description: {
      shape: [...scan.shape, detY, detX],
      dtype,
      files: [path],
      parts: [{ kind: "contiguous", file: 0, offset: dataOffset, firstFrame: 0, frameCount, littleEndian }],
    },
    calibration: {},
    metadata: {},
    notes: scan.note === undefined ? [] : [scan.note],
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

function parseDescr(path: string, descr: string): { dtype: PixelDtype; littleEndian: boolean } {
  const dtype = DTYPES[descr.slice(1)];
  const byteOrder = descr[0] ?? "";
  if (dtype !== undefined && "<>|=".includes(byteOrder)) return { dtype, littleEndian: byteOrder !== ">" };
  const found = descr.includes("O") ? `${descr} (Python objects: never unpickled)` : descr;
  throw failure("unsupported", path, `dtype ${found}`, "uint8, uint16, uint32 or float32 (numpy.astype)");
}

function parseShape(path: string, tuple: string): number[] {
  const extents = tuple.split(",").map((extent) => extent.trim());
  if (extents.at(-1) === "") extents.pop();
  const isValid = extents.every((extent) => /^\d{1,16}$/.test(extent));
  if (!isValid) throw failure("corrupt", path, `shape (${tuple})`, "a tuple of sizes of 0 or more");
  return extents.map(Number);
}

function checkShape(path: string, shape: readonly number[], dtype: PixelDtype): void {
  const found = `shape (${shape.join(", ")})`;
  if (shape.length !== 3 && shape.length !== 4) {
    throw failure("shape-mismatch", path, found, "3 axes (n, detY, detX) or 4 (scanY, scanX, detY, detX)");
  }
  if (shape.includes(0)) throw failure("shape-mismatch", path, found, "at least one pixel");
  const bytes = shape.reduce((product, extent) => product * extent, bytesPerElement(dtype));
  if (!Number.isSafeInteger(bytes)) throw failure("too-large", path, found, "fewer than 2^53 bytes");
}

function checkLength(
  path: string,
  source: ByteSource,
  dataOffset: number,
  shape: readonly number[],
  dtype: PixelDtype,
): void {
  const end = shape.reduce((product, extent) => product * extent, bytesPerElement(dtype)) + dataOffset;
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
