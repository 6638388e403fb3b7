import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { NumberArray } from "../../data/dtype.js";
import type { Overflow } from "../../data/executor.js";
import type { Provenance } from "../../data/provenance.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { DetectorSpec } from "../../virtual/detector.js";
import type { FrameMap, UdfDefinition, UdfResult } from "../defineUdf.js";

/** What `run` takes: a detector (its virtual image), a map, or a whole definition. */
// biome-ignore lint/suspicious/noExplicitAny: definitions with any params stand side by side in one run
export type AnyUdf = DetectorSpec | FrameMap<any, any> | UdfDefinition<any, any>;

/** An array of a result, float64, C order. */
export interface UdfArray {
  readonly data: NumberArray;
  /** Over the scan [scanY, scanX, ...extra], over the detector [...extra, detY, detX], else as declared. */
  readonly shape: readonly number[];
}

/** One value a scan position is an image, a detector image is a pattern, and whatever has more axes an array. */
export type ResultOutput<R extends UdfResult> = R extends { readonly shape: readonly number[] }
  ? UdfArray
  : R["kind"] extends "nav"
    ? RealSlice
    : R["kind"] extends "sig"
      ? DiffractionSlice
      : UdfArray;

/** A detector or a map gives one output (a detector's counts: uint32 while they fit); a definition gives one a result. */
export type UdfOutput<U> =
  U extends UdfDefinition<infer _P, infer R>
    ? { readonly [Name in keyof R]: ResultOutput<R[Name]> }
    : U extends FrameMap<infer _P, infer V>
      ? MapOutput<V>
      : RealSlice;

type MapOutput<V> = V extends number ? RealSlice : UdfArray;

/** The outputs of a run by the names of its UDFs. */
export type UdfOutputs<U extends Readonly<Record<string, AnyUdf>>> = {
  readonly [Name in keyof U]: UdfOutput<U[Name]>;
};

/** Where an output comes from. */
export interface OutputSource {
  readonly cube: DataCube;
  /** Parameters of the run, plain JSON. */
  readonly parameters: Provenance["parameters"];
  readonly overflow: Overflow;
  /** Frames that are in it. */
  readonly frameCount: number;
}

/** An array with the shape of its result: an image over the scan or the detector when it has two axes. */
export function outputOf(
  { kind, shape = [] }: UdfResult,
  { name, unit, data }: { readonly name: string; readonly unit: string; readonly data: NumberArray },
  source: OutputSource,
): UdfArray | RealSlice | DiffractionSlice {
  const [scanY, scanX, detY, detX] = source.cube.shape;
  if (kind === "single") return { data, shape };
  if (shape.length > 0)
    return { data, shape: kind === "nav" ? [scanY, scanX, ...shape] : [...shape, detY, detX] };
  const common = { name, unit, data, ...originOf(source) };
  if (kind === "nav") return { kind: "RealSlice", shape: [scanY, scanX], ...common };
  const { excluded } = source.cube.description;
  return {
    kind: "DiffractionSlice",
    shape: [detY, detX],
    frameCount: source.frameCount,
    ...(excluded === undefined ? {} : { excluded }),
    ...common,
  };
}

function originOf({ cube, parameters, overflow }: OutputSource) {
  const provenance = { operation: "run", parameters, inputs: [cube.provenance], version };
  return { calibration: cube.calibration, overflow, provenance };
}
