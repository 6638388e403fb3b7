import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createDecoder,
  encodeMessage,
  type Message,
  makeHeader,
  mostJsonBytes,
} from "#kernel/wire/message.js";

const key = "secret";
const header = JSON.stringify(makeHeader("execute_request", "session", "5.3"));
const message = (buffers: Uint8Array[] = []): Message => ({
  identities: [Buffer.from("client")],
  header: makeHeader("execute_request", "session", "5.3"),
  parentHeader: {},
  metadata: { a: 1 },
  content: { code: "größe 😀" },
  buffers,
});

describe("encodeMessage", () => {
  test("signs exactly the four JSON frames, so that buffers cost nothing", () => {
    const frames = encodeMessage(message([new Uint8Array(10)]), key);
    const [identity, delimiter, signature, ...rest] = frames.map((frame) => Buffer.from(frame));
    expect([String(identity), String(delimiter)]).toEqual(["client", "<IDS|MSG>"]);
    const json = rest.slice(0, 4);
    expect(String(signature)).toBe(createHmac("sha256", key).update(Buffer.concat(json)).digest("hex"));
    expect(json.map((frame) => JSON.parse(String(frame)))[3]).toEqual({ code: "größe 😀" });
    expect(rest.length).toBe(5);
  });
});

describe("createDecoder", () => {
  test("reads what was written, buffers included", () => {
    const sent = message([Uint8Array.of(1, 2), new Uint8Array(0)]);
    expect(createDecoder(key)(encodeMessage(sent, key))).toEqual(sent);
  });

  test("drops another key, a changed frame, an empty signature, and a message that is sent twice", () => {
    const decode = createDecoder(key);
    const frames = encodeMessage(message(), key);
    const changed = frames.with(6, Buffer.from('{"code":"other"}'));
    expect(decode(encodeMessage(message(), "other"))).toBeUndefined();
    expect(decode(changed)).toBeUndefined();
    expect(decode(frames.with(2, Buffer.alloc(0)))).toBeUndefined();
    expect(decode(frames)).toBeDefined();
    expect(decode(frames)).toBeUndefined();
  });

  test("never throws for frames that are no message", () => {
    const decode = createDecoder(key);
    const signed = (json: string[]) => {
      const frames = json.map((text) => Buffer.from(text));
      const signature = createHmac("sha256", key).update(Buffer.concat(frames)).digest("hex");
      return [Buffer.from("<IDS|MSG>"), Buffer.from(signature), ...frames];
    };
    for (const frames of [
      [],
      [Buffer.from("x")],
      signed(["{"]),
      signed(["{}", "{}", "{}", "no json"]),
      signed(["1", "2", "3", "4"]),
      signed([header, "{}", "{}", "5"]),
    ])
      expect(decode(frames)).toBeUndefined();
    expect(decode(signed([header, "{}", "{}", "null"]))?.content).toEqual({});
  });

  test("drops what is too large to be a cell, whoever signed it", () => {
    const frames = encodeMessage(message(), key);
    const code = frames[6] as Uint8Array;
    const whole = Buffer.from(code);
    Object.defineProperty(whole, "byteLength", { value: mostJsonBytes });
    expect(createDecoder(key)(frames.with(6, whole))).toBeUndefined();
    expect(createDecoder(key)(frames)).toBeDefined();
  });
});
