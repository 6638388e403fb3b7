import { unsupportedFile } from "../failures.js";
import type { Hdf5File } from "../hdf5File.js";
import { findMessage, type Message, readObjectHeader } from "../objectHeader.js";

/** Shared messages that live in the header of another object: a named (committed) datatype. */
const IN_OBJECT_HEADER = [0, 2];

/** The message itself, where the header only says in which other object it stands. */
export async function unshare(file: Hdf5File, message: Message): Promise<Message> {
  if (!message.shared) return message;
  const { body } = message;
  const version = body.version(1, 2, 3);
  const type = body.u8();
  if (version === 1) body.skip(6);
  if (version === 3 ? !IN_OBJECT_HEADER.includes(type) : type === 1) {
    throw unsupportedFile(file.path, "a message in the shared message heap", "messages in object headers");
  }
  const found = findMessage(await readObjectHeader(file, body.definedAddress()), message.type);
  if (found !== undefined && !found.shared) return found;
  throw body.corrupt("a shared message that is not where it should be", "a named datatype");
}
