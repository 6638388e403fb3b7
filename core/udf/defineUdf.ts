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

/** The results of one UDF by name. */
export type UdfResults = Readonly<Record<string, UdfResult>>;

/** The arrays behind some results. */
export type ArraysOf<R extends UdfResults> = { readonly [Name in keyof R]: NumberArray };

/**
 * An analysis of one's own, given frame by frame. Its functions run in the compute workers: they see their arguments
 * only, no variable of the notebook; what they need goes into `params`, plain data.
 */
export interface UdfDefinition<P = unknown, R extends UdfResults = UdfResults> {
  readonly results: R;
  readonly params?: P;
  /** `results` holds this frame's own values of a nav result, and the worker's whole array of the others. */
  processFrame(frame: Frame, results: ArraysOf<R>, params: P): void;
  /** Joins another worker's sig and single results `part` into `into`; default: adds. */
  merge?(into: ArraysOf<R>, part: ArraysOf<R>, params: P): void;
}

/** The number, or the numbers, that a function makes of each frame. */
export type FrameFunction<P = unknown, V = number | ArrayLike<number>> = (frame: Frame, params: P) => V;

/** Checks the types of a UDF; the definition itself is what `run` takes. */
export function defineUdf<P, const R extends UdfResults>(
  definition: UdfDefinition<P, R>,
): UdfDefinition<P, R> {
  return definition;
}

/** Options of {@link map}. */
export interface MapOptions<P> {
  /** Shape of what the function returns for a frame; default: one number. */
  readonly shape?: readonly number[];
  /** What the function needs beside the frame: plain data, its second argument. */
  readonly params?: P;
}

/** A UDF made of one function of a frame; see {@link map}. */
export interface FrameMap<P = unknown, V = number | ArrayLike<number>> extends MapOptions<P> {
  readonly kind: "map";
  readonly f: FrameFunction<P, V>;
}

/** One value for each frame, an image over the scan: `map((frame) => frame.sum())`. */
export function map<P = undefined>(
  f: FrameFunction<P, number>,
  options?: Pick<MapOptions<P>, "params">,
): FrameMap<P, number>;
/** `shape` values for each frame, an array [scanY, scanX, ...shape]. */
export function map<P = undefined>(
  f: FrameFunction<P, ArrayLike<number>>,
  options: MapOptions<P> & Required<Pick<MapOptions<P>, "shape">>,
): FrameMap<P, ArrayLike<number>>;
export function map<P>(f: FrameFunction<P>, options: MapOptions<P> = {}): FrameMap<P> {
  return { kind: "map", f, ...options };
}
