import { expect, test } from "vitest";
import { SocketWriter } from "#kernel/wire/socketWriter.js";

test("one message is sent at a time, in order, as a ZeroMQ socket demands", async () => {
  const sent: string[] = [];
  let pending = false;
  const writer = new SocketWriter({
    async send([frame]) {
      if (pending) throw new Error("EBUSY");
      pending = true;
      await new Promise((done) => setImmediate(done));
      sent.push(String(frame));
      pending = false;
    },
  });
  for (const text of ["a", "b", "c"]) writer.write([Buffer.from(text)]);
  await writer.drained();
  writer.write([Buffer.from("d")]);
  await writer.drained();
  expect(sent).toEqual(["a", "b", "c", "d"]);
});

test("what comes after the end goes nowhere, what came before is sent", async () => {
  const sent: string[] = [];
  const writer = new SocketWriter({
    async send([frame]) {
      await new Promise((done) => setImmediate(done));
      sent.push(String(frame));
    },
  });
  writer.write([Buffer.from("a")]);
  await writer.close();
  writer.write([Buffer.from("b")]);
  await writer.drained();
  expect(sent).toEqual(["a"]);
});
