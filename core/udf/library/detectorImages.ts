import type { Descan } from "../../calibration/descanShifts.js";
import type { DataCube } from "../../data/dataCube.js";
import type { NumberArray } from "../../data/dtype.js";
import type { RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { Detector, DetectorSpec } from "../../virtual/detector.js";
import { placeDetector } from "../../virtual/placeDetector.js";

/** Named detectors with their centres and units settled for a cube. Throws as `placeDetector`. */
export function placeDetectors<Name extends string>(
  cube: DataCube,
  detectors: Readonly<Record<Name, DetectorSpec>>,
): Record<Name, Detector> {
  const shape = [cube.shape[2], cube.shape[3]] as const;
  return mapRecord(detectors, (spec) => placeDetector(spec, shape, cube.calibration));
}

/**
 * The images of named detectors, [scanY, scanX] in counts, as slices that say how they were made; `origin` is what the
 * detectors followed.
 */
export function detectorSlices<Name extends string>(
  cube: DataCube,
  operation: string,
  placed: Readonly<Record<Name, Detector>>,
  run: RunResult,
  dataOf: (name: Name) => NumberArray,
  origin?: Descan,
): Record<Name, RealSlice> {
  return mapRecord(placed, (detector, name) => ({
    kind: "RealSlice",
    name,
    data: dataOf(name),
    shape: [cube.shape[0], cube.shape[1]],
    unit: "counts",
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation,
      parameters: { detectors: { [name]: detector }, ...followed(origin) },
      inputs: [cube.provenance],
      version,
    },
  }));
}

/** For the provenance: what detectors followed, plain JSON. */
export function followed(origin: Descan | undefined): { readonly origin?: unknown } {
  if (origin === undefined) return {};
  return { origin: "model" in origin ? origin : "one place for each scan position" };
}

/** The record with each value replaced by what `map` makes of it. */
export function mapRecord<Name extends string, A, B>(
  record: Readonly<Record<Name, A>>,
  map: (value: A, name: Name) => B,
): Record<Name, B> {
  const entries = Object.entries(record) as [Name, A][];
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value, name)])) as Record<Name, B>;
}
