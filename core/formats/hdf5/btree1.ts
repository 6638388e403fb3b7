import type { Cursor } from "./cursor.js";
import { corruptFile } from "./failures.js";
import { type Hdf5File, readStructure } from "./hdf5File.js";

/** Node types of a version 1 B-tree. */
export const Btree1Type = { group: 0, chunks: 1 } as const;

/** A tree of 64 children a node holds any file in 10 levels. */
const MAX_LEVELS = 16;

/** What a leaf says of one child: a cursor at the key before it, and its address. */
export interface Btree1Child {
  readonly key: Cursor;
  readonly address: number;
}

/**
 * The children of the leaves of a version 1 B-tree, in order. `keyBytes` is the size of a key. Each node is read
 * once; a tree that loops is "corrupt".
 */
export async function* btree1Leaves(
  file: Hdf5File,
  root: number,
  type: number,
  keyBytes: number,
): AsyncGenerator<readonly Btree1Child[]> {
  const seen = new Set<number>();
  yield* descend(file, root, { type, keyBytes, below: MAX_LEVELS, seen });
}

interface Descent {
  readonly type: number;
  readonly keyBytes: number;
  /** A node's level must be less than this: levels fall on the way down. */
  readonly below: number;
  readonly seen: Set<number>;
}

async function* descend(
  file: Hdf5File,
  address: number,
  descent: Descent,
): AsyncGenerator<readonly Btree1Child[]> {
  if (descent.seen.has(address)) {
    throw corruptFile(file.path, "a B-tree that contains itself", "a tree");
  }
  descent.seen.add(address);
  const { level, children } = await readNode(file, address, descent);
  if (level >= descent.below) throw corruptFile(file.path, `B-tree level ${level}`, `below ${descent.below}`);
  if (level === 0) {
    yield children;
    return;
  }
  for (const child of children) yield* descend(file, child.address, { ...descent, below: level });
}

async function readNode(
  file: Hdf5File,
  address: number,
  { type, keyBytes }: Descent,
): Promise<{ level: number; children: Btree1Child[] }> {
  const headBytes = 8 + 2 * file.offsetBytes;
  const head = await readStructure(file, address, headBytes, "B-tree node");
  head.signature("TREE");
  const foundType = head.u8();
  if (foundType !== type) throw head.corrupt(`node type ${foundType}`, `node type ${type}`);
  const level = head.u8();
  const count = head.u16();
  const entryBytes = keyBytes + file.offsetBytes;
  const entries = await readStructure(file, address + headBytes, count * entryBytes, "B-tree node");
  const children = Array.from({ length: count }, () => {
    const key = entries.slice(keyBytes);
    return { key, address: entries.definedAddress() };
  });
  return { level, children };
}
