import type { DataCube } from "../data/dataCube.js";
import type { NumberArray } from "../data/dtype.js";
import type { Overflow, Plan, Progress, RunOptions, RunResult, UdfCall } from "../data/executor.js";
import type { DetectorSpec } from "../virtual/detector.js";
import { detectorMask } from "../virtual/mask.js";
import { placeDetector } from "../virtual/placeDetector.js";
import { narrowCounts } from "./counts.js";
import type { FrameMap, UdfDefinition } from "./defineUdf.js";
import { LatestChannel } from "./latestChannel.js";
import { functionSource } from "./library/functionSource.js";
import { maskCall, sumsOfMask } from "./library/maskCall.js";
import { regionFrames, type ScanRegion } from "./library/scanRegion.js";
import type { UserUdfParams } from "./library/userUdf.js";
import { makePlan, plannedFrames } from "./plan.js";

/** What `run` takes: a detector (its virtual image), a map, or a whole definition. */
// biome-ignore lint/suspicious/noExplicitAny: definitions with any params stand side by side in one run
export type AnyUdf = DetectorSpec | FrameMap<any> | UdfDefinition<any>;

/** An array of a result, float64 (a detector's counts: uint32 while they fit), C order. */
export interface UdfArray {
  readonly data: NumberArray;
  readonly shape: readonly number[];
}

/** A detector or a map gives one array; a definition gives one for each of its results. */
export type UdfOutput<U> = U extends UdfDefinition<infer _> ? Readonly<Record<string, UdfArray>> : UdfArray;

export type UdfOutputs<U extends Readonly<Record<string, AnyUdf>>> = {
  readonly [Name in keyof U]: UdfOutput<U[Name]>;
};

/** What is known of a run: complete when doneFrames = totalFrames. */
export interface UdfState<U extends Readonly<Record<string, AnyUdf>>> extends Progress {
  readonly results: UdfOutputs<U>;
  readonly overflow: Overflow;
}

/** A running analysis: await it for the results, or iterate it to see them grow. The last state is complete. */
export interface UdfRun<U extends Readonly<Record<string, AnyUdf>>>
  extends PromiseLike<UdfOutputs<U>>,
    AsyncIterable<UdfState<U>> {}

export interface UdfRunOptions extends RunOptions {
  /** Only these scan positions; frames outside hold 0 in nav results. Default: the whole scan. */
  readonly region?: ScanRegion;
}

/**
 * Runs several analyses in one pass over the data: each frame is decoded once and all of them see it.
 * `await run(scan, { bf: circle({ radius: 6 }), peak: map((frame) => Math.max(...frame.data)) })`, or
 * `for await (const { results, doneFrames } of run(…))` for partial results.
 *
 * Rejects with RonchiError: as `virtualImages`, and "user-code" for what a user's function throws.
 */
export function run<U extends Readonly<Record<string, AnyUdf>>>(
  cube: DataCube,
  udfs: U,
  options: UdfRunOptions = {},
): UdfRun<U> {
  const { region, ...runOptions } = options;
  const entries = Object.entries(udfs).map(([name, udf]) => entryOf(name, udf, cube));
  const marks = region === undefined ? undefined : regionFrames(cube.description, region);
  const plan = makePlan(
    cube.description,
    entries.map(({ call }) => call),
    marks,
  );
  const outputs = (result: RunResult): UdfOutputs<U> =>
    Object.fromEntries(entries.map(({ call, output }) => [call.name, output(result)])) as UdfOutputs<U>;
  return {
    // biome-ignore lint/suspicious/noThenProperty: a run is awaited like a promise; it starts when somebody asks
    then: (resolve, reject) => cube.executor.run(plan, runOptions).then(outputs).then(resolve, reject),
    [Symbol.asyncIterator]: () => states(cube, plan, runOptions, outputs),
  };
}

interface Entry {
  readonly call: UdfCall;
  output(result: RunResult): UdfArray | Record<string, UdfArray>;
}

function entryOf(name: string, udf: AnyUdf, cube: DataCube): Entry {
  if ("shape" in udf && typeof udf.shape === "string") return detectorEntry(name, udf as DetectorSpec, cube);
  return "kind" in udf
    ? mapEntry(name, udf as FrameMap, cube)
    : definitionEntry(name, udf as UdfDefinition, cube);
}

function detectorEntry(name: string, spec: DetectorSpec, cube: DataCube): Entry {
  const [scanY, scanX, detY, detX] = cube.shape;
  const mask = detectorMask(placeDetector(spec, [detY, detX], cube.calibration), [detY, detX]);
  return {
    call: maskCall(name, cube.description, [mask]),
    output(result) {
      const sums = sumsOfMask(result, name, 0, 1);
      return { data: cube.dtype === "float32" ? sums : narrowCounts(sums), shape: [scanY, scanX] };
    },
  };
}

function mapEntry(name: string, { f, shape, params }: FrameMap, cube: DataCube): Entry {
  const results = { value: { kind: "nav" as const, ...(shape === undefined ? {} : { shape }) } };
  const call = userCall(name, results, params, { map: functionSource(f) });
  return { call, output: (result) => arraysOf(result, name, results, cube).value! };
}

function definitionEntry(name: string, udf: UdfDefinition, cube: DataCube): Entry {
  const merge = udf.merge === undefined ? {} : { merge: functionSource(udf.merge) };
  const code = { processFrame: functionSource(udf.processFrame), ...merge };
  const call = userCall(name, udf.results, udf.params, code);
  return { call, output: (result) => arraysOf(result, name, udf.results, cube) };
}

function userCall(
  name: string,
  results: UserUdfParams["results"],
  params: unknown,
  code: UserUdfParams["code"],
): UdfCall {
  const user: UserUdfParams = { name, results, params, code };
  return { name, udf: "user", params: user };
}

function arraysOf(
  result: RunResult,
  name: string,
  results: UserUdfParams["results"],
  cube: DataCube,
): Record<string, UdfArray> {
  const [scanY, scanX, detY, detX] = cube.shape;
  const entries = Object.entries(results).map(([key, { kind, shape = [] }]) => {
    const full = { nav: [scanY, scanX, ...shape], sig: [...shape, detY, detX], single: shape }[kind];
    return [key, { data: result.results[name]![key]!, shape: full }] as const;
  });
  return Object.fromEntries(entries);
}

/** States as they become known, newest only, and at last the complete one. Leaving the loop early stops the run. */
async function* states<U extends Readonly<Record<string, AnyUdf>>>(
  cube: DataCube,
  plan: Plan,
  options: RunOptions,
  outputs: (result: RunResult) => UdfOutputs<U>,
): AsyncGenerator<UdfState<U>, void, undefined> {
  const partials = new LatestChannel<UdfState<U>>();
  const stop = stopper(options.signal);
  const stateOf = (result: RunResult, progress: Progress): UdfState<U> => ({
    results: outputs(result),
    overflow: result.overflow,
    ...progress,
  });
  const onPartial: RunOptions["onPartial"] = (result, progress) => {
    options.onPartial?.(result, progress);
    partials.put(stateOf(result, progress));
  };
  const finished = cube.executor.run(plan, { ...options, signal: stop.signal, onPartial });
  // A failure ends the loop here and is thrown by the await below.
  finished.then(
    () => partials.end(),
    () => partials.end(),
  );
  try {
    yield* partials;
    const totalFrames = plannedFrames(plan);
    yield stateOf(await finished, { doneFrames: totalFrames, totalFrames });
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
