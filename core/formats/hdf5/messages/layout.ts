import type { Cursor } from "../cursor.js";

/** How a version 4 layout finds its chunks; a version 3 layout always has the v1 B-tree. */
export type ChunkIndexKind =
  | "v1 B-tree"
  | "single chunk"
  | "implicit"
  | "fixed array"
  | "extensible array"
  | "v2 B-tree";

export interface ContiguousLayout {
  readonly kind: "contiguous";
  /** Undefined when nothing was written yet. */
  readonly address: number | undefined;
  readonly bytes: number;
}

export interface ChunkedLayout {
  readonly kind: "chunked";
  readonly index: ChunkIndexKind;
  /** Address of the index; undefined when nothing was written yet. */
  readonly address: number | undefined;
  /** Extent of a chunk, elements, slowest axis first. */
  readonly chunk: readonly number[];
}

/** Forms that are recognised and named, not read. */
export interface OtherLayout {
  readonly kind: "compact" | "virtual" | "old" | "unknown";
  readonly name: string;
}

export type Layout = ContiguousLayout | ChunkedLayout | OtherLayout;

const V4_INDEX_KINDS: readonly ChunkIndexKind[] = [
  "single chunk",
  "implicit",
  "fixed array",
  "extensible array",
  "v2 B-tree",
];

/** Data layout message. Versions 3 and 4 are read, others named. */
export function readLayout(body: Cursor): Layout {
  const version = body.u8();
  if (version < 3) return { kind: "old", name: `data layout version ${version}` };
  if (version > 4) return { kind: "unknown", name: `data layout version ${version} (libver="latest")` };
  const layoutClass = body.u8();
  if (layoutClass === 0) return { kind: "compact", name: "compact (in the object header)" };
  if (layoutClass === 1) return { kind: "contiguous", address: body.address(), bytes: body.length() };
  if (layoutClass === 3) return { kind: "virtual", name: "virtual data set" };
  if (layoutClass !== 2) return { kind: "unknown", name: `data layout class ${layoutClass}` };
  return version === 3 ? readChunked3(body) : readChunked4(body);
}

function readChunked3(body: Cursor): ChunkedLayout {
  const rank = readRank(body);
  const address = body.address();
  const chunk = Array.from({ length: rank }, () => body.u32());
  return { kind: "chunked", index: "v1 B-tree", address, chunk };
}

function readChunked4(body: Cursor): ChunkedLayout | OtherLayout {
  body.skip(1); // flags: how border chunks and single chunks are filtered
  const rank = readRank(body);
  const width = body.u8();
  const chunk = Array.from({ length: rank }, () => body.uint(width));
  body.skip(width); // element size
  const number = body.u8();
  const index = V4_INDEX_KINDS[number - 1];
  if (index === undefined) return { kind: "unknown", name: `chunk index ${number}` };
  return { kind: "chunked", index, address: undefined, chunk };
}

/** The message counts the element size as one more dimension. */
function readRank(body: Cursor): number {
  const stored = body.u8();
  if (stored < 2 || stored > 33) throw body.corrupt(`${stored - 1} chunk dimensions`, "1 to 32");
  return stored - 1;
}
