import { Btree1Type, btree1Leaves } from "./btree1.js";
import type { Cursor } from "./cursor.js";
import { type Hdf5File, readStructure } from "./hdf5File.js";
import type { Link } from "./messages/link.js";

/** Cache type of a symbol whose target is a path in the local heap. */
const SOFT_LINK = 2;

/** Links of an old-style group: a B-tree of symbol table nodes, names in a local heap. */
export async function readSymbolTable(file: Hdf5File, message: Cursor): Promise<Link[]> {
  const tree = message.definedAddress();
  const names = await readLocalHeap(file, message.definedAddress());
  const links: Link[] = [];
  for await (const children of btree1Leaves(file, tree, Btree1Type.group, file.lengthBytes)) {
    for (const child of children) await readNodeInto(links, file, child.address, names);
  }
  return links;
}

/** The names of a group, as one piece: they are found by their offset. */
async function readLocalHeap(file: Hdf5File, address: number): Promise<Cursor> {
  const head = await readStructure(file, address, 8 + 2 * file.lengthBytes + file.offsetBytes, "local heap");
  head.signature("HEAP");
  head.version(0);
  head.skip(3);
  const bytes = head.length();
  head.length(); // first free block
  return readStructure(file, head.definedAddress(), bytes, "local heap");
}

async function readNodeInto(links: Link[], file: Hdf5File, address: number, names: Cursor): Promise<void> {
  const head = await readStructure(file, address, 8, "symbol table node");
  head.signature("SNOD");
  head.version(1);
  head.skip(1);
  const count = head.u16();
  const entryBytes = 2 * file.offsetBytes + 24;
  const entries = await readStructure(file, address + 8, count * entryBytes, "symbol table node");
  for (let i = 0; i < count; i++) links.push(readSymbol(entries, file.offsetBytes, names));
}

function readSymbol(entries: Cursor, offsetBytes: number, names: Cursor): Link {
  const name = nameAt(names, entries.uint(offsetBytes));
  const address = entries.address();
  const cacheType = entries.u32();
  entries.skip(4);
  const scratch = entries.slice(16);
  if (cacheType === SOFT_LINK) return { kind: "soft", name, target: nameAt(names, scratch.u32()) };
  if (address === undefined) throw entries.corrupt(`no address for ${JSON.stringify(name)}`, "an address");
  return { kind: "hard", name, address };
}

function nameAt(names: Cursor, offset: number): string {
  names.position = Math.min(offset, names.bytes.byteLength);
  return names.nulTerminatedText();
}
