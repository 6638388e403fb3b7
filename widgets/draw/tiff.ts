import type { NumberArray } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";

/** A format of samples that holds the values of an image without loss. */
export type TiffSamples = "uint16" | "uint32" | "int32" | "float32";

export interface TiffOptions {
  readonly samples: TiffSamples;
  /** Free text, ASCII: programs show it as the description of the image. */
  readonly description?: string;
  /** Pixels a unit of length along x and y; ImageJ reads it with the unit that the description names. */
  readonly pixelsPerUnit?: readonly [y: number, x: number];
}

const bits: Readonly<Record<TiffSamples, number>> = { uint16: 16, uint32: 32, int32: 32, float32: 32 };
/** SampleFormat, TIFF 6.0 section 19. */
const sampleFormat: Readonly<Record<TiffSamples, number>> = { uint16: 1, uint32: 1, int32: 2, float32: 3 };
const headerBytes = 8;
const entryBytes = 12;
/** Field types: ASCII, SHORT, LONG, RATIONAL. */
const [ascii, short, long, rational] = [2, 3, 4, 5];

/** Whether every value survives in 16 bits: whole numbers from 0 to 65 535. */
export function fitsUint16(data: NumberArray): boolean {
  return data.every((value) => Number.isInteger(value) && value >= 0 && value <= 0xffff);
}

/** The 32-bit format of an image: whole numbers if all are, else float32 (exact for float32 data). */
export function wideSamples(data: NumberArray): TiffSamples {
  let [least, most] = [0, 0];
  for (const value of data) {
    if (!Number.isInteger(value)) return "float32";
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least >= 0 && most <= 0xffff_ffff) return "uint32";
  return least >= -0x8000_0000 && most <= 0x7fff_ffff ? "int32" : "float32";
}

/** One page of a file. */
export interface TiffPage {
  /** C order. */
  readonly data: NumberArray;
  /** [y, x]. */
  readonly shape: readonly [number, number];
  readonly options: TiffOptions;
}

/**
 * A grey image as a TIFF 6.0 file: little-endian, uncompressed, one strip.
 * @param shape [y, x], C order
 * @throws RonchiError "shape-mismatch" when the shape does not fit the data
 */
export function encodeTiff(
  data: NumberArray,
  shape: readonly [number, number],
  options: TiffOptions,
): Uint8Array {
  return encodeTiffPages([{ data, shape, options }]);
}

/** Grey images as the pages of one file, as {@link encodeTiff}; ImageJ opens them as a stack. */
export function encodeTiffPages(pages: readonly TiffPage[]): Uint8Array {
  const places: PagePlace[] = [];
  let end = headerBytes;
  for (const page of pages) {
    requireSize(page.data.length, page.shape);
    const place = pagePlace(page, end);
    places.push(place);
    end = place.end;
  }
  const file = new DataView(new ArrayBuffer(end));
  writeHeader(file);
  for (const [i, page] of pages.entries()) writePage(file, page, places[i]!, places[i + 1]?.directoryAt ?? 0);
  return new Uint8Array(file.buffer);
}

/** Where the parts of a page lie, bytes from the start of the file. */
interface PagePlace {
  readonly directoryAt: number;
  readonly resolutionAt: number;
  readonly text: Uint8Array;
  readonly textAt: number;
  readonly samplesAt: number;
  readonly end: number;
}

const entryCount = 13;

function pagePlace({ data, options }: TiffPage, directoryAt: number): PagePlace {
  const text = new TextEncoder().encode(`${options.description ?? ""}\0`);
  const resolutionAt = directoryAt + 2 + entryCount * entryBytes + 4;
  const textAt = resolutionAt + 16;
  // Samples and directories at a multiple of four, and a value offset may never be odd.
  const samplesAt = Math.ceil((textAt + text.length) / 4) * 4;
  const end = samplesAt + Math.ceil((data.length * (bits[options.samples] / 8)) / 4) * 4;
  return { directoryAt, resolutionAt, text, textAt, samplesAt, end };
}

function writePage(file: DataView, page: TiffPage, place: PagePlace, nextAt: number): void {
  const { data, shape, options } = page;
  const { directoryAt, resolutionAt, text, textAt, samplesAt } = place;
  const { samples, pixelsPerUnit = [1, 1] } = options;
  writeDirectory(file, directoryAt, nextAt, [
    [256, long, 1, shape[1]],
    [257, long, 1, shape[0]],
    [258, short, 1, bits[samples]],
    [259, short, 1, 1], // no compression
    [262, short, 1, 1], // 0 is black
    [270, ascii, text.length, text.length > 4 ? textAt : inlineText(text)],
    [273, long, 1, samplesAt],
    [277, short, 1, 1], // samples a pixel
    [278, long, 1, shape[0]],
    [279, long, 1, data.length * (bits[samples] / 8)],
    [282, rational, 1, resolutionAt],
    [283, rational, 1, resolutionAt + 8],
    [339, short, 1, sampleFormat[samples]],
  ]);
  writeRational(file, resolutionAt, pixelsPerUnit[1]);
  writeRational(file, resolutionAt + 8, pixelsPerUnit[0]);
  if (text.length > 4) new Uint8Array(file.buffer).set(text, textAt);
  writeSamples(file, samplesAt, data, samples);
}

type Entry = readonly [tag: number, type: number, count: number, value: number];

function writeHeader(file: DataView): void {
  file.setUint16(0, 0x4949, true);
  file.setUint16(2, 42, true);
  file.setUint32(4, headerBytes, true);
}

/** Entries in the order of their tags. */
function writeDirectory(file: DataView, start: number, nextAt: number, entries: readonly Entry[]): void {
  file.setUint16(start, entries.length, true);
  file.setUint32(start + 2 + entries.length * entryBytes, nextAt, true);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = start + 2 + i * entryBytes;
    file.setUint16(at, tag, true);
    file.setUint16(at + 2, type, true);
    file.setUint32(at + 4, count, true);
    if (type === short) file.setUint16(at + 8, value, true);
    else file.setUint32(at + 8, value, true);
  }
}

/** Up to four bytes stand in the entry itself. */
function inlineText(text: Uint8Array): number {
  return text.reduce((value, byte, i) => value + byte * 256 ** i, 0);
}

/** As a fraction with six digits or more. */
function writeRational(file: DataView, at: number, value: number): void {
  const denominator = value < 4000 ? 1_000_000 : 1;
  file.setUint32(at, Math.round(value * denominator), true);
  file.setUint32(at + 4, denominator, true);
}

function writeSamples(file: DataView, at: number, data: NumberArray, samples: TiffSamples): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (samples === "uint16") file.setUint16(at + 2 * i, value, true);
    else if (samples === "uint32") file.setUint32(at + 4 * i, value, true);
    else if (samples === "int32") file.setInt32(at + 4 * i, value, true);
    else file.setFloat32(at + 4 * i, value, true);
  }
}

function requireSize(values: number, shape: readonly [number, number]): void {
  if (values === shape[0] * shape[1]) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "image to write as TIFF",
    found: `${values} values`,
    expected: `${shape[0]} x ${shape[1]} = ${shape[0] * shape[1]}`,
    remedy: "Pass the shape of the array.",
  });
}
