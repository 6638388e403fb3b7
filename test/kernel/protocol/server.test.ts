import { describe, expect, test } from "vitest";
import { signatureOf, testServer } from "./testServer.js";

const { logged, send, contents, transport } = testServer();

describe("what is no message of a front end with the key", () => {
  const signed = (...json: string[]) => {
    const frames = json.map((text) => Buffer.from(text));
    return [Buffer.from("<IDS|MSG>"), Buffer.from(signatureOf(frames)), ...frames];
  };
  const header = JSON.stringify({ msg_id: "m", msg_type: "kernel_info_request" });

  test.each([
    ["without a delimiter", [Buffer.from("hello")]],
    ["without a signature", [Buffer.from("<IDS|MSG>")]],
    ["with another signature", signed(header, "{}", "{}", "{}").with(1, Buffer.from("0".repeat(64)))],
    ["cut off", signed(header, "{}", "{}", "{}").slice(0, 4)],
    ["that is not JSON", signed("{", "{}", "{}", "{}")],
    ["without a header", signed("null", "{}", "{}", "{}")],
    ["of nothing", []],
  ])("a message %s is dropped and logged, and the next one is answered", (_, frames) => {
    for (const channel of ["shell", "control", "stdin"] as const) transport().receive(channel, frames);
    expect(transport().sent).toEqual([]);
    expect(logged.length).toBe(3);
    send("kernel_info_request", {});
    expect(contents("kernel_info_reply").length).toBe(1);
  });

  test("a repeated message is dropped", () => {
    const frames = signed(header, "{}", "{}", "{}");
    transport().receive("shell", frames);
    transport().receive("shell", frames);
    expect(contents("kernel_info_reply").length).toBe(1);
    expect(logged.length).toBe(1);
  });
});

test("a subscription is welcomed under its own topic", () => {
  transport().receive("iopub", [Buffer.concat([Uint8Array.of(1), Buffer.from("stream")])]);
  transport().receive("iopub", [Uint8Array.of(0)]);
  expect(transport().sent.length).toBe(1);
  expect(String(transport().sent[0]?.frames[0])).toBe("stream");
  expect(contents("iopub_welcome")[0]?.content).toEqual({ subscription: "stream" });
});
