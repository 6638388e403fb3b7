import type { Calibration } from "../data/calibration.js";
import type { CubeDescription, CubePart } from "../data/cubeDescription.js";
import { bytesPerElement, isFloat, type PixelDtype } from "../data/dtype.js";
import { conversionNote, type PixelType } from "../data/storedDtype.js";
import { RonchiError } from "../errors.js";
import { throwIfCancelled } from "./cancellation.js";
import { readDectrisMask } from "./dectrisMask.js";
import { type DectrisMetadata, readDectrisMetadata } from "./dectrisMetadata.js";
import type { OpenedCube, OpenOptions } from "./format.js";
import { toCubeParts } from "./hdf5/cubeParts.js";
import { type Hdf5Dataset, nameOf, pixelType, readDataset, requireDataset } from "./hdf5/dataset.js";
import type { Hdf5Layout } from "./hdf5/layoutOfFile.js";
import { findObject, followLink, type Hdf5Object, linksOf, requireObject } from "./hdf5/links.js";
import type { Link } from "./hdf5/messages/link.js";
import type { Hdf5Session } from "./hdf5/session.js";
import { chooseScanShape } from "./scanShape.js";

/*
 * DECTRIS file writer, legacy NeXus form: a master file whose /entry/data links to stacks of frames in data files
 * (SIMPLON API reference, file writer; the names are those of the files themselves). And the form of 2024.2.
 */

const DATA_GROUP = "/entry/data";
const DATA_NAME = /^data_(\d{1,15})$/;

/** DECTRIS master files: frames in /entry/data/data_000001, data_000002 …, linked or in the file itself. */
export const dectrisLayout: Hdf5Layout = {
  name: "DECTRIS",
  async matches(session, root, options) {
    if (options.dataset !== undefined) return false;
    const group = await findObject(session, root, DATA_GROUP);
    if (group === undefined) return false;
    return (await dataLinks(group)).length > 0 || (await findChannels(session, group)) !== undefined;
  },
  open: openDectris,
};

async function openDectris(
  session: Hdf5Session,
  root: Hdf5Object,
  options: OpenOptions,
): Promise<OpenedCube> {
  const { detY, detX, type, frames, files, parts, notes } = await openFrames(session, root, options);
  const recorded = await readDectrisMetadata(session, root);
  const mask = await readDectrisMask(session, root, [detY, detX]);
  const scan = chooseScanShape(frames, options.scanShape, root.file.path, scanOfTriggers(recorded));
  const description: CubeDescription = {
    shape: [...scan.shape, detY, detX],
    ...type,
    files,
    parts,
    ...(mask.excluded === undefined ? {} : { excluded: mask.excluded }),
    ...overflowOf(type.dtype),
  };
  return {
    description,
    calibration: calibrationOf(recorded),
    metadata: recorded.values,
    notes: [...notes, ...recorded.notes, conversionNote(type), mask.note, scan.note].filter(
      (note) => note !== undefined,
    ),
  };
}

/** The frames of all stacks, or of the first channel. */
interface Frames {
  readonly detY: number;
  readonly detX: number;
  readonly type: PixelType;
  readonly frames: number;
  readonly files: readonly string[];
  readonly parts: readonly CubePart[];
  readonly notes: readonly string[];
}

async function openFrames(session: Hdf5Session, root: Hdf5Object, options: OpenOptions): Promise<Frames> {
  const channels = await findChannels(session, await requireObject(session, root, DATA_GROUP));
  if (channels !== undefined) return openFirstChannel(session, channels, options);
  const stacks = await openStacks(session, root, options.signal);
  const [detY, detX] = checkSameFrames(stacks);
  const frames = stacks.reduce((sum, stack) => sum + stack.shape[0]!, 0);
  const { files, parts } = await toParts(session, stacks, options);
  return { detY, detX, type: pixelType(stacks[0]!), frames, files, parts, notes: [] };
}

/** File writer of 2024.2: all frames in one virtual data set [frame, channel, detY, detX]. */
async function findChannels(session: Hdf5Session, group: Hdf5Object): Promise<Hdf5Dataset | undefined> {
  const object = await findObject(session, group, "data");
  const dataset = object === undefined ? undefined : await readDataset(object);
  return dataset?.layout.kind === "virtual" && dataset.shape.length === 4 ? dataset : undefined;
}

async function openFirstChannel(
  session: Hdf5Session,
  dataset: Hdf5Dataset,
  { memoryLimit }: OpenOptions,
): Promise<Frames> {
  const step = dataset.shape[1]!;
  if (dataset.shape.includes(0)) throw mismatch(dataset, "at least one frame");
  const files: string[] = [];
  const { parts, shape } = await toCubeParts(session, dataset, { files, firstFrame: 0, memoryLimit, step });
  const notes = step === 1 ? [] : [`${dataset.path} has ${step} channels; the first is taken.`];
  const [frames, , detY, detX] = shape as [number, number, number, number];
  return { detY, detX, type: pixelType(dataset), frames, files, parts, notes };
}

/** The links to stacks of frames, in order of their number. */
async function dataLinks(group: Hdf5Object): Promise<Link[]> {
  const links = [...(await linksOf(group)).values()].filter(({ name }) => DATA_NAME.test(name));
  const numberOf = ({ name }: Link): number => Number(DATA_NAME.exec(name)![1]);
  return links.sort((a, b) => numberOf(a) - numberOf(b));
}

async function openStacks(
  session: Hdf5Session,
  root: Hdf5Object,
  signal: AbortSignal | undefined,
): Promise<Hdf5Dataset[]> {
  const group = await requireObject(session, root, DATA_GROUP);
  const stacks: Hdf5Dataset[] = [];
  for (const link of await dataLinks(group)) {
    throwIfCancelled(signal, root.file.path);
    const object = await followLink(session, group, link);
    if (object === undefined) throw brokenLink(group, link);
    stacks.push(await requireDataset(object));
  }
  return stacks;
}

/** All stacks are [n, detY, detX] with the same frame and type; gives [detY, detX]. */
function checkSameFrames(stacks: readonly Hdf5Dataset[]): readonly [number, number] {
  const [first] = stacks as [Hdf5Dataset];
  const expected = `frames [n, ${first.shape.slice(1).join(", ")}] of ${first.datatype.name}`;
  for (const stack of stacks) {
    const { shape, datatype } = stack;
    const isStack = shape.length === 3 && !shape.slice(1).includes(0);
    const isSame = shape[1] === first.shape[1] && shape[2] === first.shape[2];
    if (isStack && isSame && datatype.name === first.datatype.name) continue;
    throw mismatch(stack, isStack ? `${expected}, as in ${first.path}` : "a stack of frames [n, detY, detX]");
  }
  if (stacks.every(({ shape }) => shape[0] === 0)) throw mismatch(first, "at least one frame");
  return [first.shape[1]!, first.shape[2]!];
}

async function toParts(
  session: Hdf5Session,
  stacks: readonly Hdf5Dataset[],
  { memoryLimit, signal }: OpenOptions,
): Promise<{ files: string[]; parts: CubePart[] }> {
  const files: string[] = [];
  const parts: CubePart[] = [];
  let firstFrame = 0;
  for (const stack of stacks) {
    throwIfCancelled(signal, stack.file.path);
    const frames = stack.shape[0]!;
    if (frames === 0) continue; // a series that was stopped leaves empty stacks
    parts.push(...(await toCubeParts(session, stack, { files, firstFrame, memoryLimit })).parts);
    firstFrame += frames;
  }
  return { files, parts };
}

/** Overflowed and masked pixels both hold the largest value of an unsigned type. */
function overflowOf(dtype: PixelDtype): { overflowValue?: number } {
  return isFloat(dtype) ? {} : { overflowValue: 2 ** (8 * bytesPerElement(dtype)) - 1 };
}

/** With one trigger a scan line, the detector recorded ntrigger lines of nimages frames. */
function scanOfTriggers({ values }: DectrisMetadata) {
  const lines = values["detector/detectorSpecific/ntrigger"];
  const columns = values["detector/detectorSpecific/nimages"];
  if (typeof lines !== "number" || typeof columns !== "number" || lines < 2 || columns < 2) return undefined;
  return { shape: [lines, columns] as const, from: "ntrigger x nimages" };
}

function calibrationOf({ values, scanStep }: DectrisMetadata): Calibration {
  const names = [
    "detector/detectorSpecific/incident_energy",
    "detector/incident_energy",
    "beam/incident_energy",
    "detector/detectorSpecific/photon_energy",
    "detector/photon_energy",
  ];
  const energy = names.map((name) => values[name]).find((value) => typeof value === "number" && value > 0);
  return {
    ...(typeof energy === "number" ? { energy } : {}),
    ...(scanStep === undefined ? {} : { scanStep: [scanStep, scanStep] as const }),
  };
}

function brokenLink(group: Hdf5Object, link: Link): RonchiError {
  return new RonchiError({
    code: "not-found",
    subject: `${group.file.path}, link ${group.path}/${link.name}`,
    found: link.kind === "soft" ? `a soft link to ${link.target}, which does not exist` : "no object",
    expected: "a stack of frames",
    remedy: "Copy the master file again, with all its data files beside it.",
  });
}

function mismatch(stack: Hdf5Dataset, expected: string): RonchiError {
  return new RonchiError({
    code: "shape-mismatch",
    subject: nameOf(stack),
    found: `[${stack.shape.join(", ")}] ${stack.datatype.name}`,
    expected,
    remedy: "Check that the data files belong to this master file.",
  });
}
