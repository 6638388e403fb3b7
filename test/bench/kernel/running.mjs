// Kernels that run: started with a connection file of their own, and ended.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../../../tools/steps.mjs";
import { BenchClient } from "./client.mjs";
import { environment } from "./peers.mjs";

const channels = ["shell", "control", "stdin", "iopub", "hb"];
const patience = 20_000;
const tries = 3;

/**
 * Starts the kernel and waits for its first kernel_info_reply. `startTime` is milliseconds from `begin`. Another
 * program may have taken a port in between, and tslab loses messages: a kernel that does not answer is started again.
 */
export async function start(contestant) {
  for (let i = 0; i < tries; i++) {
    const kernel = await startOnce(contestant);
    if (kernel.startTime !== undefined) return kernel;
    await kernel.stop();
    say(`${contestant.name} did not answer within ${patience / 1000} s of its start.`);
  }
  throw new Error(`${contestant.name} did not answer to ${tries} starts.`);
}

async function startOnce(contestant) {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-bench-"));
  const connection = await makeConnection();
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection));
  const [program, ...args] = contestant.argv(file);
  const begin = performance.now();
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: "ignore" });
  const client = new BenchClient(connection);
  const answered = await client.ask("kernel_info_request", {}, { limit: patience });
  const startTime = answered === undefined ? undefined : performance.now() - begin;
  return { ...contestant, client, child, begin, startTime, stop: () => end(child, client, folder) };
}

/** Starts a kernel to work with: its messages on iopub arrive. */
export async function startToWork(contestant) {
  const kernel = await start(contestant);
  await kernel.client.subscribed();
  return kernel;
}

async function end(child, client, folder) {
  client.close();
  const gone = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null && child.kill("SIGKILL")) await gone;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function makeConnection() {
  const servers = channels.map(() => createServer());
  await Promise.all(servers.map((server) => new Promise((done) => server.listen(0, "127.0.0.1", done))));
  const ports = servers.map((server, i) => [`${channels[i]}_port`, server.address().port]);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  const fixed = { transport: "tcp", ip: "127.0.0.1", signature_scheme: "hmac-sha256", kernel_name: "bench" };
  return { ...fixed, key: randomUUID(), ...Object.fromEntries(ports) };
}

/** Resident memory of a kernel's process and its children, MB; undefined where there is no /proc. */
export function memory({ child }) {
  if (process.platform !== "linux") return undefined;
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const statuses = processes.flatMap(statusOf);
  const family = new Set([child.pid]);
  // Children have higher numbers, but for numbers that begin again: two rounds reach grandchildren in any order.
  for (let round = 0; round < 2; round++)
    for (const { pid, parent } of statuses) if (family.has(parent)) family.add(pid);
  const kilobytes = statuses
    .filter(({ pid }) => family.has(pid))
    .reduce((sum, { resident }) => sum + resident, 0);
  return kilobytes / 1024;
}

function statusOf(pid) {
  const text = readIfAlive(`/proc/${pid}/status`);
  const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
  return text === "" ? [] : [{ pid: Number(pid), parent: read("PPid"), resident: read("VmRSS") }];
}

function readIfAlive(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process has ended since the folder was listed
  }
}
