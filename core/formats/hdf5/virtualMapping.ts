import type { Cursor } from "./cursor.js";
import { type Hdf5Dataset, nameOf } from "./dataset.js";
import { readGlobalHeapObject } from "./globalHeap.js";
import type { VirtualLayout } from "./messages/layout.js";
import { readSelection, type Selection } from "./selection.js";

/** One source of a virtual data set: which of its elements are which of the virtual one's, both in C order. */
export interface VirtualMapping {
  /** "." is the file of the virtual data set itself; %b stands for the number of a block, %% for %. */
  readonly file: string;
  readonly dataset: string;
  readonly source: Selection;
  readonly target: Selection;
}

/** Version 1 (HDF5 2.0) does not repeat names that an earlier entry has. */
const SharedName = { file: 1, dataset: 2, sameFile: 4 } as const;

/** The mapping of a virtual data set (specification section VII.J), its checksum verified. */
export async function readVirtualMapping(
  dataset: Hdf5Dataset,
  layout: VirtualLayout,
): Promise<VirtualMapping[]> {
  if (layout.address === undefined) return [];
  const body = await readGlobalHeapObject(dataset.file, layout.address, layout.objectIndex);
  const version = body.version(0, 1);
  const count = body.length();
  const mappings: VirtualMapping[] = [];
  for (let i = 0; i < count; i++) mappings.push(readEntry(body, version, mappings, nameOf(dataset)));
  body.checksum();
  return mappings;
}

function readEntry(
  body: Cursor,
  version: number,
  earlier: readonly VirtualMapping[],
  subject: string,
): VirtualMapping {
  const flags = version === 0 ? 0 : body.u8();
  const shared = (): VirtualMapping => {
    const index = body.length();
    const found = earlier[index];
    if (found === undefined) throw body.corrupt(`a name shared with entry ${index}`, "an earlier entry");
    return found;
  };
  let file = ".";
  if ((flags & SharedName.sameFile) === 0)
    file = flags & SharedName.file ? shared().file : body.nulTerminatedText();
  const dataset = flags & SharedName.dataset ? shared().dataset : body.nulTerminatedText();
  return { file, dataset, source: readSelection(body, subject), target: readSelection(body, subject) };
}
