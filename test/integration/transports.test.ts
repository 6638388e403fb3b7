import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { kernelspecEnvironment } from "./kernelspec.js";
import { findLabPython } from "./lab/server.js";

const python = findLabPython();
const program = fileURLToPath(new URL("transports.py", import.meta.url));
const windows = process.platform === "win32";

/** jupyter_client starts our kernel; a cell asks for input twice and prints it, so that all five sockets work. */
async function started(transport: string, encryption: string): Promise<object> {
  const options = { env: kernelspecEnvironment() };
  const { stdout } = await promisify(execFile)(python!, [program, transport, encryption], options);
  return JSON.parse(stdout);
}

const works = { printed: "typed typed\n", status: "ok", beating: true };

describe.skipIf(python === undefined)("a kernel that jupyter_client starts", () => {
  test.skipIf(windows)("works over IPC", async () => {
    expect(await started("ipc", "disabled")).toEqual({ ...works, stranger: true });
  });

  test("works encrypted, and answers nobody without the keys", async () => {
    expect(await started("tcp", "required")).toEqual({ ...works, stranger: false });
  });
});
