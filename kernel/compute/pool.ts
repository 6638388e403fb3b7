import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import { createSharedMemory } from "#core/wasm/memory.js";
import { spawnWorker } from "../workers.js";
import type { AddClient, ComputeWorkerData } from "./messages.js";
import { createSegmentWords } from "./segments.js";

/** The compute workers of a process, over one shared wasm memory. They take plans from any thread that has ports. */
export interface ComputePool {
  readonly workers: number;
  /** One port a worker, for a {@link createPoolClient} on this or another thread. */
  connect(): MessagePort[];
  close(): Promise<void>;
}

/** One worker a core, or as many as the environment variable RONCHI_WORKERS says. */
function defaultWorkerCount(): number {
  const wanted = Number(process.env.RONCHI_WORKERS);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : availableParallelism();
}

export function startComputePool(workerCount = defaultWorkerCount()): ComputePool {
  const workerData: ComputeWorkerData = { memory: createSharedMemory(), segments: createSegmentWords() };
  const workers = Array.from({ length: workerCount }, () => startWorker(workerData));
  return {
    workers: workerCount,
    connect: () => workers.map(addClient),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startWorker(workerData: ComputeWorkerData): Worker {
  const worker = spawnWorker("computeWorker", { workerData });
  // An idle pool must not keep a script alive; a client with a run in flight holds its own ports open.
  worker.unref();
  return worker;
}

function addClient(worker: Worker): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const message: AddClient = { type: "add-client", port: port1 };
  worker.postMessage(message, [port1]);
  return port2;
}
