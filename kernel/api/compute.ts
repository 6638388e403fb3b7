import type { MessagePort } from "node:worker_threads";
import type { Executor } from "#core/data/executor.js";
import { type ComputePool, startComputePool } from "../compute/pool.js";
import { createPoolClient } from "../compute/poolClient.js";
import { withSession } from "./sessionExecutor.js";

let pool: ComputePool | undefined;
let executor: Executor | undefined;

function runningPool(): ComputePool {
  pool ??= startComputePool();
  return pool;
}

/** The executor of this process's cells or script. Its workers start with the first call. */
export function defaultExecutor(): Executor {
  executor ??= withSession(createPoolClient(runningPool().connect()));
  return executor;
}

/** Ports to the same workers for another thread: the wire worker answers widgets with them. */
export function connectCompute(): MessagePort[] {
  return runningPool().connect();
}
