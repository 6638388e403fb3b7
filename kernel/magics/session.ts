import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { RonchiError } from "#core/errors.js";
import type { MagicHost } from "./magicHost.js";

/** `%who`: what cells have declared, by name and kind. */
export function who(_argument: string, host: MagicHost): void {
  const names = host.names();
  if (names.length === 0) host.print("No cell has declared anything yet.\n");
  const width = Math.max(0, ...names.map((name) => name.length));
  for (const name of names)
    host.print(`${name.padEnd(width)}  ${kindOf((globalThis as Record<string, unknown>)[name])}\n`);
}

function kindOf(value: unknown): string {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  const { name } = (value as { constructor?: { name?: string } }).constructor ?? {};
  const length = (value as { length?: unknown }).length;
  return `${name || "object"}${typeof length === "number" ? `(${length})` : ""}`;
}

/** `%cd folder`: the current folder, from which also imports of the cells that follow resolve. Without a folder it goes home. */
export async function cd(argument: string, host: MagicHost): Promise<void> {
  const folder = resolve(argument.replace(/^~(?=$|[\\/])/, homedir()) || homedir());
  try {
    process.chdir(folder);
  } catch (cause) {
    throw notThere("%cd", folder, cause);
  }
  await host.move(process.cwd());
  host.print(`${process.cwd()}\n`);
}

/** `%env`, `%env NAME`, `%env NAME=value`: all variables of the environment, one, or sets one. */
export function env(argument: string, host: MagicHost): void {
  const set = /^(\w+)\s*=\s*(.*)$/.exec(argument);
  if (set !== null) process.env[set[1] as string] = set[2];
  const names =
    set !== null ? [set[1] as string] : argument === "" ? Object.keys(process.env).sort() : [argument];
  for (const name of names) {
    const value = process.env[name];
    host.print(value === undefined ? `${name} is not set\n` : `${name}=${value}\n`);
  }
}

/** `%load file`: the text of a file takes the place of the cell. */
export function load(argument: string, host: MagicHost): void {
  const file = resolve(argument);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw notThere("%load", file, cause);
  }
  host.payload({ source: "set_next_input", text: `// %load ${argument}\n${text}`, replace: true });
}

function notThere(subject: string, path: string, cause: unknown): RonchiError {
  return new RonchiError({
    code: "not-found",
    subject,
    found: `${path}: ${cause instanceof Error ? cause.message : cause}`,
    expected: "a path that is there",
    remedy: "Relative paths start from the current folder, which `%cd .` prints.",
    cause,
  });
}
