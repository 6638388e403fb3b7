import type { PixelDtype } from "./dtype.js";
import type { StoredDtype } from "./storedDtype.js";

/** One step that turns a stored chunk into pixels, in the order in which decoding applies them. */
export type ChunkFilter =
  | { readonly kind: "deflate" }
  | { readonly kind: "shuffle"; readonly elementBytes: number }
  | { readonly kind: "fletcher32" }
  /** HDF5 filter 32008 with LZ4; `blockElements` as written in each chunk's own header. */
  | { readonly kind: "bitshuffle-lz4"; readonly elementBytes: number }
  /** HDF5 filter 32004: LZ4 blocks behind a header. */
  | { readonly kind: "lz4" }
  /** HDF5 filter 32000. */
  | { readonly kind: "lzf" }
  | PluginFilter;

/** A filter that the host decodes by a plugin: zstd, blosc and others. */
export interface PluginFilter {
  readonly kind: "plugin";
  /** Registered number, and name for messages. */
  readonly id: number;
  readonly name: string;
  /** Parameters as the file stores them. */
  readonly clientData: readonly number[];
}

/** Pixels stored one after the other, C order, without filters. */
export interface ContiguousPart {
  readonly kind: "contiguous";
  /** Index into {@link CubeDescription.files}. */
  readonly file: number;
  /** Byte offset of the first frame. */
  readonly offset: number;
  /** First frame (linear scan index) of this part, and how many follow. */
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly littleEndian: boolean;
}

/** Pixels stored in equal boxes of [scanY, scanX, detY, detX]; boxes at the border may reach beyond the data. */
export interface ChunkedPart {
  readonly kind: "chunked";
  readonly file: number;
  readonly firstFrame: number;
  /** Scan extent as stored, [y, x]; a 3-D stack of n frames is [1, n]. y * x frames. */
  readonly stored: readonly [number, number];
  /** Extent of a chunk, [scanY, scanX, detY, detX]. */
  readonly chunk: readonly [number, number, number, number];
  readonly filters: readonly ChunkFilter[];
  readonly littleEndian: boolean;
  /**
   * One entry a chunk, C order over the grid of chunks [scanY, scanX, detY, detX]: byte offset in the file and
   * stored bytes; 0 bytes means never written, its pixels are 0.
   */
  readonly offsets: Float64Array;
  readonly byteLengths: Uint32Array;
  /** Filters skipped for a chunk, bit i = i-th filter in *encoding* order; absent when no chunk skips any. */
  readonly filterMasks?: Uint32Array;
}

/** Consecutive frames that are stored in one way. */
export type CubePart = ContiguousPart | ChunkedPart;

/**
 * Where the pixels of a cube are: plain data that crosses threads by structured clone. Everything an executor
 * needs to read frames, and nothing about what will be done with them.
 */
export interface CubeDescription {
  /** [scanY, scanX, detY, detX], C order; frames are numbered y * scanX + x. */
  readonly shape: readonly [number, number, number, number];
  readonly dtype: PixelDtype;
  /** Type of the pixels in the files, where it is not `dtype`: readers convert them. */
  readonly stored?: StoredDtype;
  /** Names that the host's file reader opens: absolute paths in Node. All were checked when the cube was opened. */
  readonly files: readonly string[];
  /** In order of `firstFrame`, without gaps. */
  readonly parts: readonly CubePart[];
  /** Excluded pixels of the file's static mask, 1 = excluded, detY * detX; absent when there are none. */
  readonly excluded?: Uint8Array;
  /** Value that marks an overflowed pixel (DECTRIS: 2^bits - 1); absent when the format has none. */
  readonly overflowValue?: number;
  /** Where the executor notes which frames it keeps decoded in memory; absent: it keeps none. */
  readonly kept?: KeptFrames;
}

/** Shared by all threads that know the cube. What the table holds is the executor's own business. */
export interface KeptFrames {
  readonly table: SharedArrayBuffer;
  /** Most bytes that the executor may keep while it reads this cube, of this and of other cubes together. */
  readonly byteLimit: number;
}

/** Scan positions. */
export function frameCount(cube: Pick<CubeDescription, "shape">): number {
  return cube.shape[0] * cube.shape[1];
}

/** Detector pixels. */
export function pixelCount(cube: Pick<CubeDescription, "shape">): number {
  return cube.shape[2] * cube.shape[3];
}
