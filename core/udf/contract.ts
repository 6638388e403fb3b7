import type { CubeDescription } from "../data/cubeDescription.js";
import type { Dtype, NumberArray } from "../data/dtype.js";
import type { KernelTable } from "../wasm/kernelTable.js";

/** nav: a value (or extraShape values) a scan position. sig: a detector image. single: one value for the run. */
export type BufferKind = "nav" | "sig" | "single";

/** A result of a UDF, before it is computed. */
export interface ResultSpec {
  readonly kind: BufferKind;
  /** Type while computing; integer sums are float64 here and narrowed to uint32 at the end when they fit. */
  readonly dtype: Dtype;
  /** After [scanY, scanX] for nav, before [detY, detX] for sig. */
  readonly extraShape?: readonly number[];
  /** Counts: narrow to Uint32Array at the end if every value is an integer below 2^32. */
  readonly counts?: boolean;
}

/** Some frames, decoded on demand and only in the form that a UDF asks for. Pointers are valid during `process`. */
export interface FrameBlock {
  /** Linear scan index of each frame. */
  readonly frames: Uint32Array;
  readonly count: number;
  /**
   * Address of one uint32 address a frame: of its pack (core/wasm/kernelTable.ts), which holds 0 for excluded pixels.
   * Present when the frames are kept in memory in that form; `planes()` and `dense()` then have to unpack.
   */
  readonly packs?: number;
  /** Bit-planes, when the storage has them; undefined otherwise: then use `dense()`. */
  planes(): PlaneBlock | undefined;
  /** The bits that are set in pixels that are not excluded, where the storage has counts in planes or packs. */
  words(): WordBlock | undefined;
  /** Address of count * detY * detX pixels of the cube's dtype, without gaps. */
  dense(): number;
}

export interface PlaneBlock {
  readonly pointer: number;
  readonly frameStride: number;
  readonly elementBytes: number;
  readonly blockElements: number;
}

/** Words of frames (core/wasm/kernelTable.ts), `frameStride` bytes apart. */
export interface WordBlock {
  readonly pointer: number;
  readonly frameStride: number;
}

/** What a UDF gets when a worker starts on a plan. */
export interface UdfContext {
  readonly cube: CubeDescription;
  readonly kernels: KernelTable;
  readonly memory: { readonly buffer: ArrayBufferLike };
  /** True once the run was cancelled: slow work may leave the rest of a block undone. */
  isStopped(): boolean;
  /** Takes memory that lives as long as the run; 16-byte aligned, zeroed. */
  allocate(byteLength: number): number;
  /**
   * Result arrays by name. nav arrays are shared by all workers (write only the frames of the block); sig and
   * single arrays belong to this worker and are merged at the end.
   */
  readonly results: Readonly<Record<string, NumberArray>>;
}

export interface UdfTask {
  process(block: FrameBlock): void;
  /**
   * Writes what was gathered in linear memory so far into the sig and single results. Called after the last block,
   * and now and then before, so that partial results can be looked at.
   */
  flush?(): void;
}

/** An analysis that sees every frame once. Works on any number of workers, on a file and later on a detector. */
export interface Udf<P = unknown> {
  readonly name: string;
  results(params: P, cube: CubeDescription): Readonly<Record<string, ResultSpec>>;
  start(params: P, context: UdfContext): UdfTask;
  /** Joins another worker's sig and single results `part` into `into`; addition when absent. */
  merge?(into: Record<string, NumberArray>, part: Readonly<Record<string, NumberArray>>, params: P): void;
}
