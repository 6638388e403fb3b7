import { readFileSync } from "node:fs";
import { register } from "node:module";
import { type Transferable, Worker, type WorkerOptions } from "node:worker_threads";
import type { ModuleHooksData } from "./moduleHooks.js";

/**
 * The thread entries lie beside this file, unbundled in dist/kernel and bundled in the wheel alike; whoever needs a
 * thread asks here, so that no other module knows where files end up.
 */
export type WorkerName = "wireWorker" | "languageWorker" | "computeWorker" | "hdf5Worker" | "sigintWorker";

export function spawnWorker(name: WorkerName, options: WorkerOptions = {}): Worker {
  return new Worker(new URL(`./${name}.js`, import.meta.url), options);
}

/** URLs of the folders with the kernel's own code: the bundle, or the build with core and widgets beside it. */
export const ownFolders = ["./", "../core/", "../widgets/"].map(
  (folder) => new URL(folder, import.meta.url).href,
);

/** Gives Node the hooks of moduleHooks.ts; they run in a thread of Node's own. */
export function registerModuleHooks(data: ModuleHooksData, transferList: Transferable[]): void {
  register(new URL("./moduleHooks.js", import.meta.url), { data, transferList });
}

/** The bytes of a file that the build puts beside this one: "kernels.wasm". */
export function readAsset(name: string): Uint8Array {
  return readFileSync(new URL(`./${name}`, import.meta.url));
}
