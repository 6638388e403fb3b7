import { beforeEach, expect, test } from "vitest";
import { CommManager } from "#kernel/comm/commManager.js";
import { createWork, currentRequestId, runAs } from "#kernel/interpreter/work.js";
import type { ToWire } from "#kernel/wire/link.js";

let posted: ToWire[];
let comms: CommManager;
beforeEach(() => {
  posted = [];
  comms = new CommManager((message) => void posted.push(message));
});

const incoming = (commId: string, data = {}) => ({ requestId: "r", commId, data, metadata: {}, buffers: [] });

test("a registered target gets the comm that the front end opens, and can answer on it", () => {
  comms.registerTarget("mine", (comm, data) => comm.send({ echo: data }));
  comms.receiveOpen({ type: "comm-open", target: "mine", ...incoming("c", { hello: 1 }) });
  expect(posted).toMatchObject([{ type: "comm-msg", commId: "c", data: { echo: { hello: 1 } } }]);
});

test("listeners run as the work that opened the comm", () => {
  const heard: string[] = [];
  const comm = runAs(createWork("cell 1"), () => comms.open("t", {}));
  comm.onMessage(() => heard.push(currentRequestId()));
  runAs(createWork("message"), () => comms.receiveMessage({ type: "comm-msg", ...incoming(comm.id) }));
  expect(heard).toEqual(["cell 1"]);
});

test("sent buffers are copies: what is written to them afterwards is not sent", () => {
  const buffer = new Uint8Array(16).subarray(4, 6).fill(1);
  comms.open("t", {}, {}, [buffer]);
  buffer.fill(2);
  const [message] = posted as Extract<ToWire, { type: "comm-open" }>[];
  expect([...(message!.buffers[0] as Uint8Array)]).toEqual([1, 1]);
  expect(message?.buffers[0]?.buffer.byteLength).toBe(2);
});

test("a comm that the front end closed tells its listeners and closes no second time", () => {
  const comm = comms.open("t", {});
  let closed = 0;
  comm.onClose(() => closed++);
  comms.receiveClose({ type: "comm-close", ...incoming(comm.id) });
  comm.close();
  expect(closed).toBe(1);
  expect(posted.filter((message) => message.type === "comm-close")).toEqual([]);
});
