import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelFlags, mainFile } from "./kernelClient.js";

const shipped = fileURLToPath(new URL("../../extension/kernelspec/kernel.json", import.meta.url));

/**
 * The kernelspec that we ship, for the kernel in `dist`, in a Jupyter of its own: the environment for a Python program
 * that starts kernels named "ronchi" and must not touch the user's files.
 */
export function kernelspecEnvironment(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-jupyter-"));
  const spec = JSON.parse(readFileSync(shipped, "utf8"));
  const argv = [process.execPath, ...kernelFlags, mainFile, "-f", "{connection_file}"];
  mkdirSync(join(folder, "kernels", "ronchi"), { recursive: true });
  writeFileSync(join(folder, "kernels", "ronchi", "kernel.json"), JSON.stringify({ ...spec, argv }));
  const own = {
    JUPYTER_PATH: folder,
    JUPYTER_DATA_DIR: folder,
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
  };
  return { ...process.env, ...own, RONCHI_HISTORY: join(folder, "history") };
}
