import { type Descan, descanShifts } from "../../calibration/descanShifts.js";
import type { DataCube } from "../../data/dataCube.js";
import type { DiffractionSlice } from "../../data/diffractionSlice.js";
import type { RunResult, UdfCall } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import type { DetectorSpec } from "../../virtual/detector.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import type { FrameMap, UdfDefinition, UdfResult } from "../defineUdf.js";
import { followed } from "./detectorImages.js";
import { detectorCalls, settleSums } from "./detectorSums.js";
import { functionSource } from "./functionSource.js";
import { sumsOfMask } from "./maskCall.js";
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

/** Throws RonchiError "invalid-argument" or "shape-mismatch" for a detector, or the origin that it is to follow. */
export function udfEntry(name: string, udf: AnyUdf, cube: DataCube, origin?: Descan): UdfEntry {
  if ("shape" in udf && typeof udf.shape === "string") {
    return detectorEntry(name, udf as DetectorSpec, cube, origin);
  }
  return "kind" in udf ? mapEntry(name, udf as FrameMap) : definitionEntry(name, udf as UdfDefinition);
}

function detectorEntry(name: string, spec: DetectorSpec, cube: DataCube, origin?: Descan): UdfEntry {
  const [scanY, scanX, detY, detX] = cube.shape;
  const descan = origin && descanShifts(origin, [scanY, scanX]);
  const { calibration } = descan === undefined ? cube : cube.withCalibration({ origin: descan.beam });
  const placed = placeDetector(spec, [detY, detX], calibration);
  const [call] = detectorCalls(name, cube.description, [placed], descan?.shifts);
  const data = (result: RunResult) => settleSums(sumsOfMask(result, name, 0, 1), cube.description, placed);
  return {
    call: { ...call!, name },
    parameters: origin === undefined ? placed : { ...placed, ...followed(origin) },
    output: (result, source) =>
      outputOf({ kind: "nav" }, { name, unit: "counts", data: data(result) }, source),
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
