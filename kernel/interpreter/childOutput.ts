import childProcess, { ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
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

/** A file for one output of a child. */
interface OutputFile {
  readonly descriptor: number;
  readonly folder: string;
}

/** Those of a child in whose time the cell was terminated, which runs no `finally`. */
const left = new Set<OutputFile>();

/** Runs with a file for each output, and prints what is in them. */
function withFiles(inherited: readonly Inherited[], run: (fdOf: (fd: number) => number) => unknown): unknown {
  for (const file of left) close(file);
  const files = new Map(inherited.map(([fd]) => [fd, open()]));
  const descriptor = (fd: number): number => (files.get(fd) as OutputFile).descriptor;
  try {
    return run(descriptor);
  } finally {
    for (const [fd, name] of inherited) process[name].write(readWhole(descriptor(fd)));
    for (const file of files.values()) close(file);
  }
}

function open(): OutputFile {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-child-"));
  const file = { folder, descriptor: openSync(join(folder, "output"), "w+") };
  left.add(file);
  // Where a file can be used without its name, nothing is left even of a kernel that is killed.
  if (process.platform !== "win32") remove(file);
  return file;
}

function close(file: OutputFile): void {
  left.delete(file);
  closeSync(file.descriptor);
  remove(file);
}

function remove({ folder }: OutputFile): void {
  rmSync(folder, { recursive: true, force: true });
}

/** From the beginning: the child has written through the same position. */
function readWhole(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  for (let at = 0, read = -1; read !== 0 && at < bytes.length; at += read)
    read = readSync(file, bytes, at, bytes.length - at, at);
  return bytes;
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
