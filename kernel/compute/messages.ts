import type { MessagePort } from "node:worker_threads";
import type { Overflow } from "#core/data/executor.js";
import type { RonchiErrorFields } from "#core/errors.js";
import type { WorkerArrays } from "#core/udf/run.js";
import type { LinearMemory } from "#core/wasm/memory.js";
import type { PlanMessage } from "./planChannel.js";

/** What a compute worker is born with. */
export interface ComputeWorkerData {
  readonly memory: LinearMemory;
  /** Who keeps decoded frames where (segments.ts). */
  readonly segments: Int32Array;
}

/** Pool -> worker, on the worker's own channel: another thread wants to send runs by this port. */
export interface AddClient {
  readonly type: "add-client";
  readonly port: MessagePort;
}

/** Client -> worker. All workers of a run share `control`, the nav arrays and the marks; the own arrays are this worker's. */
export interface RunRequest {
  readonly type: "run";
  readonly runId: number;
  readonly plan: PlanMessage;
  readonly arrays: WorkerArrays;
  readonly control: Int32Array;
  /** How often the result arrays must be made current while the run lasts, ms; 0 = only at the end. */
  readonly flushInterval: number;
}

/** Worker -> client, one for each run request. */
export type RunAnswer =
  /** Without overflow: the worker had no part in it, and its own arrays say nothing. */
  | { readonly type: "finished"; readonly runId: number; readonly overflow: Overflow | undefined }
  | { readonly type: "failed"; readonly runId: number; readonly error: RonchiErrorFields };

/** Words of the shared control array of a run. */
export const Control = {
  /** Next tile to be taken, by Atomics.add. */
  nextTile: 0,
  doneFrames: 1,
  /** 1: stop before the next tile. */
  stop: 2,
  words: 3,
} as const;
