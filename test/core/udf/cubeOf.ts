import type { Calibration } from "#core/data/calibration.js";
import { DataCube } from "#core/data/dataCube.js";
import type { StoredCube } from "./cubes.js";
import { serialExecutor } from "./serialExecutor.js";

/** A cube over what is stored, run by the twins of the kernels. */
export function cubeOf(stored: StoredCube, workers = 1, calibration: Calibration = {}): DataCube {
  return new DataCube({
    name: "test",
    description: stored.description,
    calibration,
    metadata: {},
    provenance: { operation: "test", parameters: {}, inputs: [], version: "0" },
    executor: serialExecutor(stored.files, workers),
  });
}
