import type { CubeDescription } from "./cubeDescription.js";
import type { NumberArray } from "./dtype.js";

/** One analysis inside a plan: the name of a registered UDF and its parameters, plain data. */
export interface UdfCall {
  /** Name under which its results come back; unique in the plan. */
  readonly name: string;
  /** Key in the table of UDFs (core/udf/registry.ts). */
  readonly udf: string;
  readonly params: unknown;
}

/** Consecutive scan chunks of one part, the unit of work of a compute worker. */
export interface Tile {
  readonly part: number;
  /** First scan chunk (C order over the part's scan chunks; a frame each in a contiguous part), and how many. */
  readonly first: number;
  readonly count: number;
}

/** Which chunks, which tiles, which UDFs: plain data, made without touching a file. */
export interface Plan {
  readonly cube: CubeDescription;
  readonly calls: readonly UdfCall[];
  readonly tiles: readonly Tile[];
  /** 1 = process this frame, one byte a frame; absent = all frames. */
  readonly region?: Uint8Array;
}

/** How far a run has come. */
export interface Progress {
  readonly doneFrames: number;
  readonly totalFrames: number;
}

/** What every analysis of a cube takes. */
export interface RunOptions {
  /** What runs, for whoever shows its progress: "virtualImages". */
  readonly title?: string | undefined;
  /** Ends the run; it then rejects with RonchiError "cancelled". */
  readonly signal?: AbortSignal | undefined;
  /** Told a few times a second, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * What is known so far, a few times a second while the run lasts: frames not processed yet hold 0 in nav results and
   * are missing from the others. The arrays are the listener's own.
   */
  readonly onPartial?: ((partial: PartialResult, progress: Progress) => void) | undefined;
  /**
   * Of which frames `onPartial` wants the nav results, by what is processed; default all. The results then hold these
   * frames in this order.
   */
  readonly partialFrames?: ((processed: Uint8Array) => Uint32Array) | undefined;
  /** Least time between two partial results, ms; default 100. */
  readonly partialInterval?: number | undefined;
}

/** Pixels that hold the overflow value outside the static mask. */
export interface Overflow {
  /** In all frames together. */
  readonly pixels: number;
  /** Frames with at least one. */
  readonly frames: number;
}

/** Values of all calls of a plan. */
export interface RunResult {
  /** call name -> result name -> values. nav: C order [scanY, scanX, ...extra]; sig: [...extra, detY, detX]. */
  readonly results: Readonly<Record<string, Readonly<Record<string, NumberArray>>>>;
  readonly overflow: Overflow;
}

/** Values of the frames that are processed so far. */
export interface PartialResult extends RunResult {
  /** 1 = this frame is in every nav result, one byte a frame. */
  readonly processed: Uint8Array;
}

/** Runs plans. A worker pool in Node; a plain loop in tests. Rejects with RonchiError; "cancelled" when aborted. */
export interface Executor {
  run(plan: Plan, options?: RunOptions): Promise<RunResult>;
}
