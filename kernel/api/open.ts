import { basename, resolve } from "node:path";
import { DataCube } from "#core/data/dataCube.js";
import type { OpenOptions } from "#core/formats/format.js";
import { openCube } from "#core/formats/registry.js";
import { version } from "#core/version.js";
import { withKeptFrames } from "../compute/keptFrames.js";
import { defaultMemoryLimit } from "../compute/memoryLimit.js";
import { createFormatHost } from "../io/formatHost.js";
import { defaultExecutor } from "../session/defaultExecutor.js";

/**
 * Opens a 4D-STEM file: DECTRIS master, HDF5 or .npy. Reads metadata only; the result is lazy. What the reader had to
 * assume (a guessed scan shape, one data set of several) is printed.
 *
 * `path` is relative to the notebook's folder. Rejects with RonchiError: "not-found", "not-this-format", "truncated",
 * "corrupt", "unsupported", "shape-mismatch" (a scan shape that does not fit), "too-large", "outside-folder".
 */
export async function open(path: string, options: OpenOptions = {}): Promise<DataCube> {
  const host = createFormatHost(path, options);
  const opened = await openCube(resolve(path), host, options);
  for (const note of opened.notes) console.info(`${basename(path)}: ${note}`);
  return new DataCube({
    name: basename(path),
    description: withKeptFrames(opened.description, options.memoryLimit ?? defaultMemoryLimit()),
    calibration: opened.calibration,
    metadata: opened.metadata,
    provenance: { operation: "open", parameters: plainOptions(options), inputs: [path], version },
    executor: defaultExecutor(),
  });
}

function plainOptions({ signal: _, ...options }: OpenOptions): Record<string, unknown> {
  return options;
}
