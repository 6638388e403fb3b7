import type { CubePart } from "../../data/cubeDescription.js";
import { toCubePart } from "./cubePart.js";
import type { Hdf5Dataset } from "./dataset.js";
import type { Hdf5Session } from "./session.js";
import { virtualParts } from "./virtualParts.js";
import { openVirtual } from "./virtualSources.js";

/** Where the parts of a data set come in a cube, and what they may cost. */
export interface PartsContext {
  /** The files of the cube's description; those that are missing are added. */
  readonly files: string[];
  readonly firstFrame: number;
  /** As {@link OpenOptions.memoryLimit}. */
  readonly memoryLimit?: number | undefined;
  /** Take every so manyth frame of a virtual data set: the first of so many channels. 1 when absent. */
  readonly step?: number;
}

/** A data set as parts of a cube: one, or for a virtual data set one or more a source. */
export interface CubeParts {
  readonly parts: readonly CubePart[];
  /** Extent of the data set; a virtual one may have grown since its own header was written. */
  readonly shape: readonly number[];
}

/** As {@link toCubePart}, of virtual data sets too. */
export async function toCubeParts(
  session: Hdf5Session,
  dataset: Hdf5Dataset,
  { files, firstFrame, memoryLimit, step = 1 }: PartsContext,
): Promise<CubeParts> {
  const fileOf = (path: string): number => {
    const known = files.indexOf(path);
    return known < 0 ? files.push(path) - 1 : known;
  };
  const { layout } = dataset;
  if (layout.kind !== "virtual") {
    const part = await toCubePart(dataset, { file: fileOf(dataset.file.path), firstFrame, memoryLimit });
    return { parts: [part], shape: dataset.shape };
  }
  const sources = await openVirtual(session, dataset, layout);
  const context = { memoryLimit, firstFrame, step, fileOf };
  return { parts: await virtualParts(dataset, sources, context), shape: sources.shape };
}
