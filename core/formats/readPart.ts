import type { ChunkedPart, ContiguousPart, CubePart } from "../data/cubeDescription.js";
import type { ByteSource } from "./byteSource.js";
import { decodeChunk, type FilterHost } from "./decodeChunk.js";

/** What of a part is not in the part itself. */
export interface PartLayout {
  /** Name in errors. */
  readonly subject: string;
  /** [detY, detX] */
  readonly frame: readonly [number, number];
  readonly elementBytes: number;
}

/**
 * All pixels of a part at once, little-endian, C order [frame, detY, detX]: for small arrays such as pixel masks.
 * Analyses read tile by tile through an executor instead. The caller has checked that it fits in memory.
 */
export async function readPart(
  source: ByteSource,
  part: CubePart,
  layout: PartLayout,
  host: FilterHost,
): Promise<Uint8Array> {
  const bytes =
    part.kind === "contiguous"
      ? await readContiguous(source, part, layout)
      : await readChunked(source, part, layout, host);
  return part.littleEndian ? bytes : swapBytes(bytes, layout.elementBytes);
}

async function readContiguous(
  source: ByteSource,
  part: ContiguousPart,
  { frame, elementBytes }: PartLayout,
): Promise<Uint8Array> {
  const length = part.frameCount * frame[0] * frame[1] * elementBytes;
  return (await source.read(part.offset, part.offset + length)).slice();
}

async function readChunked(
  source: ByteSource,
  part: ChunkedPart,
  layout: PartLayout,
  host: FilterHost,
): Promise<Uint8Array> {
  const extent = [...part.stored, ...layout.frame];
  const out = new Uint8Array(extent.reduce((product, n) => product * n, layout.elementBytes));
  for (let i = 0; i < part.offsets.length; i++) {
    const stored = part.byteLengths[i]!;
    if (stored === 0) continue;
    const offset = part.offsets[i]!;
    const encoded = await source.read(offset, offset + stored);
    const chunk = decodeChunk(encoded, part, i, layout, host);
    copyChunk(out, extent, chunk, part.chunk, i, layout.elementBytes);
  }
  return out;
}

/** Copies the rows of a chunk that lie inside the data; border chunks reach beyond. */
function copyChunk(
  out: Uint8Array,
  extent: readonly number[],
  chunk: Uint8Array,
  chunkExtent: readonly number[],
  index: number,
  elementBytes: number,
): void {
  const start = chunkStart(extent, chunkExtent, index);
  const inside = extent.map((n, axis) => Math.min(chunkExtent[axis]!, n - start[axis]!));
  const rowBytes = inside[3]! * elementBytes;
  for (let a = 0; a < inside[0]!; a++) {
    for (let b = 0; b < inside[1]!; b++) {
      for (let y = 0; y < inside[2]!; y++) {
        const from = flatIndex([a, b, y, 0], chunkExtent) * elementBytes;
        const to = flatIndex([start[0]! + a, start[1]! + b, start[2]! + y, start[3]!], extent) * elementBytes;
        out.set(chunk.subarray(from, from + rowBytes), to);
      }
    }
  }
}

/** First element of the chunk with this index, C order over the grid of chunks. */
function chunkStart(extent: readonly number[], chunkExtent: readonly number[], index: number): number[] {
  const start: number[] = [];
  let rest = index;
  for (let axis = extent.length - 1; axis >= 0; axis--) {
    const count = Math.ceil(extent[axis]! / chunkExtent[axis]!);
    start.unshift((rest % count) * chunkExtent[axis]!);
    rest = Math.floor(rest / count);
  }
  return start;
}

function flatIndex(position: readonly number[], extent: readonly number[]): number {
  return position.reduce((flat, at, axis) => flat * extent[axis]! + at, 0);
}

function swapBytes(bytes: Uint8Array, elementBytes: number): Uint8Array {
  for (let at = 0; at < bytes.length; at += elementBytes) bytes.subarray(at, at + elementBytes).reverse();
  return bytes;
}
