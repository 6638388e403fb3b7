import type { Cursor } from "./cursor.js";
import { corruptFile } from "./failures.js";
import { type Hdf5File, readStructure, readStructureUpTo } from "./hdf5File.js";

/** Numbers of the header messages that this reader knows (specification section IV.A.2). */
export const MessageType = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filterPipeline: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

/** One message of an object header: its number, its flags, and a cursor at its first byte. */
export interface Message {
  readonly type: number;
  /** The message stands elsewhere; the body says where. */
  readonly shared: boolean;
  readonly body: Cursor;
  /** Address of the first byte of the body. */
  readonly address: number;
}

/** Where a block of messages lies. */
interface Block {
  readonly address: number;
  readonly length: number;
}

const MAX_MESSAGES = 65536;
const SHARED_FLAG = 2;
/** Each block of a version 2 header ends with its checksum. */
const CHECKSUM_BYTES = 4;

/** All messages of the object at `address`, continuation blocks included. */
export async function readObjectHeader(file: Hdf5File, address: number): Promise<Message[]> {
  const prefix = await readStructureUpTo(file, address, 48, "object header");
  const isVersion2 = prefix.bytes[0] === 0x4f; // "O" of "OHDR"; version 1 begins with its version
  return isVersion2 ? readVersion2(file, address, prefix) : readVersion1(file, address, prefix);
}

/** The message of a type, or undefined. An object has at most one of those asked for here. */
export function findMessage(messages: readonly Message[], type: number): Message | undefined {
  return messages.find((message) => message.type === type);
}

function readVersion1(file: Hdf5File, address: number, prefix: Cursor): Promise<Message[]> {
  prefix.version(1);
  prefix.skip(1);
  const count = prefix.u16();
  prefix.skip(4); // reference count
  const length = prefix.u32();
  const first = { address: address + 16, length }; // 12 bytes and 4 of padding
  return readBlocks(file, first, async (block, messages) => {
    const cursor = await readStructure(file, block.address, block.length, "object header");
    while (cursor.remaining >= 8 && messages.length < count)
      messages.push(readMessage1(cursor, block.address));
  });
}

function readMessage1(cursor: Cursor, blockAddress: number): Message {
  const type = cursor.u16();
  const length = cursor.u16();
  const flags = cursor.u8();
  cursor.skip(3);
  const address = blockAddress + cursor.position;
  return { type, shared: (flags & SHARED_FLAG) !== 0, body: cursor.slice(length), address };
}

function readVersion2(file: Hdf5File, address: number, prefix: Cursor): Promise<Message[]> {
  prefix.signature("OHDR");
  prefix.version(2);
  const flags = prefix.u8();
  if (flags & 0x20) prefix.skip(16); // four times
  if (flags & 0x10) prefix.skip(4); // limits between compact and dense attributes
  const length = prefix.uint(1 << (flags & 3));
  const prefixBytes = prefix.position;
  const first = { address, length: prefixBytes + length + CHECKSUM_BYTES };
  const hasCreationOrder = (flags & 4) !== 0;
  return readBlocks(file, first, async (block, messages) => {
    const cursor = await readStructure(file, block.address, block.length, "object header");
    if (block === first) cursor.skip(prefixBytes);
    else cursor.signature("OCHK");
    const least = (hasCreationOrder ? 6 : 4) + CHECKSUM_BYTES; // what is less is a gap
    while (cursor.remaining >= least) {
      messages.push(readMessage2(cursor, block.address, hasCreationOrder));
    }
    cursor.skip(cursor.remaining - CHECKSUM_BYTES);
    cursor.checksum();
  });
}

function readMessage2(cursor: Cursor, blockAddress: number, hasCreationOrder: boolean): Message {
  const type = cursor.u8();
  const length = cursor.u16();
  const flags = cursor.u8();
  if (hasCreationOrder) cursor.skip(2);
  const address = blockAddress + cursor.position;
  return { type, shared: (flags & SHARED_FLAG) !== 0, body: cursor.slice(length), address };
}

/** Reads the first block and every one that continuation messages name, each once. */
async function readBlocks(
  file: Hdf5File,
  first: Block,
  readInto: (block: Block, messages: Message[]) => Promise<void>,
): Promise<Message[]> {
  const messages: Message[] = [];
  const pending = [first];
  const seen = new Set<number>();
  let next = 0;
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    if (seen.has(block.address) || messages.length > MAX_MESSAGES) {
      throw corruptFile(file.path, "an object header that continues in itself", "blocks that come once each");
    }
    seen.add(block.address);
    await readInto(block, messages);
    for (; next < messages.length; next++) {
      const { type, body } = messages[next]!;
      if (type !== MessageType.continuation) continue;
      pending.push({ address: body.definedAddress(), length: body.length() });
    }
  }
  return messages;
}
