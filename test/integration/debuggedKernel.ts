import { afterAll, beforeAll } from "vitest";
import { DapClient } from "./dapClient.js";
import { type KernelClient, startKernel } from "./kernelClient.js";

/** A kernel with a client of its debugger. */
export interface DebuggedKernel {
  readonly dap: DapClient;
  kernel(): KernelClient;
  /** Sends a cell without waiting for its end; returns its msg_id. */
  start(code: string): string;
}

/** Gives the tests of the file that calls this one kernel. Nothing is attached to it yet. */
export function debuggedKernel(): DebuggedKernel {
  let running: KernelClient;
  beforeAll(async () => {
    running = await startKernel();
  });
  afterAll(() => running?.stop());
  const kernel = () => running;
  const start = (code: string) => running.send("execute_request", { code });
  return { dap: new DapClient(kernel), kernel, start };
}
