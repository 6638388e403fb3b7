import type { MessagePort } from "node:worker_threads";
import type { Executor, Overflow, Plan, Progress, RunOptions } from "#core/data/executor.js";
import { RonchiError, type RonchiErrorFields } from "#core/errors.js";
import { mergeResults } from "#core/udf/merge.js";
import { plannedFrames } from "#core/udf/plan.js";
import { allocateResults, type RunArrays } from "#core/udf/run.js";
import { Control, type RunAnswer, type RunRequest } from "./messages.js";
import { createPlanSender } from "./planChannel.js";
import { createResultBuffers } from "./resultBuffers.js";

/** How often a run's progress and partial results are looked at, ms, unless the caller says otherwise. */
const reportInterval = 100;

/** Share of the time that reports may take: those of a large scan take tens of milliseconds each. */
const largestShare = 0.1;

/** What the workers of a run answered: the first failure, if there was one. */
interface Collected {
  /** Of each worker; undefined where it had no part in the run. */
  readonly overflows: readonly (Overflow | undefined)[];
  readonly failure: RonchiErrorFields | undefined;
}

/**
 * An executor over the compute workers behind `ports`, which are its own: it numbers its runs, and what it sends once.
 * Any thread may have one; runs of all clients share the workers.
 */
export function createPoolClient(ports: readonly MessagePort[]): Executor {
  const waiting = new Map<number, (answer: RunAnswer, worker: number) => void>();
  const planMessage = createPlanSender();
  const buffers = createResultBuffers();
  let lastRunId = 0;
  let isBroken = false;
  for (const [worker, port] of ports.entries()) {
    port.on("message", (answer: RunAnswer) => waiting.get(answer.runId)?.(answer, worker));
    // A worker that ends takes its ports along: what waits for it would wait for ever.
    port.on("close", () => {
      isBroken = true;
      for (const [runId, settle] of waiting) settle({ type: "failed", runId, error: workerEnded }, worker);
    });
    port.unref();
  }

  const hold = (): (() => void) => {
    for (const port of ports) port.ref();
    return () => {
      if (waiting.size === 0) for (const port of ports) port.unref();
    };
  };

  const collect = (runId: number, control: Int32Array): Promise<Collected> =>
    new Promise((resolve) => {
      const overflows: (Overflow | undefined)[] = [];
      let answers = 0;
      let failure: RonchiErrorFields | undefined;
      waiting.set(runId, (answer, worker) => {
        answers++;
        if (answer.type === "finished") overflows[worker] = answer.overflow;
        else {
          failure ??= answer.error;
          Atomics.store(control, Control.stop, 1);
        }
        // Every worker answers, also a stopped one: only then is the memory of the run free again.
        if (answers < ports.length) return;
        waiting.delete(runId);
        resolve({ overflows, failure });
      });
    });

  const send = (request: Omit<RunRequest, "arrays">, { nav, own, processed }: RunArrays): void => {
    ports.forEach((port, worker) => {
      port.postMessage({
        ...request,
        arrays: { nav, own: own[worker]!, processed },
      } satisfies RunRequest);
    });
  };

  return {
    async run(plan, options = {}) {
      if (isBroken) throw new RonchiError(workerEnded);
      if (options.signal?.aborted) throw cancelled(plan, options.title, 0);
      const runId = ++lastRunId;
      const control = new Int32Array(new SharedArrayBuffer(Control.words * Int32Array.BYTES_PER_ELEMENT));
      const taken: SharedArrayBuffer[] = [];
      const arrays = allocateResults(plan, ports.length, (byteLength) => {
        const buffer = buffers.take(byteLength);
        taken.push(buffer);
        return buffer;
      });
      const interval = options.partialInterval ?? reportInterval;
      const flushInterval = options.onPartial === undefined ? 0 : interval;
      const release = hold();
      const watching = watch(plan, arrays, control, interval, options);
      try {
        const collected = collect(runId, control);
        send({ type: "run", runId, plan: planMessage(plan), control, flushInterval }, arrays);
        const { overflows, failure } = await collected;
        // A cancelled run too has ended in every worker.
        if (!isBroken) buffers.give(taken);
        // Made here, behind the await, so that its stack leads to the line of the cell that asked.
        if (failure !== undefined) throw new RonchiError(failure);
        if (options.signal?.aborted)
          throw cancelled(plan, options.title, Atomics.load(control, Control.doneFrames));
        return mergeResults(plan, ...whatWorked(arrays, overflows));
      } finally {
        watching.end();
        release();
      }
    },
  };
}

/** The arrays and overflows of a run, without those of workers that had no part in it. */
function whatWorked(arrays: RunArrays, overflows: Collected["overflows"]): [RunArrays, Overflow[]] {
  const own = arrays.own.filter((_, worker) => overflows[worker] !== undefined);
  return [{ ...arrays, own }, overflows.filter((overflow) => overflow !== undefined)];
}

const workerEnded: RonchiErrorFields = {
  code: "too-large",
  subject: "compute worker",
  found: "its end in the middle of the work, usually for lack of memory",
  expected: "a worker for each core",
  remedy: "Restart the kernel; with less free memory, set RONCHI_WORKERS to fewer workers.",
};

/** Carries the abort signal into shared memory, and the workers' progress and partial results out of it. */
function watch(
  plan: Plan,
  arrays: RunArrays,
  control: Int32Array,
  interval: number,
  { signal, onProgress, onPartial, partialFrames }: RunOptions,
): { end(): void } {
  const stop = (): void => {
    Atomics.store(control, Control.stop, 1);
  };
  const totalFrames = plannedFrames(plan);
  const progress = (): Progress => ({ doneFrames: Atomics.load(control, Control.doneFrames), totalFrames });
  const isWatched = onProgress !== undefined || onPartial !== undefined;
  const reportAfter = (pause: number): NodeJS.Timeout | undefined =>
    isWatched ? setTimeout(reportAndGoOn, pause) : undefined;
  const reportAndGoOn = (): void => {
    const started = performance.now();
    report();
    timer = reportAfter(Math.max(interval, (performance.now() - started) / largestShare));
  };
  const report = (): void => {
    onProgress?.(progress());
    if (onPartial === undefined) return;
    // Marks first: what is marked in the copy has its results in the arrays that are read next.
    const processed = arrays.processed.slice();
    const merged = mergeResults(plan, arrays, [], partialFrames?.(processed));
    onPartial({ ...merged, processed }, progress());
  };
  signal?.addEventListener("abort", stop, { once: true });
  let timer = reportAfter(interval);
  return {
    end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      onProgress?.(progress());
    },
  };
}

function cancelled(plan: Plan, title: string | undefined, doneFrames: number): RonchiError {
  return new RonchiError({
    code: "cancelled",
    subject: title ?? plan.calls.map((call) => call.udf).join(", "),
    found: `a stop after ${doneFrames} of ${plannedFrames(plan)} frames`,
    expected: "a run to the end",
    remedy: "Run it again to get the whole result.",
  });
}
