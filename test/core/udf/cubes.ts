import { deflateSync } from "node:zlib";
import fc from "fast-check";
import type { ChunkedPart, ChunkFilter, CubeDescription } from "#core/data/cubeDescription.js";
import { bytesPerElement, isFloat, type PixelArray, type PixelDtype, typedArray } from "#core/data/dtype.js";
import { encodeBslz4 } from "../../fixtures/bslz4Encoder.js";

/** A cube written into memory by this file's own encoder, and its pixels as they were before. */
export interface StoredCube {
  readonly description: CubeDescription;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly pixels: PixelArray;
}

export type Shape4 = readonly [number, number, number, number];

export interface Storage {
  readonly chunk?: Shape4;
  readonly filters?: "none" | "deflate" | "shuffle+deflate" | "bitshuffle-lz4";
  readonly littleEndian?: boolean;
  readonly excluded?: Uint8Array;
  readonly overflowValue?: number;
}

/** Stores pixels contiguously, or in chunks as HDF5 does: C order over the grid, boxes at the border padded. */
export function storeCube(
  shape: Shape4,
  dtype: PixelDtype,
  pixels: PixelArray,
  storage: Storage = {},
): StoredCube {
  const { chunk, littleEndian = true, excluded, overflowValue } = storage;
  const common = {
    shape,
    dtype,
    files: ["memory"],
    ...(excluded === undefined ? {} : { excluded }),
    ...(overflowValue === undefined ? {} : { overflowValue }),
  };
  if (chunk === undefined) {
    const part = {
      kind: "contiguous" as const,
      file: 0,
      offset: 24,
      firstFrame: 0,
      frameCount: shape[0] * shape[1],
      littleEndian,
    };
    const body = ordered(pixels, littleEndian);
    return {
      description: { ...common, parts: [part] },
      files: { memory: concat([new Uint8Array(24), body]) },
      pixels,
    };
  }
  const { bytes, part } = chunked(shape, dtype, pixels, chunk, storage.filters ?? "none", littleEndian);
  return { description: { ...common, parts: [part] }, files: { memory: bytes }, pixels };
}

function chunked(
  shape: Shape4,
  dtype: PixelDtype,
  pixels: PixelArray,
  chunk: Shape4,
  kind: NonNullable<Storage["filters"]>,
  littleEndian: boolean,
): { bytes: Uint8Array; part: ChunkedPart } {
  const grid = shape.map((extent, axis) => Math.ceil(extent / chunk[axis]!)) as unknown as Shape4;
  const stored: Uint8Array[] = [new Uint8Array(7)];
  const offsets: number[] = [];
  for (const corner of corners(grid)) {
    const box = cut(shape, dtype, pixels, chunk, corner);
    offsets.push(stored.reduce((sum, piece) => sum + piece.byteLength, 0));
    stored.push(encode(ordered(box, littleEndian), bytesPerElement(dtype), kind));
  }
  const part: ChunkedPart = {
    kind: "chunked",
    file: 0,
    firstFrame: 0,
    stored: [shape[0], shape[1]],
    chunk,
    filters: filtersOf(kind, bytesPerElement(dtype)),
    littleEndian,
    offsets: Float64Array.from(offsets),
    byteLengths: Uint32Array.from(stored.slice(1), (piece) => piece.byteLength),
  };
  return { bytes: concat(stored), part };
}

function filtersOf(kind: NonNullable<Storage["filters"]>, elementBytes: number): ChunkFilter[] {
  if (kind === "deflate") return [{ kind: "deflate" }];
  if (kind === "shuffle+deflate") return [{ kind: "deflate" }, { kind: "shuffle", elementBytes }];
  if (kind === "bitshuffle-lz4") return [{ kind: "bitshuffle-lz4", elementBytes }];
  return [];
}

function encode(bytes: Uint8Array, elementBytes: number, kind: NonNullable<Storage["filters"]>): Uint8Array {
  if (kind === "deflate") return deflateSync(bytes);
  if (kind === "shuffle+deflate") return deflateSync(shuffled(bytes, elementBytes));
  if (kind === "bitshuffle-lz4") return encodeBslz4(bytes, elementBytes, 64, "matches");
  return bytes;
}

function shuffled(bytes: Uint8Array, elementBytes: number): Uint8Array {
  const elements = bytes.length / elementBytes;
  return bytes.map((_, i) => bytes[(i % elements) * elementBytes + Math.floor(i / elements)]!);
}

function* corners(grid: Shape4): Generator<Shape4> {
  for (let a = 0; a < grid[0]; a++)
    for (let b = 0; b < grid[1]; b++)
      for (let c = 0; c < grid[2]; c++) for (let d = 0; d < grid[3]; d++) yield [a, b, c, d];
}

function cut(
  shape: Shape4,
  dtype: PixelDtype,
  pixels: PixelArray,
  chunk: Shape4,
  corner: Shape4,
): PixelArray {
  const length = chunk.reduce((a, b) => a * b, 1);
  const box = typedArray(dtype, new ArrayBuffer(length * bytesPerElement(dtype)));
  for (let i = 0; i < length; i++) {
    const within = unravel(i, chunk);
    const at = within.map((v, axis) => v + corner[axis]! * chunk[axis]!);
    const inside = at.every((v, axis) => v < shape[axis]!);
    // What lies beyond the border must not be read: fill it with something that would show.
    box[i] = inside ? pixels[ravel(at, shape)]! : 77;
  }
  return box;
}

function unravel(index: number, shape: Shape4): number[] {
  const at: number[] = [];
  let rest = index;
  for (let axis = 3; axis >= 0; axis--) {
    at.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return at;
}

function ravel(at: readonly number[], shape: Shape4): number {
  return at.reduce((index, v, axis) => index * shape[axis]! + v, 0);
}

function ordered(pixels: PixelArray, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(pixels.buffer as ArrayBuffer, pixels.byteOffset, pixels.byteLength).slice();
  const size = pixels.BYTES_PER_ELEMENT;
  if (!littleEndian) for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse();
  return bytes;
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}

const dtypes: readonly PixelDtype[] = ["uint8", "uint16", "uint32", "float32", "float64"];

/** Any small cube in any storage that a reader can hand on. */
export const anyStoredCube: fc.Arbitrary<StoredCube> = fc
  .record({
    shape: fc.tuple(extent(4), extent(5), extent(19), extent(23)),
    dtype: fc.constantFrom(...dtypes),
    chunk: fc.option(fc.tuple(extent(3), extent(4), extent(20), extent(24)), { nil: undefined }),
    framePerChunk: fc.boolean(),
    filters: fc.constantFrom("none", "deflate", "shuffle+deflate", "bitshuffle-lz4" as const),
    littleEndian: fc.boolean(),
    exclude: fc.boolean(),
    seed: fc.integer(),
  })
  .map(({ shape, dtype, chunk, framePerChunk, filters, littleEndian, exclude, seed }) => {
    const random = generator(seed);
    const length = shape.reduce((a, b) => a * b, 1);
    const pixels = typedArray(dtype, new ArrayBuffer(length * bytesPerElement(dtype)));
    const top = { uint8: 255, uint16: 65_535, uint32: 4_294_967_295, float32: 1000, float64: 1000 }[dtype];
    for (let i = 0; i < length; i++) pixels[i] = random() < 0.02 ? top : Math.floor(random() ** 6 * top);
    const box = framePerChunk ? ([1, 1, shape[2], shape[3]] as const) : chunk;
    return storeCube(shape, dtype, pixels, {
      ...(box === undefined ? {} : { chunk: box }),
      filters: filters as NonNullable<Storage["filters"]>,
      littleEndian,
      ...(exclude
        ? { excluded: Uint8Array.from({ length: shape[2] * shape[3] }, () => (random() < 0.1 ? 1 : 0)) }
        : {}),
      ...(isFloat(dtype) ? {} : { overflowValue: top }),
    });
  });

function extent(most: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: most });
}

/** mulberry32's state step and finaliser: small, seeded, good enough to fill test pixels. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
