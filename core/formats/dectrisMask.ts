import { toCubePart } from "./hdf5/cubePart.js";
import { elementCount, type Hdf5Dataset, nameOf, readDataset } from "./hdf5/dataset.js";
import { unsupportedFile } from "./hdf5/failures.js";
import { findObject, type Hdf5Object, joinPath, linksOf } from "./hdf5/links.js";
import type { Hdf5Session } from "./hdf5/session.js";
import { readPart } from "./readPart.js";

const DETECTOR_PATH = "/entry/instrument/detector";
const MASK_PATH = `${DETECTOR_PATH}/detectorSpecific/pixel_mask`;
const CHANNEL_NAME = /^\w+_channel$/;
const MASK_TYPES = ["uint8", "uint16", "uint32", "int8", "int16", "int32"];

/** Excluded pixels, 1 = excluded, detY * detX; undefined when there are none. */
export interface DectrisMask {
  readonly excluded?: Uint8Array;
  readonly note?: string;
}

/**
 * The detector's pixel mask. Its bits say why (0 gap, 1 dead, 2 under-, 3 over-responding, 4 noisy): any of them
 * excludes the pixel. A mask of another size than the frames (region of interest, binning) is left out, with a note.
 */
export async function readDectrisMask(
  session: Hdf5Session,
  root: Hdf5Object,
  frame: readonly [number, number],
): Promise<DectrisMask> {
  const object = (await findObject(session, root, MASK_PATH)) ?? (await findChannelMask(session, root));
  const mask = object === undefined ? undefined : await readDataset(object);
  if (mask === undefined) return {};
  if (mask.shape.join() !== frame.join()) {
    return { note: `pixel mask [${mask.shape.join(", ")}] left out: frames are [${frame.join(", ")}].` };
  }
  const excluded = await readExcluded(session, mask, frame);
  return excluded.includes(1) ? { excluded } : {};
}

/**
 * File writer of 2024.2: a mask for each channel. Frames are those of the first channel, which is the lowest threshold;
 * the difference of two comes last.
 */
async function findChannelMask(session: Hdf5Session, root: Hdf5Object): Promise<Hdf5Object | undefined> {
  const detector = await findObject(session, root, DETECTOR_PATH);
  if (detector === undefined) return undefined;
  const channels = [...(await linksOf(detector)).keys()].filter((name) => CHANNEL_NAME.test(name));
  const rank = (name: string): string => (name.startsWith("threshold") ? `0${name}` : `1${name}`);
  const [first] = channels.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  if (first === undefined) return undefined;
  return findObject(session, detector, joinPath(joinPath(DETECTOR_PATH, first), "pixel_mask"));
}

async function readExcluded(
  session: Hdf5Session,
  mask: Hdf5Dataset,
  frame: readonly [number, number],
): Promise<Uint8Array> {
  const { name, bytes: elementBytes } = mask.datatype;
  if (!MASK_TYPES.includes(name)) {
    throw unsupportedFile(nameOf(mask), `a pixel mask of type ${name}`, "integers of 8, 16 or 32 bits");
  }
  const part = await toCubePart(mask, { file: 0, firstFrame: 0 });
  const layout = { subject: nameOf(mask), frame, elementBytes };
  const bytes = await readPart(mask.file.source, part, layout, session.host);
  const excluded = new Uint8Array(elementCount(frame));
  bytes.forEach((byte, i) => {
    if (byte !== 0) excluded[Math.floor(i / elementBytes)] = 1;
  });
  return excluded;
}
