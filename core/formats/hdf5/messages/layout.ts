import type { Cursor } from "../cursor.js";

/** How the chunks of a data set are found; layouts before version 4 always have the v1 B-tree. */
export type ChunkIndexKind =
  | "v1 B-tree"
  | "single chunk"
  | "implicit"
  | "fixed array"
  | "extensible array"
  | "v2 B-tree";

/** Pixels in one piece. Those of a compact data set lie in its object header. */
export interface ContiguousLayout {
  readonly kind: "contiguous";
  /** Undefined when nothing was written yet. */
  readonly address: number | undefined;
  readonly bytes: number;
}

export interface ChunkedLayout {
  readonly kind: "chunked";
  readonly index: ChunkIndexKind;
  /** Address of the index (of the pixels: single chunk, implicit); undefined when nothing was written yet. */
  readonly address: number | undefined;
  /** Extent of a chunk, elements, slowest axis first. */
  readonly chunk: readonly number[];
  /** Chunks that reach beyond the data are stored without their filters. */
  readonly borderUnfiltered: boolean;
  /** Stored bytes and skipped filters of a single chunk that was filtered. */
  readonly single?: { readonly byteLength: number; readonly filterMask: number };
}

/** A data set made of others; the mapping is an object in the global heap. */
export interface VirtualLayout {
  readonly kind: "virtual";
  /** Address of the heap collection; undefined when there are no sources. */
  readonly address: number | undefined;
  readonly objectIndex: number;
}

/** Forms that are recognised and named, not read. */
export interface OtherLayout {
  readonly kind: "unknown";
  readonly name: string;
}

export type Layout = ContiguousLayout | ChunkedLayout | VirtualLayout | OtherLayout;

const LayoutClass = { compact: 0, contiguous: 1, chunked: 2, virtual: 3 } as const;

const V4_INDEX_KINDS: readonly ChunkIndexKind[] = [
  "single chunk",
  "implicit",
  "fixed array",
  "extensible array",
  "v2 B-tree",
];
const BORDER_UNFILTERED = 1;
const SINGLE_IS_FILTERED = 2;
/** Parameters of an index that its own header repeats, bytes. */
const PARAMETER_BYTES: Readonly<Partial<Record<ChunkIndexKind, number>>> = {
  "fixed array": 1,
  "extensible array": 5,
  "v2 B-tree": 6,
};

/** Data layout message, versions 1 to 5, whose body stands at `bodyAddress`. */
export function readLayout(body: Cursor, bodyAddress: number): Layout {
  const version = body.version(1, 2, 3, 4, 5);
  if (version < 3) return readLayout1(body, bodyAddress);
  const layoutClass = body.u8();
  switch (layoutClass) {
    case LayoutClass.compact:
      return readCompact(body, bodyAddress, body.u16());
    case LayoutClass.contiguous:
      return { kind: "contiguous", address: body.address(), bytes: body.length() };
    case LayoutClass.chunked:
      return version === 3 ? readChunked3(body) : readChunked4(body);
    case LayoutClass.virtual:
      return { kind: "virtual", address: body.address(), objectIndex: body.u32() };
    default:
      return { kind: "unknown", name: `data layout class ${layoutClass}` };
  }
}

/** Versions 1 and 2, from before HDF5 1.6.3. */
function readLayout1(body: Cursor, bodyAddress: number): Layout {
  const rank = body.u8();
  const layoutClass = body.u8();
  body.skip(5);
  const address = layoutClass === LayoutClass.compact ? undefined : body.address();
  const extents = Array.from({ length: rank }, () => body.u32());
  if (layoutClass === LayoutClass.compact) return readCompact(body, bodyAddress, body.u32());
  // For chunks, the last extent is the size of an element; for contiguous data, it belongs to the pixels.
  if (layoutClass === LayoutClass.chunked) return chunkedByBtree1(address, extents.slice(0, -1));
  if (layoutClass !== LayoutClass.contiguous)
    return { kind: "unknown", name: `data layout class ${layoutClass}` };
  return { kind: "contiguous", address, bytes: extents.reduce((product, extent) => product * extent, 1) };
}

function readCompact(body: Cursor, bodyAddress: number, bytes: number): ContiguousLayout {
  const address = bodyAddress + body.position;
  body.skip(bytes);
  return { kind: "contiguous", address, bytes };
}

function chunkedByBtree1(address: number | undefined, chunk: readonly number[]): ChunkedLayout {
  return { kind: "chunked", index: "v1 B-tree", address, chunk, borderUnfiltered: false };
}

function readChunked3(body: Cursor): ChunkedLayout {
  const rank = readRank(body);
  const address = body.address();
  return chunkedByBtree1(
    address,
    Array.from({ length: rank }, () => body.u32()),
  );
}

function readChunked4(body: Cursor): ChunkedLayout | OtherLayout {
  const flags = body.u8();
  const rank = readRank(body);
  const width = body.u8();
  const chunk = Array.from({ length: rank }, () => body.uint(width));
  body.skip(width); // element size
  const number = body.u8();
  const index = V4_INDEX_KINDS[number - 1];
  if (index === undefined) return { kind: "unknown", name: `chunk index ${number}` };
  const isFilteredSingle = index === "single chunk" && (flags & SINGLE_IS_FILTERED) !== 0;
  const single = isFilteredSingle ? { byteLength: body.length(), filterMask: body.u32() } : undefined;
  body.skip(PARAMETER_BYTES[index] ?? 0);
  return {
    kind: "chunked",
    index,
    address: body.address(),
    chunk,
    borderUnfiltered: (flags & BORDER_UNFILTERED) !== 0,
    ...(single === undefined ? {} : { single }),
  };
}

/** The message counts the element size as one more dimension. */
function readRank(body: Cursor): number {
  const stored = body.u8();
  if (stored < 2 || stored > 33) throw body.corrupt(`${stored - 1} chunk dimensions`, "1 to 32");
  return stored - 1;
}
