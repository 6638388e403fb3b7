// What every bootstrap shares: saying what happens, running programs, and skipping what did not change.
// No dependencies: this runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository; every path given to `run` and `fingerprint` is relative to it. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something the user has to do. Its message is the whole answer: no stack is printed. */
export class Stop extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Runs the body of a program: a `Stop` ends it with one sentence and exit code 1. */
export async function program(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Whether the file was started by name, rather than imported. */
export function isProgram(metaUrl) {
  return process.argv[1] !== undefined && fileURLToPath(metaUrl) === process.argv[1];
}

/** Runs a program with its output on the terminal; returns its exit code. */
export function runShown(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error) throw new Stop(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

/** Output of a short command, or undefined when it is missing or fails. */
export function ask(command, args, options = {}) {
  const { status, stdout, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", ...options });
  return error || status !== 0 ? undefined : stdout.trim();
}

/**
 * Runs a long step quietly: one line when it starts, one line every ten seconds with what it last said, and all of its output
 * only when it fails.
 */
export function runQuietly(label, command, args, options = {}) {
  say(`${label} …`);
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const ticker = setInterval(() => say(`  ${seconds(started)}  ${lastLine(output)}`.trimEnd()), 10_000);
    child.on("error", (error) => reject(new Stop(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => {
      clearInterval(ticker);
      if (code === 0) resolve(output);
      else
        reject(new Stop(`${output.trimEnd()}\n\n${label} failed (exit code ${code}); its output is above.`));
    });
  });
}

function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`.padStart(6);
}

function lastLine(output) {
  return output.trimEnd().split("\n").at(-1)?.trim().slice(0, 100) ?? "";
}

/** Hash of the contents of files and folders (names starting with a dot, node_modules and *.tsbuildinfo apart). */
export function fingerprint(paths, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of paths.flatMap((path) => filesUnder(join(root, path))).sort()) {
    hash.update(`\0${relative(root, file).split(sep).join("/")}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Every file under a path, or the file itself; none when it does not exist. */
export function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !(name.startsWith(".") || name === "node_modules" || name === "__pycache__"))
    .filter((name) => !name.endsWith(".tsbuildinfo"))
    .flatMap((name) => filesUnder(join(path, name)));
}

/** Runs `work` unless it already ran for the same inputs and what it made is still there. */
export async function onceFor(stamp, inputs, product, work) {
  const file = join(root, stamp);
  const there = statSync(join(root, product), { throwIfNoEntry: false }) !== undefined;
  if (there && readIfThere(file) === inputs) return false;
  await work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, inputs);
  return true;
}

export function readIfThere(file) {
  return statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(file, "utf8");
}
