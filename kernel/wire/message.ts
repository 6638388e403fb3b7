import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { forgetOldest } from "../forgetOldest.js";
import type { JsonObject } from "./link.js";

/** Header of a Jupyter message. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
  /** On execute_request: the subshell whose queue it joins. */
  readonly subshell_id?: string | null;
}

/** A Jupyter message without its signature. `identities` are the routing frames before the delimiter. */
export interface Message {
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parentHeader: Header | Record<string, never>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

const delimiter = Buffer.from("<IDS|MSG>");
/** Bytes of the four JSON frames, far beyond any cell: what is larger is dropped before it is hashed and parsed. */
export const mostJsonBytes = 1 << 28;
/** Signatures remembered to drop a message that is sent again. */
const rememberedSignatures = 65_536;
/** Of a signature: 96 bits, which no two messages have in common. */
const rememberedCharacters = 24;

/** A fresh header; `version` is that of the protocol. */
export function makeHeader(msgType: string, session: string, version: string): Header {
  const date = new Date().toISOString();
  return { msg_id: randomUUID(), msg_type: msgType, session, username: "ronchi", date, version };
}

/** The frames of a message: identities, delimiter, signature, four JSON frames, buffers (which are not signed). */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const { identities, header, parentHeader, metadata, content, buffers } = message;
  const json = [header, parentHeader, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...identities, delimiter, Buffer.from(sign(json, key)), ...json, ...buffers];
}

/**
 * Makes the function that reads frames: it verifies the signature before it parses anything, and answers
 * `undefined` (never throws) for what is unsigned, wrongly signed, replayed, too large, or not a message.
 */
export function createDecoder(key: string): (frames: readonly Uint8Array[]) => Message | undefined {
  const seen = new Set<string>();
  return (frames) => {
    const at = frames.findIndex((frame) => delimiter.equals(frame));
    const signature = frames[at + 1];
    const json = frames.slice(at + 2, at + 6);
    if (at < 0 || signature === undefined || json.length < 4) return undefined;
    if (json.reduce((bytes, frame) => bytes + frame.byteLength, 0) > mostJsonBytes) return undefined;
    if (!verify(json, signature, key)) return undefined;
    const text = Buffer.from(signature).toString("latin1", 0, rememberedCharacters);
    if (seen.has(text)) return undefined;
    seen.add(text);
    forgetOldest(seen, rememberedSignatures);
    return parse(frames.slice(0, at), json, frames.slice(at + 6));
  };
}

function parse(
  identities: readonly Uint8Array[],
  json: readonly Uint8Array[],
  buffers: readonly Uint8Array[],
): Message | undefined {
  try {
    const [header, ...others] = json.map((frame) => JSON.parse(Buffer.from(frame).toString()));
    if (typeof header?.msg_id !== "string" || typeof header.msg_type !== "string") return undefined;
    const [parentHeader, metadata, content] = others.map((part) => part ?? {});
    if (![parentHeader, metadata, content].every((part) => typeof part === "object")) return undefined;
    return { identities, header, parentHeader, metadata, content, buffers };
  } catch {
    // Signed by a client that has the key, but not JSON: there is no header to answer to.
    return undefined;
  }
}

function sign(json: readonly Uint8Array[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const frame of json) hmac.update(frame);
  return hmac.digest("hex");
}

function verify(json: readonly Uint8Array[], signature: Uint8Array, key: string): boolean {
  const expected = Buffer.from(sign(json, key));
  return signature.byteLength === expected.byteLength && timingSafeEqual(signature, expected);
}
