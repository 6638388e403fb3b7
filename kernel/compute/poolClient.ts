import type { MessagePort } from "node:worker_threads";
import type { Executor, Plan, RunOptions } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import { mergeResults } from "#core/udf/merge.js";
import { plannedFrames } from "#core/udf/plan.js";
import { allocateNav, type PartialResult } from "#core/udf/run.js";
import { Control, type RunAnswer, type RunRequest } from "./messages.js";

/** How often a run's progress is looked at, ms. */
const progressInterval = 100;

/** An executor over the compute workers behind `ports`. Any thread may have one; runs of all clients share the workers. */
export function createPoolClient(ports: readonly MessagePort[]): Executor {
  const waiting = new Map<number, (answer: RunAnswer) => void>();
  let lastRunId = 0;
  for (const port of ports) {
    port.on("message", (answer: RunAnswer) => waiting.get(answer.runId)?.(answer));
    port.unref();
  }

  const hold = (): (() => void) => {
    for (const port of ports) port.ref();
    return () => {
      if (waiting.size === 0) for (const port of ports) port.unref();
    };
  };

  const collect = (runId: number, control: Int32Array): Promise<PartialResult[]> =>
    new Promise((resolve, reject) => {
      const partials: PartialResult[] = [];
      let answers = 0;
      let failure: RonchiError | undefined;
      waiting.set(runId, (answer) => {
        answers++;
        if (answer.type === "finished") partials.push(answer.partial);
        else {
          failure ??= new RonchiError(answer.error);
          Atomics.store(control, Control.stop, 1);
        }
        // Every worker answers, also a stopped one: only then is the shared memory of the run free again.
        if (answers < ports.length) return;
        waiting.delete(runId);
        if (failure === undefined) resolve(partials);
        else reject(failure);
      });
    });

  return {
    async run(plan, options = {}) {
      if (options.signal?.aborted) throw cancelled(plan, 0);
      const runId = ++lastRunId;
      const control = new Int32Array(new SharedArrayBuffer(Control.words * Int32Array.BYTES_PER_ELEMENT));
      const request: RunRequest = { type: "run", runId, plan, nav: allocateNav(plan), control };
      const release = hold();
      const watching = watch(plan, control, options);
      try {
        const collected = collect(runId, control);
        for (const port of ports) port.postMessage(request);
        const partials = await collected;
        if (options.signal?.aborted) throw cancelled(plan, Atomics.load(control, Control.doneFrames));
        return mergeResults(plan, request.nav, partials);
      } finally {
        watching.end();
        release();
      }
    },
  };
}

/** Carries the abort signal into shared memory and the workers' progress out of it. */
function watch(plan: Plan, control: Int32Array, { signal, onProgress }: RunOptions): { end(): void } {
  const stop = (): void => {
    Atomics.store(control, Control.stop, 1);
  };
  const totalFrames = plannedFrames(plan);
  const report = (): void =>
    onProgress?.({ doneFrames: Atomics.load(control, Control.doneFrames), totalFrames });
  signal?.addEventListener("abort", stop, { once: true });
  const timer = onProgress === undefined ? undefined : setInterval(report, progressInterval);
  return {
    end() {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
      report();
    },
  };
}

function cancelled(plan: Plan, doneFrames: number): RonchiError {
  return new RonchiError({
    code: "cancelled",
    subject: plan.calls.map((call) => call.udf).join(", "),
    found: `a stop after ${doneFrames} of ${plannedFrames(plan)} frames`,
    expected: "a run to the end",
    remedy: "Run it again to get the whole result.",
  });
}
