import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { kernelspecEnvironment } from "./kernelspec.js";
import { findLabPython } from "./lab/server.js";

const python = findLabPython();
const program = fileURLToPath(new URL("jupyterKernelTests.py", import.meta.url));

/** Runs classes of the Python file; what unittest prints is the message when one of their tests fails. */
async function unittest(...classes: string[]): Promise<string> {
  const run = promisify(execFile)(python!, [program, ...classes], { env: kernelspecEnvironment() });
  const { stderr } = await run.catch((error: { stderr: string }) => Promise.reject(new Error(error.stderr)));
  return stderr;
}

describe.skipIf(python === undefined)("jupyter_kernel_test", () => {
  test.concurrent.each([
    ["on one kernel", ["SharedKernel", "Welcome"], 13],
    ["on a fresh kernel for each test", ["FreshKernel"], 12],
  ] as const)("passes with every sample %s", async (_, classes, count) => {
    const report = await unittest(...classes);
    expect(report).toContain(`Ran ${count} tests`);
    expect(report).toMatch(/^OK$/m);
  });
});
