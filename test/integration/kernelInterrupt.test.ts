import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
  writeLargeScan(join(kernel.files.folder, "large.npy"));
});
afterAll(() => {
  kernel?.stop();
  rmSync(join(kernel.files.folder, "large.npy"), { force: true });
});

/** 8 GiB of zeros, of which the disk holds nothing: seconds of work. */
function writeLargeScan(path: string): void {
  const header = "{'descr': '<u2', 'fortran_order': False, 'shape': (1024, 1024, 64, 64), }".padEnd(117);
  writeFileSync(path, `\x93NUMPY\x01\x00\x76\x00${header}\n`, "latin1");
  truncateSync(path, 128 + 2 * 1024 ** 2 * 64 ** 2);
}

const started = 'console.log("started");';

/** What a cell does when the user interrupts it, and what must be true of the kernel afterwards. */
const cases: readonly (readonly [name: string, code: string])[] = [
  ["a synchronous loop", `${started} for (;;) {}`],
  ["a loop behind an await", `await 0; ${started} await 0; for (;;) {}`],
  ["a loop that only awaits", `${started} for (;;) await 0`],
  ["a loop that catches everything", `${started} for (;;) { try { for (;;) {} } catch {} }`],
  ["a loop in a timer", `setTimeout(() => { ${started} for (;;) {} }); await new Promise(() => {})`],
  ["a loop in a tick", `process.nextTick(() => { ${started} for (;;) {} }); await new Promise(() => {})`],
  ["a pending await", `${started} await new Promise(() => {})`],
  [
    "a running compute job",
    `import { circle, open, virtualImages } from "ronchi";
const scan = await open("large.npy");
${started} await virtualImages(scan, { bf: circle({ radius: 12 }) })`,
  ],
  [
    "a running acquisition",
    `for await (const frame of acquisition()) { if (frame === 3) ${started} seen = frame }`,
  ],
];

/** An acquisition's test double: frames come from outside of the cells, for ever; says when it was told to stop. */
const acquisition = `import { setTimeout as sleep } from "node:timers/promises";
let seen = 0, stopped = false;
async function* acquisition() {
  try { for (let frame = 0; ; frame++) { await sleep(1); yield frame } } finally { stopped = true }
}`;

describe.each([
  ["interrupt_request", () => kernel.send("interrupt_request", {}, { socket: "control" })],
  ["SIGINT", () => kernel.child?.kill("SIGINT")],
] as const)("%s", (way, interrupt) => {
  test.skipIf(way === "SIGINT" && process.platform === "win32").each(cases)(
    "ends %s with the state kept",
    async (_, code) => {
      await kernel.execute(`${acquisition}\nconst kept = { value: 7 };`);
      const id = kernel.send("execute_request", { code });
      await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
      interrupt();
      const { reply, outputs } = await kernel.finished(id);
      expect(reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
      expect(ofType(outputs, "error").length).toBe(1);
      expect(outputs.at(-1)?.content.execution_state).toBe("idle");
      expect(resultText((await kernel.execute("kept.value")).outputs)).toBe("7");
    },
  );
});

test("an interrupted acquisition is told to stop, and its loop does not go on unseen", async () => {
  const { outputs } = await kernel.execute(`await new Promise((r) => setTimeout(r, 20)); const before = seen;
await new Promise((r) => setTimeout(r, 20)); [stopped, seen - before]`);
  expect(resultText(outputs)).toBe("[ true, 0 ]");
});

test("what was waited for goes through finally when it comes after the interrupt", async () => {
  await kernel.execute("let resolve, log = []; const later = new Promise((r) => { resolve = r });");
  const id = kernel.send("execute_request", {
    code: `try { ${started} await later; log.push("on") } finally { log.push("finally") }`,
  });
  await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  await kernel.finished(id);
  const { outputs } = await kernel.execute("resolve(); await 0; await 0; await 0; log");
  expect(resultText(outputs)).toBe("[ 'finally' ]");
});

test("a loop that only awaits is interrupted again and again, and the kernel lives", async () => {
  for (let i = 0; i < 15; i++) {
    const id = kernel.send("execute_request", { code: `${started} for (;;) await 0` });
    await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    expect((await kernel.finished(id)).reply.content.ename).toBe("Interrupted");
  }
});
