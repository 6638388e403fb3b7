import type { NumberArray, PixelArray } from "../data/dtype.js";
import type { BufferKind } from "./contract.js";

/** One diffraction pattern as a function of the user sees it. Valid only during the call: copy what must last. */
export interface Frame {
  /** Pixels, C order [detY, detX], in the dtype of the data. Excluded pixels are 0. */
  readonly data: PixelArray;
  readonly shape: readonly [number, number];
  /** Scan position. */
  readonly y: number;
  readonly x: number;
  /** Sum of all pixels. */
  sum(): number;
}

/** A result that a UDF fills: float64, zero at first. */
export interface UdfResult {
  /** nav: values for each scan position; sig: a detector image; single: values for the whole run. */
  readonly kind: BufferKind;
  /** After [scanY, scanX] (nav), before [detY, detX] (sig), or the shape itself (single). Default: one value. */
  readonly shape?: readonly number[];
}

/**
 * An analysis of one's own, given frame by frame. Its functions run in the compute workers: they see their arguments
 * only, no variable of the notebook; what they need goes into `params`, plain data.
 */
export interface UdfDefinition<P = unknown> {
  readonly results: Readonly<Record<string, UdfResult>>;
  readonly params?: P;
  /** `results` holds this frame's own values of a nav result, and the worker's whole array of the others. */
  processFrame(frame: Frame, results: Readonly<Record<string, NumberArray>>, params: P): void;
  /** Joins another worker's sig and single results `part` into `into`; default: adds. */
  merge?(into: Record<string, NumberArray>, part: Readonly<Record<string, NumberArray>>, params: P): void;
}

/** The number, or the numbers, that a function makes of each frame. */
export type FrameFunction<P = unknown> = (frame: Frame, params: P) => number | ArrayLike<number>;

/** Checks the types of a UDF; the definition itself is what `run` takes. */
export function defineUdf<P>(definition: UdfDefinition<P>): UdfDefinition<P> {
  return definition;
}

export interface MapOptions<P> {
  /** Shape of what the function returns for a frame; default: one number. */
  readonly shape?: readonly number[];
  /** What the function needs beside the frame: plain data, its second argument. */
  readonly params?: P;
}

/** A UDF made of one function of a frame; see {@link map}. */
export interface FrameMap<P = unknown> extends MapOptions<P> {
  readonly kind: "map";
  readonly f: FrameFunction<P>;
}

/** One value (or `shape` values) for each frame: `map((frame) => frame.sum())`. */
export function map<P = undefined>(f: FrameFunction<P>, options: MapOptions<P> = {}): FrameMap<P> {
  return { kind: "map", f, ...options };
}
