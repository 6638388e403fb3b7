import type { ChunkedPart, ContiguousPart, CubePart } from "../../data/cubeDescription.js";
import type { ChunkIndex } from "./chunkIndex/chunkIndex.js";
import { emptyIndex, readChunkIndex } from "./chunkIndex/readChunkIndex.js";
import { elementCount, type Hdf5Dataset, nameOf } from "./dataset.js";
import { corruptFile, tooLarge, truncatedFile, unsupportedFile } from "./failures.js";
import { decodingFilters } from "./filters.js";
import { filePosition } from "./hdf5File.js";
import type { ChunkedLayout, ContiguousLayout } from "./messages/layout.js";

/** Largest chunk or frame that is ever taken into memory at once, bytes; `memoryLimit` may lower it. */
const MAX_CHUNK_BYTES = 256 * 1024 * 1024;

/** Where a part of a cube starts, and what it may cost. */
export interface PartContext {
  /** Index into the files of the description. */
  readonly file: number;
  readonly firstFrame: number;
  /** As {@link OpenOptions.memoryLimit}. */
  readonly memoryLimit?: number | undefined;
}

type Extent4 = readonly [number, number, number, number];

/**
 * A data set as a part of a cube: [scanY, scanX, detY, detX], a stack [n, detY, detX] or one image [detY, detX].
 * Only structure is read.
 * Errors: "unsupported" layouts and filters, "too-large", "truncated", "corrupt".
 */
export async function toCubePart(dataset: Hdf5Dataset, context: PartContext): Promise<CubePart> {
  const { layout } = dataset;
  checkFrame(dataset, context.memoryLimit);
  if (dataset.isExternal) throw unsupported(dataset, "external storage (data in other files)");
  if (layout.kind === "contiguous") return contiguousPart(dataset, layout, context);
  if (layout.kind === "chunked") return chunkedPart(dataset, layout, context);
  throw unsupported(dataset, layout.kind === "virtual" ? "a virtual data set here" : layout.name);
}

/** [scanY, scanX, detY, detX] of a data set of 2 to 4 axes: n frames are a scan of [1, n], an image one of [1, 1]. */
export function toExtent4(shape: readonly number[]): Extent4 {
  const [scanY, scanX, detY, detX] = [1, 1, ...shape].slice(-4);
  return [scanY!, scanX!, detY!, detX!];
}

function contiguousPart(
  dataset: Hdf5Dataset,
  layout: ContiguousLayout,
  { file, firstFrame }: PartContext,
): CubePart {
  const [scanY, scanX, detY, detX] = toExtent4(dataset.shape);
  const { littleEndian } = dataset.datatype;
  if (layout.address === undefined) {
    return unwrittenPart(dataset, { file, firstFrame }, [scanY, scanX, detY, detX]);
  }
  const offset = filePosition(dataset.file, layout.address);
  const bytes = elementCount(dataset.shape) * dataset.datatype.bytes;
  if (layout.bytes < bytes) {
    throw corruptFile(nameOf(dataset), `${layout.bytes} bytes of data`, `${bytes} bytes, as its extent says`);
  }
  const end = offset + bytes;
  if (end > dataset.file.source.byteLength) {
    throw truncatedFile(nameOf(dataset), `${dataset.file.source.byteLength} bytes`, `${end} bytes`);
  }
  const part: ContiguousPart = {
    kind: "contiguous",
    file,
    offset,
    firstFrame,
    frameCount: scanY * scanX,
    littleEndian,
  };
  return part;
}

/** Frames that nothing was written to: one a chunk, none of them stored. "unsupported" where they do not read as 0. */
export function unwrittenPart(dataset: Hdf5Dataset, context: PartContext, extent: Extent4): ChunkedPart {
  const [scanY, scanX, detY, detX] = extent;
  requireZeroFill(dataset);
  const { offsets, byteLengths } = emptyIndex(dataset, scanY * scanX);
  return {
    kind: "chunked",
    file: context.file,
    firstFrame: context.firstFrame,
    stored: [scanY, scanX],
    chunk: [1, 1, detY, detX],
    filters: [],
    littleEndian: dataset.datatype.littleEndian,
    offsets,
    byteLengths,
  };
}

async function chunkedPart(
  dataset: Hdf5Dataset,
  layout: ChunkedLayout,
  context: PartContext,
): Promise<ChunkedPart> {
  const filters = decodingFilters(dataset);
  const chunkBytes = checkChunk(dataset, layout, context.memoryLimit);
  const { filterMasks, ...index } = await readChunkIndex(dataset, layout);
  checkStoredBytes(dataset, index, filterMasks, chunkBytes);
  if (index.byteLengths.includes(0)) requireZeroFill(dataset);
  const [scanY, scanX] = toExtent4(dataset.shape);
  const part = {
    kind: "chunked",
    file: context.file,
    firstFrame: context.firstFrame,
    stored: [scanY, scanX],
    chunk: toExtent4(layout.chunk),
    filters,
    littleEndian: dataset.datatype.littleEndian,
    ...index,
  } as const;
  return filterMasks.some((mask) => mask !== 0) ? { ...part, filterMasks } : part;
}

/** Checks the extent of a chunk, and gives its decoded bytes. */
function checkChunk(dataset: Hdf5Dataset, layout: ChunkedLayout, memoryLimit: number | undefined): number {
  const { chunk } = layout;
  if (chunk.length !== dataset.shape.length || chunk.includes(0)) {
    throw corruptFile(nameOf(dataset), `chunks of [${chunk.join(", ")}]`, `${dataset.shape.length} extents`);
  }
  const bytes = elementCount(chunk) * dataset.datatype.bytes;
  checkBytes(dataset, bytes, memoryLimit, "chunks", chunk);
  return bytes;
}

/** Whoever reads a cube has at least one frame in memory: "too-large" where it does not fit. */
export function checkFrame(dataset: Hdf5Dataset, memoryLimit: number | undefined): void {
  const frame = dataset.shape.slice(-2);
  checkBytes(dataset, elementCount(frame) * dataset.datatype.bytes, memoryLimit, "frames", frame);
}

function checkBytes(
  dataset: Hdf5Dataset,
  bytes: number,
  memoryLimit: number | undefined,
  what: string,
  extent: readonly number[],
): void {
  const limit = Math.min(MAX_CHUNK_BYTES, memoryLimit ?? Infinity);
  if (bytes <= limit) return;
  const found = `${what} of ${extent.join(" x ")} ${dataset.datatype.name}, ${bytes} bytes each`;
  const remedy = `Raise memoryLimit if it is lower, or write the data set with smaller ${what}.`;
  throw tooLarge(nameOf(dataset), found, `at most ${limit} bytes`, remedy);
}

/** A chunk that no filter touched is exactly as long as its pixels; a filtered one has a plausible length. */
function checkStoredBytes(
  dataset: Hdf5Dataset,
  index: Pick<ChunkIndex, "byteLengths">,
  filterMasks: Uint32Array,
  chunkBytes: number,
): void {
  const allSkipped = 2 ** dataset.filters.length - 1;
  const isWrong = (stored: number, i: number): boolean => {
    const isPlain = (filterMasks[i]! & allSkipped) >>> 0 === allSkipped;
    return stored !== 0 && (isPlain ? stored !== chunkBytes : stored > 2 * chunkBytes + 4096);
  };
  const wrong = index.byteLengths.findIndex(isWrong);
  if (wrong < 0) return;
  const found = `${index.byteLengths[wrong]} bytes stored for chunk ${wrong}`;
  throw corruptFile(nameOf(dataset), found, `what ${chunkBytes} bytes of pixels may become`);
}

function requireZeroFill(dataset: Hdf5Dataset): void {
  if (dataset.fillIsZero) return;
  throw unsupported(dataset, "parts never written, with a fill value other than 0");
}

function unsupported(dataset: Hdf5Dataset, found: string): Error {
  return unsupportedFile(nameOf(dataset), found, "a contiguous or chunked data set");
}
