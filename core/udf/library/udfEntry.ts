import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { RunResult, UdfCall } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { DetectorSpec } from "../../virtual/detector.js";
import { detectorMask } from "../../virtual/mask.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import { narrowCounts } from "../counts.js";
import type { FrameMap, UdfDefinition, UdfResult } from "../defineUdf.js";
import { functionSource } from "./functionSource.js";
import { maskCall, sumsOfMask } from "./maskCall.js";
import { type AnyUdf, type OutputSource, outputOf, type UdfArray } from "./udfOutput.js";
import type { UserUdfParams } from "./userUdf.js";

type Output = UdfArray | RealSlice | DiffractionSlice;

/** One analysis of a run: what the workers are asked, and what the user gets of their answer. */
export interface UdfEntry {
  readonly call: UdfCall;
  /** What it does, for the provenance: plain data. */
  readonly parameters: unknown;
  output(result: RunResult, source: OutputSource): Output | Readonly<Record<string, Output>>;
}

/** Throws RonchiError "invalid-argument" or "shape-mismatch" for a detector. */
export function udfEntry(name: string, udf: AnyUdf, cube: DataCube): UdfEntry {
  if ("shape" in udf && typeof udf.shape === "string") return detectorEntry(name, udf as DetectorSpec, cube);
  return "kind" in udf ? mapEntry(name, udf as FrameMap) : definitionEntry(name, udf as UdfDefinition);
}

function detectorEntry(name: string, spec: DetectorSpec, cube: DataCube): UdfEntry {
  const [, , detY, detX] = cube.shape;
  const placed = placeDetector(spec, [detY, detX], cube.calibration);
  const counts = (result: RunResult) => {
    const sums = sumsOfMask(result, name, 0, 1);
    return cube.dtype === "float32" ? sums : narrowCounts(sums);
  };
  return {
    call: maskCall(name, cube.description, [detectorMask(placed, [detY, detX])]),
    parameters: placed,
    output: (result, source) =>
      outputOf({ kind: "nav" }, { name, unit: "counts", data: counts(result) }, source),
  };
}

function mapEntry(name: string, { f, shape, params }: FrameMap): UdfEntry {
  const value: UdfResult = { kind: "nav", ...(shape === undefined ? {} : { shape }) };
  const user: UserUdfParams = { name, results: { value }, params, code: { map: functionSource(f) } };
  return {
    call: { name, udf: "user", params: user },
    parameters: { ...user.code, ...(shape === undefined ? {} : { shape }), params },
    output: ({ results }, source) => outputOf(value, { name, unit: "", data: results[name]!.value! }, source),
  };
}

function definitionEntry(name: string, { results, params, processFrame, merge }: UdfDefinition): UdfEntry {
  const ownMerge = merge === undefined ? {} : { merge: functionSource(merge) };
  const code = { processFrame: functionSource(processFrame), ...ownMerge };
  const user: UserUdfParams = { name, results, params, code };
  return {
    call: { name, udf: "user", params: user },
    parameters: { results, ...code, params },
    output: (result, source) => {
      const outputs = Object.entries(results).map(([key, spec]) => {
        const data = result.results[name]![key]!;
        return [key, outputOf(spec, { name: `${name}.${key}`, unit: "", data }, source)] as const;
      });
      return Object.fromEntries(outputs);
    },
  };
}
