import { readFileSync } from "node:fs";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * The thread entries lie beside this file, unbundled in dist/kernel and bundled in the wheel alike; whoever needs a
 * thread asks here, so that no other module knows where files end up.
 */
export type WorkerName = "wireWorker" | "languageWorker" | "computeWorker" | "hdf5Worker";

export function spawnWorker(name: WorkerName, options: WorkerOptions = {}): Worker {
  return new Worker(new URL(`./${name}.js`, import.meta.url), options);
}

/** The bytes of a file that the build puts beside this one: "kernels.wasm". */
export function readAsset(name: string): Uint8Array {
  return readFileSync(new URL(`./${name}`, import.meta.url));
}
