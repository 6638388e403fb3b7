import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const environments = ["../../../.venv/bin/python", "../../../.venv/Scripts/python.exe"];

/**
 * Runs a Python program that prints JSON, in the repository's .venv or with `python3`. `missing` says why not when
 * neither has the modules; a program that fails throws.
 */
export function askPython(
  modules: readonly string[],
  program: string,
  args: readonly string[],
): { value: unknown } | { missing: string } {
  const python = candidates().find((command) => runs(command, modules));
  if (python === undefined) return { missing: `no Python with ${modules.join(", ")} (.venv or python3)` };
  const result = spawnSync(python, ["-c", program, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (result.status !== 0) throw new Error(result.stderr);
  return { value: JSON.parse(result.stdout) };
}

function candidates(): string[] {
  const own = environments.map((path) => fileURLToPath(new URL(path, import.meta.url))).filter(existsSync);
  return [...own, "python3"];
}

function runs(command: string, modules: readonly string[]): boolean {
  return spawnSync(command, ["-c", `import ${modules.join(", ")}`]).status === 0;
}
