import { type PixelType, readableTypes } from "../../data/storedDtype.js";
import { tooLarge, unsupportedFile } from "./failures.js";
import type { Hdf5File } from "./hdf5File.js";
import { type Hdf5Object, readHeaderOf } from "./links.js";
import { readDataspace } from "./messages/dataspace.js";
import { type Datatype, readDatatype } from "./messages/datatype.js";
import { readsAsZero } from "./messages/fillValue.js";
import { type DeclaredFilter, readFilterPipeline } from "./messages/filterPipeline.js";
import { type Layout, readLayout } from "./messages/layout.js";
import { unshare } from "./messages/shared.js";
import { findMessage, type Message, MessageType } from "./objectHeader.js";

/** What the header of a data set says. Nothing of its data has been looked at. */
export interface Hdf5Dataset {
  readonly file: Hdf5File;
  readonly path: string;
  /** Elements along each axis, slowest first; [] for a scalar, [0] for a null data space. */
  readonly shape: readonly number[];
  /** What it may grow to; Infinity along an unlimited axis. */
  readonly largest: readonly number[];
  readonly datatype: Datatype;
  readonly layout: Layout;
  /** In encoding order. */
  readonly filters: readonly DeclaredFilter[];
  /** Elements that were never written read as 0. */
  readonly fillIsZero: boolean;
  /** The data lie in other files, named by path: never followed. */
  readonly isExternal: boolean;
}

/**
 * The data set at an object, or undefined where it is something else (a group, a named type). "too-large" where its
 * bytes can't be counted.
 */
export async function readDataset(object: Hdf5Object): Promise<Hdf5Dataset | undefined> {
  const messages = await readHeaderOf(object);
  const { dataspace, datatype, layout } = await essentialMessages(object.file, messages);
  if (dataspace === undefined || datatype === undefined || layout === undefined) return undefined;
  const pipeline = await messageOf(object.file, messages, MessageType.filterPipeline);
  const fill = await messageOf(object.file, messages, MessageType.fillValue);
  const dataset = {
    file: object.file,
    path: object.path,
    ...readDataspace(dataspace.body),
    datatype: readDatatype(datatype.body),
    layout: readLayout(layout.body, layout.address),
    filters: pipeline === undefined ? [] : readFilterPipeline(pipeline.body),
    fillIsZero: fill === undefined || readsAsZero(fill.body),
    isExternal: findMessage(messages, MessageType.externalFiles) !== undefined,
  };
  checkSize(dataset);
  return dataset;
}

/** As {@link readDataset}; anything but a data set is "unsupported". */
export async function requireDataset(object: Hdf5Object): Promise<Hdf5Dataset> {
  const dataset = await readDataset(object);
  if (dataset !== undefined) return dataset;
  throw unsupportedFile(object.file.path, `${object.path}, which is not a data set`, "a data set there");
}

/** How a data set is called in errors: its file and its path. */
export function nameOf(dataset: Pick<Hdf5Dataset, "file" | "path">): string {
  return `${dataset.file.path}, data set ${dataset.path}`;
}

/** Product of the extents; a float where it exceeds what is safe as an integer. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** The pixel type of a data set; any other type is "unsupported", by name. */
export function pixelType(dataset: Hdf5Dataset): PixelType {
  const { pixel, name } = dataset.datatype;
  if (pixel !== undefined) return pixel;
  throw unsupportedFile(nameOf(dataset), `values of type ${name}`, readableTypes);
}

/** Elements and bytes must be countable before anything is computed from them. */
function checkSize(dataset: Pick<Hdf5Dataset, "file" | "path" | "shape" | "datatype">): void {
  const bytes = elementCount(dataset.shape) * dataset.datatype.bytes;
  if (Number.isSafeInteger(bytes)) return;
  const found = `${dataset.shape.join(" x ")} ${dataset.datatype.name} (${bytes.toExponential(1)} bytes)`;
  const remedy = "No machine holds such a data set; the file may be damaged.";
  throw tooLarge(nameOf(dataset), found, "fewer than 2^53 bytes", remedy);
}

async function essentialMessages(file: Hdf5File, messages: readonly Message[]) {
  return {
    dataspace: await messageOf(file, messages, MessageType.dataspace),
    datatype: await messageOf(file, messages, MessageType.datatype),
    layout: await messageOf(file, messages, MessageType.layout),
  };
}

async function messageOf(
  file: Hdf5File,
  messages: readonly Message[],
  type: number,
): Promise<Message | undefined> {
  const message = findMessage(messages, type);
  return message === undefined ? undefined : unshare(file, message);
}
