import childProcess, { ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Name = "stdout" | "stderr";
type Stdio = readonly unknown[];
/** A file descriptor of a child and the stream of the kernel that it inherits. */
type Inherited = readonly [fd: number, name: Name];

interface SpawnOptions {
  readonly stdio?: StdioOptions;
}

/** What a process of node:child_process does beside its public methods. */
interface Spawning extends Omit<ChildProcess, "stdio" | Name> {
  stdio: (NodeJS.ReadableStream | null)[];
  stdout: NodeJS.ReadableStream | null;
  stderr: NodeJS.ReadableStream | null;
  spawn(options: SpawnOptions): unknown;
}

const outputs: readonly Name[] = ["stdout", "stderr"];

/**
 * From now on what a child process inherits as its output is the output of the cell that started it, not of the
 * program that started the kernel: `execSync("npm test", { stdio: "inherit" })`, `fork(file)`. A synchronous one prints
 * when it has ended.
 */
export function captureChildren(): void {
  captureSpawn();
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) captureSync(name);
  syncBuiltinESMExports();
}

/** `spawn`, `exec`, `execFile` and `fork` all end here. */
function captureSpawn(): void {
  const prototype = ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (this: Spawning, options) {
    const stdio = listOf(options.stdio);
    const inherited = inheritedBy(stdio);
    if (inherited.length === 0) return spawn.call(this, options);
    const status = spawn.call(this, { ...options, stdio: replace(stdio, inherited, () => "pipe") });
    for (const [fd, name] of inherited) forward(this, fd, name);
    return status;
  };
}

/** As with an inherited output, the child has no such stream. */
function forward(child: Spawning, fd: number, name: Name): void {
  const stream = child.stdio[fd];
  stream?.setEncoding("utf8").on("data", (text: string) => process[name].write(text));
  child.stdio[fd] = null;
  child[outputs[fd - 1] as Name] = null;
}

function captureSync(name: "spawnSync" | "execSync" | "execFileSync"): void {
  const original = childProcess[name] as (...args: unknown[]) => unknown;
  const run = (...args: unknown[]): unknown => {
    const last = args.at(-1);
    const options = isOptions(last) ? last : {};
    const stdio = listOf(options.stdio);
    const inherited = inheritedBy(stdio);
    if (inherited.length === 0) return original(...args);
    return withFiles(inherited, (fdOf) =>
      original(...args.slice(0, -1), { ...options, stdio: replace(stdio, inherited, fdOf) }),
    );
  };
  Object.assign(childProcess, { [name]: run });
}

/** Runs with a file for each output, and prints what is in them. */
function withFiles(inherited: readonly Inherited[], run: (fdOf: (fd: number) => number) => unknown): unknown {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-child-"));
  const pathOf = (fd: number): string => join(folder, String(fd));
  const files = new Map(inherited.map(([fd]) => [fd, openSync(pathOf(fd), "w")]));
  try {
    return run((fd) => files.get(fd) as number);
  } finally {
    for (const file of files.values()) closeSync(file);
    for (const [fd, name] of inherited) process[name].write(readFileSync(pathOf(fd)));
    rmSync(folder, { recursive: true });
  }
}

function isOptions(value: unknown): value is SpawnOptions {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(stdio: StdioOptions | undefined): Stdio {
  return Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
}

function inheritedBy(stdio: Stdio): Inherited[] {
  return outputs.flatMap((own, i): Inherited[] => {
    const entry = stdio[i + 1];
    if (entry === "inherit") return [[i + 1, own]];
    const named = outputs.find((name, k) => entry === k + 1 || entry === process[name]);
    return named === undefined ? [] : [[i + 1, named]];
  });
}

function replace(
  stdio: Stdio,
  inherited: readonly Inherited[],
  by: (fd: number) => "pipe" | number,
): StdioOptions {
  const replaced = stdio.map((entry, fd) => (inherited.some(([of]) => of === fd) ? by(fd) : entry));
  return replaced as StdioOptions;
}
