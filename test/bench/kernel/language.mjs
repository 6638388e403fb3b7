// The language worker as a front end sees it, through the sockets: first completion, warm completion of an idle and of a
// busy kernel, after 10 and after 1000 declarations, and what the worker costs in memory and at the start.
// `node test/bench/kernel/language.mjs` after a build (`npm run build`, and `tsc -b test`). Prints milliseconds.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connectKernel, prepareKernel } from "../../../dist/test/integration/kernelClient.js";
import { program, root, say } from "../../../tools/steps.mjs";

const starts = 5;
const asked = 30;

await program(async () => {
  say(`start to kernel_info_reply       ${spread(await repeat(starts, timeToStart))}`);
  const kernel = await startKernel();
  await kernel.execute("1 + 1");
  const before = memory(kernel);
  say(`first completion after the start ${(await completion(kernel, "Math.ab")).toFixed(0)}`);
  say(
    `memory of the language worker    ${memory(kernel) - before} MB, of the kernel without it ${before} MB`,
  );
  await declare(kernel, 0, 10);
  await report(kernel, "10 declarations", 9);
  await declare(kernel, 10, 1000);
  await settled(kernel);
  await report(kernel, "1000 declarations", 999);
  kernel.send("execute_request", { code: "while (true) {}" });
  await report(kernel, "1000, and a cell that loops for ever", 999);
  kernel.stop();
});

/** The bundled kernel, as it is installed. */
async function startKernel() {
  const files = await prepareKernel();
  const argv = files.argv.map((part) =>
    part.endsWith("main.js") ? join(root, "dist/bundle/main.js") : part,
  );
  const child = spawn(process.execPath, argv, { cwd: files.folder, stdio: ["ignore", "inherit", "inherit"] });
  return connectKernel(files, child);
}

async function timeToStart() {
  const begin = performance.now();
  const kernel = await startKernel();
  const time = performance.now() - begin;
  kernel.stop();
  return time;
}

/** Members of a value, and names: each a little different from the last, as in typing. */
async function report(kernel, title, last) {
  const value = (i) => `const copy${i} = v${last}; v${last}.`;
  await completion(kernel, value(-1));
  const members = await repeat(asked, (i) => completion(kernel, value(i)));
  const names = await repeat(asked, (i) => completion(kernel, `let n${i} = v${last}; se`));
  const inspected = await repeat(asked, (i) => inspection(kernel, `[${i}].map`));
  say(`${title}: members ${spread(members)}, names ${spread(names)}, inspection ${spread(inspected)}`);
}

async function declare(kernel, from, to) {
  for (let i = from; i < to; i++) await kernel.execute(`const v${i} = { index: ${i}, name: "v${i}" };`);
}

/** Waits until the worker has worked through the cells that ran. */
async function settled(kernel) {
  let quiet = 0;
  while (quiet < 5) {
    const time = await completion(kernel, "Math.ab");
    quiet = time < 60 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function completion(kernel, code) {
  return timed(kernel, "complete_request", code);
}

function inspection(kernel, code) {
  return timed(kernel, "inspect_request", code);
}

async function timed(kernel, msgType, code) {
  const begin = performance.now();
  const id = kernel.send(msgType, { code, cursor_pos: code.length, detail_level: 0 });
  await kernel.until(() => kernel.replies.findLast((m) => m.parent.msg_id === id), 120_000);
  return performance.now() - begin;
}

async function repeat(count, measure) {
  const times = [];
  for (let i = 0; i < count; i++) times.push(await measure(i));
  return times;
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part) => sorted[Math.floor(part * (sorted.length - 1))].toFixed(0);
  return `${at(0.5)} (fastest ${at(0)}, 90 % within ${at(0.9)})`;
}

/** Resident memory of the process, MB. */
function memory({ child }) {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
}
