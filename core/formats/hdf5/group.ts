import { Btree2Type, btree2Records } from "./btree2.js";
import type { Cursor } from "./cursor.js";
import { corruptFile } from "./failures.js";
import { openFractalHeap, readHeapObject } from "./fractalHeap.js";
import type { Hdf5File } from "./hdf5File.js";
import { type Link, readLink } from "./messages/link.js";
import { findMessage, type Message, MessageType } from "./objectHeader.js";
import { readSymbolTable } from "./symbolTable.js";

/** More links than any group of frames or detectors has; a bound on damaged files. */
const MAX_LINKS = 1_000_000;
/** A record of the name index: a hash of the name, then the heap ID of the link. */
const NAME_HASH_BYTES = 4;

export function isGroup(messages: readonly Message[]): boolean {
  const types = [MessageType.symbolTable, MessageType.linkInfo, MessageType.link] as const;
  return types.some((type) => findMessage(messages, type) !== undefined);
}

/** The links of a group by name: old style, compact, or dense. */
export async function readLinks(file: Hdf5File, messages: readonly Message[]): Promise<Map<string, Link>> {
  const links = new Map<string, Link>();
  for (const link of await readAnyStyle(file, messages)) links.set(link.name, link);
  return links;
}

async function readAnyStyle(file: Hdf5File, messages: readonly Message[]): Promise<Link[]> {
  const symbols = findMessage(messages, MessageType.symbolTable);
  if (symbols !== undefined) return readSymbolTable(file, symbols.body);
  const compact = messages.filter((message) => message.type === MessageType.link);
  const links = compact.map((message) => readLink(message.body));
  const info = findMessage(messages, MessageType.linkInfo);
  return info === undefined ? links : [...links, ...(await readDenseLinks(file, info.body))];
}

/** Links of a group with many: a fractal heap holds them, a B-tree orders them by name. */
async function readDenseLinks(file: Hdf5File, info: Cursor): Promise<Link[]> {
  info.version(0);
  if (info.u8() & 1) info.skip(8); // largest creation index
  const heapAddress = info.address();
  const nameIndex = info.address();
  if (heapAddress === undefined || nameIndex === undefined) return [];
  const heap = await openFractalHeap(file, heapAddress);
  const links: Link[] = [];
  for await (const records of btree2Records(file, nameIndex, Btree2Type.linkName)) {
    for (const record of records) {
      record.skip(NAME_HASH_BYTES);
      links.push(readLink(await readHeapObject(file, heap, record)));
    }
    if (links.length > MAX_LINKS)
      throw corruptFile(file.path, `${links.length} links`, `at most ${MAX_LINKS}`);
  }
  return links;
}
