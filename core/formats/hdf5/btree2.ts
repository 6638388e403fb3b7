import type { Cursor } from "./cursor.js";
import { corruptFile } from "./failures.js";
import { type Hdf5File, readStructure } from "./hdf5File.js";

/** Record types of a version 2 B-tree that are read here. */
export const Btree2Type = { linkName: 5, chunk: 10, filteredChunk: 11 } as const;

/** Signature, version, type and checksum of a node. */
const NODE_OVERHEAD = 10;
const MAX_DEPTH = 16;

/** What the header of a tree says, and the widths of the counts in its nodes that follow from it. */
interface Btree2 {
  readonly type: number;
  readonly nodeBytes: number;
  readonly recordBytes: number;
  /** Bytes of "number of records" in a pointer to a child. */
  readonly countBytes: number;
  /** Bytes of "number of records in the whole subtree" in a pointer to a child of this depth. */
  readonly totalBytes: readonly number[];
  readonly seen: Set<number>;
}

interface NodePointer {
  readonly address: number;
  readonly records: number;
  readonly depth: number;
}

/** All records of the version 2 B-tree at `address`, a cursor at each, node by node. */
export async function* btree2Records(
  file: Hdf5File,
  address: number,
  type: number,
): AsyncGenerator<readonly Cursor[]> {
  const bytes = 22 + file.offsetBytes + file.lengthBytes;
  const head = await readStructure(file, address, bytes, "v2 B-tree");
  head.signature("BTHD");
  head.version(0);
  const foundType = head.u8();
  if (foundType !== type) throw head.corrupt(`record type ${foundType}`, `record type ${type}`);
  const nodeBytes = head.u32();
  const recordBytes = head.u16();
  const depth = head.u16();
  if (depth > MAX_DEPTH || recordBytes === 0 || nodeBytes < NODE_OVERHEAD + recordBytes) {
    throw head.corrupt(`depth ${depth}, records of ${recordBytes} in nodes of ${nodeBytes} bytes`, "a tree");
  }
  head.skip(2); // when nodes split and merge
  const root = head.address();
  const records = head.u16();
  head.length(); // records in the whole tree
  head.checksum();
  if (root === undefined) return;
  const widths = countWidths(nodeBytes, recordBytes, file.offsetBytes, depth);
  const tree = { type, nodeBytes, recordBytes, ...widths, seen: new Set<number>() };
  yield* descend(file, tree, { address: root, records, depth });
}

async function* descend(file: Hdf5File, tree: Btree2, node: NodePointer): AsyncGenerator<readonly Cursor[]> {
  if (tree.seen.has(node.address)) throw corruptFile(file.path, "a B-tree that contains itself", "a tree");
  tree.seen.add(node.address);
  const cursor = await readStructure(file, node.address, tree.nodeBytes, "v2 B-tree node");
  cursor.signature(node.depth === 0 ? "BTLF" : "BTIN");
  cursor.version(0);
  cursor.skip(1); // type
  const records = Array.from({ length: node.records }, () => cursor.slice(tree.recordBytes));
  const children = node.depth === 0 ? [] : readChildren(cursor, tree, node);
  cursor.checksum();
  yield records;
  for (const child of children) yield* descend(file, tree, child);
}

function readChildren(cursor: Cursor, tree: Btree2, node: NodePointer): NodePointer[] {
  const depth = node.depth - 1;
  return Array.from({ length: node.records + 1 }, () => {
    const address = cursor.definedAddress();
    const records = cursor.uint(tree.countBytes);
    cursor.skip(tree.totalBytes[depth]!);
    return { address, records, depth };
  });
}

/**
 * Counts in nodes are stored in as few bytes as the largest possible count needs, which follows from the sizes of
 * node and record level by level (specification section III.A.2).
 */
function countWidths(
  nodeBytes: number,
  recordBytes: number,
  offsetBytes: number,
  depth: number,
): { countBytes: number; totalBytes: number[] } {
  const leafRecords = Math.floor((nodeBytes - NODE_OVERHEAD) / recordBytes);
  const countBytes = bytesFor(leafRecords);
  const totalBytes = [0]; // a leaf has no subtree
  let total = leafRecords;
  for (let level = 1; level <= depth; level++) {
    const pointerBytes = offsetBytes + countBytes + totalBytes[level - 1]!;
    const records = Math.floor((nodeBytes - NODE_OVERHEAD - pointerBytes) / (recordBytes + pointerBytes));
    total = (records + 1) * total + records;
    totalBytes.push(bytesFor(total));
  }
  return { countBytes, totalBytes };
}

function bytesFor(value: number): number {
  let bytes = 1;
  for (let rest = Math.floor(value / 256); rest > 0 && bytes < 8; rest = Math.floor(rest / 256)) bytes++;
  return bytes;
}
