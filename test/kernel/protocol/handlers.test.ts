import { cpus, hostname, totalmem } from "node:os";
import { describe, expect, test, vi } from "vitest";
import { testServer } from "./testServer.js";

const { exit, send, contents } = testServer();

describe("the control channel", () => {
  test("usage tells process and machine", () => {
    send("usage_request", {}, "control");
    expect(contents("usage_reply")[0]?.content).toEqual({
      status: "ok",
      hostname: hostname(),
      pid: process.pid,
      kernel_cpu: expect.any(Number),
      kernel_memory: expect.any(Number),
      cpu_count: cpus().length,
      host_cpu_percent: expect.any(Number),
      host_virtual_memory: expect.objectContaining({ total: totalmem() }),
    });
  });

  test("what needs an attached debugger is refused without one, as the debug adapter protocol has it", async () => {
    send("debug_request", { type: "request", seq: 3, command: "stackTrace" }, "control");
    await vi.waitFor(() => expect(contents("debug_reply")).toHaveLength(1));
    expect(contents("debug_reply")[0]?.content).toMatchObject({ request_seq: 3, success: false });
  });
});

test("shutdown replies first and then ends the process", async () => {
  send("shutdown_request", { restart: true }, "control");
  expect(contents("shutdown_reply")[0]?.content).toEqual({ status: "ok", restart: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledTimes(1);
});
