import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectKernel, type KernelClient, prepareKernel, printed, startKernel } from "./kernelClient.js";

/** Waits until the process is gone. */
async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { message: `process ${pid} lives` }).toBe(false);
}

/** A process that ended but was not waited for by its new parent (a container's pid 1) does not count. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // No such process, or none any more when its state was read.
    return false;
  }
}

async function keepBusy(kernel: KernelClient): Promise<void> {
  const id = kernel.send("execute_request", { code: 'console.log("started"); while (true) {}' });
  await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
}

test.each([false, true])("shutdown_request replies (restart: %s) and the process ends", async (restart) => {
  const kernel = await startKernel();
  const { content } = await kernel.ask("shutdown_request", { restart }, { socket: "control" });
  expect(content).toEqual({ status: "ok", restart });
  await gone(kernel.child?.pid as number);
  kernel.stop();
});

test("shutdown ends a kernel with an endless cell", async () => {
  const kernel = await startKernel();
  await keepBusy(kernel);
  await kernel.ask("shutdown_request", { restart: false }, { socket: "control" });
  await gone(kernel.child?.pid as number);
  kernel.stop();
});

test("a kernel that was interrupted and looked into ends without a word", async () => {
  const kernel = await startKernel({ stderr: "pipe" });
  let said = "";
  const isSilent = new Promise((done) =>
    kernel.child?.stderr?.on("end", done).on("data", (text) => (said += text)),
  );
  const interrupted = kernel.execute('console.log("started"); while (true) {}');
  await kernel.until(() => kernel.published.find(({ content }) => content.text === "started\n"));
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  await interrupted;
  const look = { type: "request", seq: 1, command: "inspectVariables" };
  await kernel.ask("debug_request", look, { socket: "control" });
  await kernel.ask("shutdown_request", { restart: false }, { socket: "control" });
  await isSilent;
  expect(said).toBe("");
  kernel.stop();
});

test.skipIf(process.platform === "win32").each(["SIGTERM", "SIGINT", "SIGKILL"] as const)(
  "the kernel ends when its parent dies by %s, also with an endless cell",
  async (signal) => {
    const files = await prepareKernel();
    const pidFile = join(files.folder, "pid");
    const code = `const child = require("node:child_process").spawn(process.execPath, ${JSON.stringify(files.argv)},
      { stdio: "ignore", detached: true });
      require("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`;
    const parent = spawn(process.execPath, ["-e", code], { cwd: files.folder });
    const kernel = await connectKernel(files);
    const pid = Number(readFileSync(pidFile, "utf8"));
    await keepBusy(kernel);
    parent.kill(signal);
    await gone(pid);
    kernel.stop();
  },
);

test.each([
  ["an empty key", { key: "" }, "an empty key"],
  ["every address", { ip: "*" }, 'ip "*"'],
])("a connection file with %s is refused with the reason", async (_, change, reason) => {
  const files = await prepareKernel();
  const connection = JSON.parse(readFileSync(files.connectionFile, "utf8"));
  writeFileSync(files.connectionFile, JSON.stringify({ ...connection, ...change }));
  const child = spawn(process.execPath, files.argv, { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  const code = await new Promise((done) => child.on("close", done));
  expect(code).toBe(1);
  expect(text).toContain(reason);
});

test("only the given address is bound", async () => {
  const kernel = await startKernel();
  // The same port on another loopback address is still free.
  const server = createServer();
  const listening = new Promise<boolean>((done) => {
    server.once("error", () => done(false));
    server.listen(kernel.files.ports.shell_port, "127.0.0.2", () => done(true));
  });
  expect(await listening).toBe(true);
  server.close();
  kernel.stop();
});
