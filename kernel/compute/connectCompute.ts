import type { MessagePort } from "node:worker_threads";
import { type ComputePool, startComputePool } from "./pool.js";

let pool: ComputePool | undefined;

/**
 * Ports to the compute workers of this process, one each, for one thread: main, or the wire worker, which answers widgets
 * with them. The workers start with the first call.
 */
export function connectCompute(): MessagePort[] {
  pool ??= startComputePool();
  return pool.connect();
}
