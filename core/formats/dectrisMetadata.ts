import { isRonchiError } from "../errors.js";
import { baseName } from "./fileName.js";
import { elementCount, type Hdf5Dataset, readDataset } from "./hdf5/dataset.js";
import { type Hdf5Object, joinPath, linksOf, rootOf } from "./hdf5/links.js";
import { readPlainAttribute, readPlainValue } from "./hdf5/plainValue.js";
import type { Hdf5Session } from "./hdf5/session.js";

/** What a master file says beside its frames. */
export interface DectrisMetadata {
  /** Flat, relative to /entry/instrument: "detector/count_time" -> 1e-5. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Distance between scan positions, Å, from the file that ARINA sets have beside the master. */
  readonly scanStep?: number;
  readonly notes: readonly string[];
}

const INSTRUMENT = "/entry/instrument";
const GROUPS = [
  ["entry", "instrument", "beam"],
  ["entry", "instrument", "detector"],
  ["entry", "instrument", "detector", "detectorSpecific"],
] as const;
/** Larger data sets (masks, flat fields, rate tables) are not metadata. */
const MAX_VALUES = 64;
const MAX_VALUE_BYTES = 4096;

/** Reads small values and the scan step. What can't be read becomes a note: the frames are readable without. */
export async function readDectrisMetadata(session: Hdf5Session, root: Hdf5Object): Promise<DectrisMetadata> {
  const notes: string[] = [];
  const values = await noting(notes, "metadata", {}, () => readValues(session, root));
  const scanStep = await noting(notes, "scan step", undefined, () => readScanStep(session, root));
  return { values, notes, ...(scanStep === undefined ? {} : { scanStep }) };
}

/** Most values are plain; the host's HDF5 library, which takes a while to start, is asked only for the others. */
async function readValues(session: Hdf5Session, root: Hdf5Object): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const others: string[] = [];
  for (const group of GROUPS) {
    for (const dataset of await smallDatasets(root, group)) {
      const value = await readPlainValue(dataset);
      if (value === undefined) others.push(dataset.path);
      else values[dataset.path] = value;
    }
  }
  if (others.length > 0) Object.assign(values, await session.host.readHdf5Values(root.file.path, others));
  const relative = (path: string): string => path.slice(INSTRUMENT.length + 1);
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [relative(path), value]));
}

/**
 * Small data sets in a group, that are reached by hard links only and hold their data in this file: what the host's
 * HDF5 library can be asked for without its following a link or a mapping elsewhere.
 */
async function smallDatasets(root: Hdf5Object, names: readonly string[]): Promise<Hdf5Dataset[]> {
  const group = await hardLinked(root, names);
  if (group === undefined) return [];
  const datasets: Hdf5Dataset[] = [];
  for (const name of (await linksOf(group)).keys()) {
    const child = await hardLinked(group, [name]);
    const dataset = child === undefined ? undefined : await readDataset(child);
    if (dataset !== undefined && isSmall(dataset)) datasets.push(dataset);
  }
  return datasets;
}

async function hardLinked(from: Hdf5Object, names: readonly string[]): Promise<Hdf5Object | undefined> {
  let object = from;
  for (const name of names) {
    const link = (await linksOf(object)).get(name);
    if (link?.kind !== "hard") return undefined;
    object = { file: from.file, address: link.address, path: joinPath(object.path, name) };
  }
  return object;
}

function isSmall({ shape, datatype, layout, isExternal }: Hdf5Dataset): boolean {
  if (isExternal || layout.kind === "virtual") return false;
  const chunk = layout.kind === "chunked" ? elementCount(layout.chunk) : 0;
  const elements = Math.max(elementCount(shape), chunk);
  return shape.length < 2 && elements <= MAX_VALUES && elements * datatype.bytes <= MAX_VALUE_BYTES;
}

/** Newer ARINA sets have NAME.h5 beside NAME_master.h5: "STEM Metadata", attribute "Pixel Size"[0] in nm. */
async function readScanStep(session: Hdf5Session, root: Hdf5Object): Promise<number | undefined> {
  const master = baseName(root.file.path);
  const name = master.replace(/_master(?=\.[^.]+$)/, "");
  if (name === master) return undefined;
  const companion = await openBeside(session, root, name);
  const group = companion === undefined ? undefined : await hardLinked(companion, ["STEM Metadata"]);
  if (group === undefined) return undefined;
  const size = await readAttributeOf(session, group, "Pixel Size");
  const nanometres = Array.isArray(size) ? size[0] : size;
  return typeof nanometres === "number" && nanometres > 0 ? nanometres * 10 : undefined;
}

async function readAttributeOf(session: Hdf5Session, object: Hdf5Object, name: string): Promise<unknown> {
  const plain = await readPlainAttribute(object, name);
  if (plain !== undefined) return plain;
  const key = `${object.path}@${name}`;
  return (await session.host.readHdf5Values(object.file.path, [key]))[key];
}

async function openBeside(
  session: Hdf5Session,
  root: Hdf5Object,
  name: string,
): Promise<Hdf5Object | undefined> {
  try {
    return rootOf(await session.open(await session.host.resolveLink(root.file.path, name)));
  } catch (error) {
    if (isRonchiError(error, "not-found")) return undefined; // most sets have none
    throw error;
  }
}

/** Runs a step; where it fails with a RonchiError, gives `otherwise` and notes why. */
async function noting<T>(notes: string[], what: string, otherwise: T, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!isRonchiError(error)) throw error;
    notes.push(`${what} left out: ${error.message}`);
    return otherwise;
  }
}
