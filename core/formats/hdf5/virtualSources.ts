import { isRonchiError, RonchiError } from "../../errors.js";
import { type Hdf5Dataset, nameOf, requireDataset } from "./dataset.js";
import { corruptFile, unsupportedFile } from "./failures.js";
import { requireObject, rootOf } from "./links.js";
import type { VirtualLayout } from "./messages/layout.js";
import { endOf, MAX_VIRTUAL_FRAMES, selectedAlong, selectedFrames } from "./selectedFrames.js";
import type { Selection, SlabAxis } from "./selection.js";
import type { Hdf5Session } from "./session.js";
import { readVirtualMapping, type VirtualMapping } from "./virtualMapping.js";

/** Files that a numbered name may stand for. */
const MAX_NUMBERED = 65536;

/** What a virtual data set is made of. */
export interface VirtualSources {
  /** Extent as its sources are now: data sets without an upper bound grow with them. */
  readonly shape: readonly number[];
  readonly pieces: readonly Piece[];
}

/** Some frames of one source, and where they go; both ascending and equally many. */
export interface Piece {
  readonly source: Hdf5Dataset;
  readonly sourceFrames: readonly number[];
  readonly targetFrames: readonly number[];
}

/** A mapping whose selections have an end, with its source. */
interface Bounded {
  readonly source: Hdf5Dataset;
  readonly from: Selection;
  readonly to: Selection;
}

/**
 * Finds and opens the sources of a virtual data set, as the host lets links be followed. Errors: those of the links;
 * "unsupported" for anything but whole frames of the same type and size.
 */
export async function openVirtual(
  session: Hdf5Session,
  dataset: Hdf5Dataset,
  layout: VirtualLayout,
): Promise<VirtualSources> {
  const bounded: Bounded[] = [];
  let grows = false;
  for (const mapping of await readVirtualMapping(dataset, layout)) {
    if (isUnlimited(mapping.target)) grows = true;
    bounded.push(...(await boundMapping(session, dataset, mapping)));
  }
  const shape = grows ? grownShape(dataset, bounded) : dataset.shape;
  const pieces: Piece[] = [];
  let left = MAX_VIRTUAL_FRAMES;
  for (const mapping of bounded) {
    const piece = toPiece(dataset, shape, mapping);
    pieces.push(piece);
    left -= piece.targetFrames.length;
    if (left < 0) throw corruptFile(nameOf(dataset), "more frames of sources than it has", "one for each");
  }
  return { shape, pieces };
}

function toPiece(dataset: Hdf5Dataset, shape: readonly number[], { source, from, to }: Bounded): Piece {
  checkSource(dataset, source);
  const targetFrames = selectedFrames(to, shape, nameOf(dataset));
  const sourceFrames = selectedFrames(from, source.shape, nameOf(source));
  if (sourceFrames.length === targetFrames.length) return { source, sourceFrames, targetFrames };
  const found = `${sourceFrames.length} frames of a source for ${targetFrames.length}`;
  throw corruptFile(nameOf(dataset), found, "as many on both sides");
}

function checkSource(dataset: Hdf5Dataset, source: Hdf5Dataset): void {
  const [detY, detX] = dataset.shape.slice(-2);
  const fits =
    source.layout.kind !== "virtual" &&
    source.datatype.name === dataset.datatype.name &&
    source.shape.length >= 2 &&
    source.shape.at(-2) === detY &&
    source.shape.at(-1) === detX;
  if (fits) return;
  const kind = source.layout.kind === "virtual" ? "virtual " : "";
  const found = `a ${kind}source ${nameOf(source)} [${source.shape.join(", ")}] ${source.datatype.name}`;
  throw unsupportedFile(
    nameOf(dataset),
    found,
    `frames of ${detY} x ${detX} ${dataset.datatype.name}, stored as they are`,
  );
}

// ---- selections without an end ---------------------------------------------------------------------------------

function boxOf(selection: Selection): readonly SlabAxis[] | undefined {
  return selection.kind === "boxes" && selection.boxes.length === 1 ? selection.boxes[0] : undefined;
}

function isUnlimited(selection: Selection): boolean {
  return boxOf(selection)?.some((axis) => selectedAlong(axis) === Infinity) ?? false;
}

function withAxis(axes: readonly SlabAxis[], change: (axis: SlabAxis) => SlabAxis): Selection {
  return {
    kind: "boxes",
    boxes: [axes.map((axis) => (selectedAlong(axis) === Infinity ? change(axis) : axis))],
  };
}

async function boundMapping(
  session: Hdf5Session,
  dataset: Hdf5Dataset,
  mapping: VirtualMapping,
): Promise<Bounded[]> {
  const { source: from, target: to } = mapping;
  const target = boxOf(to);
  if (target === undefined || !isUnlimited(to))
    return [{ source: await openSource(session, dataset, mapping), from, to }];
  if (isNumbered(mapping.file + mapping.dataset) && !isUnlimited(from)) {
    return numberedSources(session, dataset, mapping, target);
  }
  const source = await openSource(session, dataset, mapping);
  const bounded = boundSource(from, source);
  const frames = selectedFrames(bounded, source.shape, nameOf(source)).length;
  return [{ source, from: bounded, to: boundTarget(target, frames) }];
}

/** The unlimited axis of a source ends where the source does now. */
function boundSource(selection: Selection, source: Hdf5Dataset): Selection {
  const axes = boxOf(selection);
  if (axes === undefined) return selection;
  const unlimited = axes.findIndex((axis) => selectedAlong(axis) === Infinity);
  const extent = source.shape[unlimited] ?? 0;
  return withAxis(axes, (axis) => {
    const left = Math.max(0, extent - axis.start);
    if (axis.block === Infinity) return { ...axis, count: 1, block: left };
    return { ...axis, count: Math.max(0, Math.floor((left - axis.block) / axis.stride) + 1) };
  });
}

/** The unlimited axis of the virtual data set takes as many as there are. */
function boundTarget(axes: readonly SlabAxis[], frames: number): Selection {
  const limited = axes.slice(0, -2).filter((axis) => selectedAlong(axis) !== Infinity);
  const along = Math.floor(frames / limited.reduce((product, axis) => product * selectedAlong(axis), 1));
  return withAxis(axes, (axis) =>
    axis.block === Infinity
      ? { ...axis, count: 1, block: along }
      : { ...axis, count: Math.floor(along / axis.block) },
  );
}

/** Block b of the virtual data set comes from the file or data set with b in its name, up to the first that is missing. */
async function numberedSources(
  session: Hdf5Session,
  dataset: Hdf5Dataset,
  mapping: VirtualMapping,
  target: readonly SlabAxis[],
): Promise<Bounded[]> {
  const found: Bounded[] = [];
  for (let block = 0; block < MAX_NUMBERED; block++) {
    const named = {
      ...mapping,
      file: numbered(mapping.file, block),
      dataset: numbered(mapping.dataset, block),
    };
    const source = await openIfThere(session, dataset, named);
    if (source === undefined) break;
    const to = withAxis(target, (axis) => ({ ...axis, start: axis.start + block * axis.stride, count: 1 }));
    found.push({ source, from: mapping.source, to });
  }
  return found;
}

function isNumbered(name: string): boolean {
  return name.replaceAll("%%", "").includes("%b");
}

function numbered(name: string, block: number): string {
  return name.replace(/%%|%b/g, (code) => (code === "%%" ? code : String(block)));
}

/** The first axis ends where the last source does; "not-found" where there is none. */
function grownShape(dataset: Hdf5Dataset, bounded: readonly Bounded[]): readonly number[] {
  const ends = bounded.flatMap(({ to }) =>
    to.kind === "boxes" ? to.boxes.map((axes) => endOf(axes[0]!)) : [],
  );
  const extent = ends.reduce((most, end) => Math.max(most, end), 0);
  if (extent > 0) return [extent, ...dataset.shape.slice(1)];
  throw new RonchiError({
    code: "not-found",
    subject: nameOf(dataset),
    found: "none of its source files",
    expected: "the files that hold its frames",
    remedy: "Copy the linked files into the same folder.",
  });
}

async function openIfThere(session: Hdf5Session, dataset: Hdf5Dataset, mapping: VirtualMapping) {
  try {
    return await openSource(session, dataset, mapping);
  } catch (error) {
    if (isRonchiError(error, "not-found")) return undefined; // the series ends here
    throw error;
  }
}

async function openSource(
  { open, host }: Hdf5Session,
  dataset: Hdf5Dataset,
  { file, dataset: path }: VirtualMapping,
): Promise<Hdf5Dataset> {
  const from = dataset.file;
  const name = file.replaceAll("%%", "%");
  const source = name === "." ? from : await open(await host.resolveLink(from.path, name));
  const session = { open, host };
  return requireDataset(await requireObject(session, rootOf(source), path.replaceAll("%%", "%")));
}
