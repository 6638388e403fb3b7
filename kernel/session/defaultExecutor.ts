import type { Executor } from "#core/data/executor.js";
import { connectCompute } from "../compute/connectCompute.js";
import { createPoolClient } from "../compute/poolClient.js";
import { withSession } from "./sessionExecutor.js";

let executor: Executor | undefined;

/** The executor of this process's cells or script. Its workers start with the first call. */
export function defaultExecutor(): Executor {
  executor ??= withSession(createPoolClient(connectCompute()));
  return executor;
}
