import type { Descan } from "../../calibration/descanShifts.js";
import type { DataCube } from "../../data/dataCube.js";
import type { Overflow, Plan, Progress, RunOptions, RunResult } from "../../data/executor.js";
import { coarseResults } from "../coarseResults.js";
import { LatestChannel } from "../latestChannel.js";
import { makePlan, plannedFrames } from "../plan.js";
import { regionFrames, type ScanRegion } from "./scanRegion.js";
import { udfEntry } from "./udfEntry.js";
import type { AnyUdf, UdfOutputs } from "./udfOutput.js";

type Udfs = Readonly<Record<string, AnyUdf>>;

/** What is known of a run: complete when doneFrames = totalFrames. */
export interface UdfState<U extends Udfs> extends Progress {
  /**
   * Images and arrays over the scan are coarse at first: positions that are still missing hold the values of the nearest
   * one that is done. Detector images and single values are of the frames done.
   */
  readonly results: UdfOutputs<U>;
  readonly overflow: Overflow;
  /** 1 = this scan position is done, one byte a position, [scanY, scanX]. */
  readonly processed: Uint8Array;
}

/** A running analysis: await it for the results, or iterate it to see them grow. The last state is complete. */
export interface UdfRun<U extends Udfs> extends PromiseLike<UdfOutputs<U>>, AsyncIterable<UdfState<U>> {}

/** Options of {@link run}. */
export interface UdfRunOptions extends RunOptions {
  /** Only these scan positions; frames outside hold 0 in nav results. Default: the whole scan. */
  readonly region?: ScanRegion;
  /** Where the direct beam is for each scan position: detectors follow it, as those of `virtualImages` do. */
  readonly origin?: Descan;
}

/** One run, ready to start in either way. */
interface Prepared<U extends Udfs> {
  readonly cube: DataCube;
  readonly options: RunOptions;
  plan(order: "storage" | "spread"): Plan;
  outputs(result: RunResult, frameCount: number): UdfOutputs<U>;
}

/**
 * Runs several analyses in one pass over the data: each frame is decoded once and all of them see it.
 * `await run(scan, { bf: circle({ radius: 6 }), peak: map((frame) => Math.max(...frame.data)) })`, or
 * `for await (const { results, doneFrames } of run(…))` for partial results, spread over the whole scan from the start.
 *
 * Rejects with RonchiError: as `virtualImages`, and "user-code" for what a user's function throws.
 */
export function run<U extends Udfs>(cube: DataCube, udfs: U, options: UdfRunOptions = {}): UdfRun<U> {
  const prepared = prepare(cube, udfs, options);
  return {
    // biome-ignore lint/suspicious/noThenProperty: a run is awaited like a promise; it starts when somebody asks
    then: (resolve, reject) => complete(prepared).then(resolve, reject),
    [Symbol.asyncIterator]: () => states(prepared),
  };
}

function prepare<U extends Udfs>(cube: DataCube, udfs: U, options: UdfRunOptions): Prepared<U> {
  const { region, origin, ...runOptions } = options;
  const entries = Object.entries(udfs).map(([name, udf]) => udfEntry(name, udf, cube, origin));
  const marks = region === undefined ? undefined : regionFrames(cube.description, region);
  const calls = entries.map(({ call }) => call);
  const title = `run(${Object.keys(udfs).join(", ")})`;
  return {
    cube,
    options: { title, ...runOptions },
    plan: (order) => makePlan(cube.description, calls, marks, order),
    outputs(result, frameCount) {
      const outputs = entries.map(({ call: { name }, parameters, output }) => {
        const what = { udfs: { [name]: parameters }, region: region ?? "all" };
        return [name, output(result, { cube, parameters: what, overflow: result.overflow, frameCount })];
      });
      return Object.fromEntries(outputs) as UdfOutputs<U>;
    },
  };
}

async function complete<U extends Udfs>({
  cube,
  options,
  plan,
  outputs,
}: Prepared<U>): Promise<UdfOutputs<U>> {
  const planned = plan("storage");
  return outputs(await cube.executor.run(planned, options), plannedFrames(planned));
}

/** States as they become known, newest only, and at last the complete one. Leaving the loop early stops the run. */
async function* states<U extends Udfs>(prepared: Prepared<U>): AsyncGenerator<UdfState<U>, void, undefined> {
  const { cube, options, outputs } = prepared;
  const plan = prepared.plan("spread");
  const totalFrames = plannedFrames(plan);
  const partials = new LatestChannel<UdfState<U>>();
  const stop = stopper(options.signal);
  const stateOf = (result: RunResult, processed: Uint8Array, doneFrames: number): UdfState<U> => {
    const { overflow } = result;
    return { results: outputs(result, doneFrames), overflow, processed, doneFrames, totalFrames };
  };
  const onPartial: RunOptions["onPartial"] = (partial, progress) => {
    options.onPartial?.(partial, progress);
    partials.put(stateOf(coarseResults(plan, partial), partial.processed, progress.doneFrames));
  };
  const finished = cube.executor.run(plan, { ...options, signal: stop.signal, onPartial });
  // A failure ends the loop here and is thrown by the await below.
  finished.then(
    () => partials.end(),
    () => partials.end(),
  );
  try {
    yield* partials;
    const all = plan.region ?? new Uint8Array(totalFrames).fill(1);
    yield stateOf(await finished, all, totalFrames);
  } finally {
    stop.now();
  }
}

/** A signal that follows the caller's and can be raised from here too. */
function stopper(outer: AbortSignal | undefined): { readonly signal: AbortSignal; now(): void } {
  const controller = new AbortController();
  const now = (): void => controller.abort();
  outer?.addEventListener("abort", now, { once: true });
  if (outer?.aborted) now();
  return { signal: controller.signal, now };
}
