import { existsSync, rmSync, truncateSync, writeFileSync } from "node:fs";
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

/** A module whose one function, "loop", never ends. */
const webAssemblyLoop = `const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 108, 111, 111, 112, 0, 0,
  10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11)));`;

/** What a cell does when the user interrupts it, and what must be true of the kernel afterwards. */
const cases: readonly (readonly [name: string, code: string])[] = [
  ["a synchronous loop", `${started} for (;;) {}`],
  ["a loop behind an await", `await 0; ${started} await 0; for (;;) {}`],
  ["a loop that only awaits", `${started} for (;;) await 0`],
  ["a loop that catches everything", `${started} for (;;) { try { for (;;) {} } catch {} }`],
  ["a loop in a timer", `setTimeout(() => { ${started} for (;;) {} }); await new Promise(() => {})`],
  ["a loop in a tick", `process.nextTick(() => { ${started} for (;;) {} }); await new Promise(() => {})`],
  ["a wait for shared memory", `${started} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`],
  ["a regular expression", `${started} /^(a+)+$/.test(\`${"a".repeat(40)}b\`)`],
  ["a loop in WebAssembly", `${webAssemblyLoop} ${started} instance.exports.loop()`],
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

/** Runs a cell that waits for ever once it printed "started", interrupts it, and gives what `log` holds then. */
async function logOfInterrupted(code: string): Promise<string | undefined> {
  await kernel.execute("var log = [];");
  const id = kernel.send("execute_request", { code });
  await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  expect((await kernel.finished(id)).reply.content).toMatchObject({ status: "error", ename: "Interrupted" });
  return resultText((await kernel.execute("log.join()")).outputs);
}

const never = "new Promise(() => {})";
test.each([
  ["finally", `try { ${started} await ${never} } finally { log.push("finally") }`, "finally"],
  [
    "finally of a function, with what it waits for itself",
    `async function waits() {
  try { ${started} await ${never} } finally { log.push("a"); await new Promise((r) => setImmediate(r)); log.push("b") }
}
await waits().finally(() => log.push("c"))`,
    "a,b,c",
  ],
  [
    "catch",
    `try { ${started} await ${never} } catch (error) { log.push(error.name) } await ${never}`,
    "Interrupted",
  ],
  [
    "the end of using and await using",
    `using a = { [Symbol.dispose]: () => log.push("using") };
await using b = { [Symbol.asyncDispose]: async () => { await 0; log.push("await using") } };
${started} await ${never}`,
    "await using,using",
  ],
  [
    "return of the source of a for await",
    `const source = { [Symbol.asyncIterator]: () => source, next: () => { ${started} return ${never} }, return: async () => log.push("return") };
try { for await (const x of source) {} } finally { log.push("finally") }`,
    "return,finally",
  ],
])("runs %s while the cell waits for what never comes", async (_, code, expected) => {
  expect(await logOfInterrupted(code)).toBe(`'${expected}'`);
});

test("what an interrupted cell catches and goes on with is over after a second", async () => {
  await logOfInterrupted(
    `var rounds = 0, caught = false;
${started} for (;;) try { await new Promise((r) => setTimeout(r, 5)); rounds++ } catch { caught = true }`,
  );
  const { outputs } = await kernel.execute(`const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
await sleep(1100); const after = rounds; await sleep(100); [caught, rounds - after]`);
  expect(resultText(outputs)).toBe("[ true, 0 ]");
});

test.skipIf(process.platform !== "linux")(
  "a synchronous child process is interrupted with what it started, others go on",
  async () => {
    const { outputs } = await kernel.execute(
      'import { execSync, spawn } from "node:child_process"; const beside = spawn("sleep", ["600"]); beside.pid',
    );
    const wait = "touch waiting; sleep 600; true";
    const id = kernel.send("execute_request", { code: `execSync(${JSON.stringify(wait)})` });
    await expect.poll(() => existsSync(join(kernel.files.folder, "waiting"))).toBe(true);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    const { reply } = await kernel.finished(id);
    expect(reply.content.ename).toBe("Interrupted");
    expect(process.kill(Number(resultText(outputs)), 0)).toBe(true);
    expect(resultText((await kernel.execute("beside.kill()")).outputs)).toBe("true");
  },
);

test.skipIf(process.platform === "win32")(
  "a synchronous child process that goes on cannot be left: the user is told, the cell ends with it, and the kernel lives",
  async () => {
    // It ends once it is told to, or by itself some time after this test.
    const wait = "trap '' INT; touch running; for i in $(seq 1000); do [ -e over ] && break; sleep 0.1; done";
    const code = `import { execSync } from "node:child_process"; execSync(${JSON.stringify(wait)})`;
    const id = kernel.send("execute_request", { code });
    await expect.poll(() => existsSync(join(kernel.files.folder, "running"))).toBe(true);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    const told = "a restart of the kernel ends it at once";
    await kernel.until(() => printed(kernel.of(id), "stderr").includes(told) || undefined);
    writeFileSync(join(kernel.files.folder, "over"), "");
    const { reply } = await kernel.finished(id);
    expect(reply.content.ename).toBe("Interrupted");
    expect(resultText((await kernel.execute("1 + 1")).outputs)).toBe("2");
  },
);

describe("a package", () => {
  const files = {
    "promised.mjs": `import { setTimeout as sleep } from "node:timers/promises";
export async function loop() { for (;;) { console.log("round"); await sleep(5) } }`,
    "interval.mjs": `import { setInterval } from "node:timers/promises";
export async function loop() { for await (const _ of setInterval(5)) console.log("round") }`,
    "timer.mjs": `const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
export async function loop() { for (;;) { console.log("round"); await sleep(5) } }`,
    "old.cjs": `const sleep = require("node:util").promisify(setTimeout);
exports.loop = async () => { for (;;) { console.log("round"); await sleep(5) } }`,
  };
  const rounds = (id: string) => printed(kernel.of(id)).split("round").length;

  test.each(Object.entries(files))("that loops and sleeps ends with the cell: %s", async (name, code) => {
    writeFileSync(join(kernel.files.folder, name), code);
    const id = kernel.send("execute_request", { code: `import { loop } from "./${name}"; await loop()` });
    await kernel.until(() => rounds(id) > 2 || undefined);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    const { reply } = await kernel.finished(id);
    expect(reply.content.ename).toBe("Interrupted");
    const before = rounds(id);
    await kernel.execute("await new Promise((r) => setTimeout(r, 50))");
    expect(rounds(id)).toBe(before);
    expect(printed(kernel.of(id), "stderr")).toBe("");
  });

  test("that loops over what no interrupt reaches prints nothing any more after a second", async () => {
    writeFileSync(
      join(kernel.files.folder, "reads.mjs"),
      `import { stat } from "node:fs/promises";
export async function loop() { while (!globalThis.enough) { await stat("."); console.log("round") } }`,
    );
    const id = kernel.send("execute_request", { code: 'import { loop } from "./reads.mjs"; await loop()' });
    await kernel.until(() => rounds(id) > 2 || undefined);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    await kernel.finished(id);
    await kernel.execute("await new Promise((r) => setTimeout(r, 1100))");
    const before = rounds(id);
    await kernel.execute("await new Promise((r) => setTimeout(r, 50)); globalThis.enough = true");
    expect(rounds(id)).toBe(before);
  });
});

test("a loop that only awaits is interrupted again and again, and the kernel lives", async () => {
  for (let i = 0; i < 15; i++) {
    const id = kernel.send("execute_request", { code: `${started} for (;;) await 0` });
    await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    expect((await kernel.finished(id)).reply.content.ename).toBe("Interrupted");
  }
});
