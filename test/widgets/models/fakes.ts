import type { CubeDescription } from "#core/data/cubeDescription.js";
import { DataCube } from "#core/data/dataCube.js";
import type { Executor, Plan, RunResult } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import type { WidgetHost } from "#widgets/models/host.js";

/** 4 x 6 positions of 8 x 8 pixels. Nothing is read: the executors below make the results. */
export const description: CubeDescription = {
  shape: [4, 6, 8, 8],
  dtype: "uint16",
  files: ["none"],
  parts: [{ kind: "contiguous", file: 0, offset: 0, firstFrame: 0, frameCount: 24, littleEndian: true }],
  excluded: Uint8Array.from({ length: 64 }, (_, i) => (i === 20 ? 1 : 0)),
};
export const calibration = { scanStep: [5, 5], detectorPixel: [0.1, 0.1] } as const;

/** What the fake runs give: every image value is the number of the run, pattern values count from it. */
export function resultOf(plan: Plan, run: number): RunResult {
  const overflow = { pixels: run, frames: 1 };
  const results =
    plan.calls[0]!.udf === "maskSums"
      ? { images: { sums: new Float64Array(24).fill(run) } }
      : { pattern: { sum: Uint32Array.from({ length: 64 }, (_, i) => run + i) } };
  return { results, overflow };
}

export interface HeldRun {
  readonly plan: Plan;
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  finish(): Promise<void>;
  /** Gives the listener what is known when only these frames are processed. */
  partial(frames: readonly number[]): void;
  fail(error: Error): Promise<void>;
}

/** An executor whose runs end when the test says so; an aborted run rejects at once, as the worker pool's do. */
export function heldExecutor(): { executor: Executor; runs: HeldRun[] } {
  const runs: HeldRun[] = [];
  const executor: Executor = {
    run(plan, options) {
      const { promise, resolve, reject } = deferred<RunResult>();
      const number = runs.length + 1;
      options?.signal?.addEventListener("abort", () => reject(cancelled()));
      const finish = async (): Promise<void> => {
        resolve(resultOf(plan, number));
        await settled();
      };
      const partial = (frames: readonly number[]): void => {
        const processed = Uint8Array.from({ length: 24 }, (_, i) => (frames.includes(i) ? 1 : 0));
        const wanted = options?.partialFrames?.(processed) ?? processed.keys();
        const sums = Float64Array.from(wanted, (i) => processed[i]! * (100 + i));
        const result = { results: { images: { sums } }, overflow: { pixels: 0, frames: 0 }, processed };
        options?.onPartial?.(result, { doneFrames: frames.length, totalFrames: 24 });
      };
      const fail = async (error: Error): Promise<void> => {
        reject(error);
        await settled();
      };
      runs.push({ plan, number, signal: options?.signal as AbortSignal | undefined, finish, partial, fail });
      return promise;
    },
  };
  return { executor, runs };
}

export function cubeWith(executor: Executor): DataCube {
  const provenance = { operation: "test", parameters: {}, inputs: [], version: "0" };
  return new DataCube({ name: "Au_master.h5", description, calibration, metadata: {}, provenance, executor });
}

/** Lets everything that is ready to go on go on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate);
}

type Sent = Record<string, unknown>;
export interface FakeHost extends WidgetHost {
  readonly opened: { target: string; data: Sent; metadata: Sent }[];
  readonly sent: Sent[];
  readonly registered: { commId: string; kind: string; params: unknown }[];
  readonly told: unknown[];
  readonly closed: { count: number };
  /** A message of the front end. */
  receive(message: Sent): void;
  closeFromPage(): void;
}

export function fakeWidgetHost(): FakeHost {
  const [opened, sent, registered]: [FakeHost["opened"], Sent[], FakeHost["registered"]] = [[], [], []];
  const told: unknown[] = [];
  const closed = { count: 0 };
  let onMessage: (data: Sent, buffers: Uint8Array[]) => void = () => {};
  let onClose = (): void => {};
  return {
    opened,
    sent,
    registered,
    told,
    closed,
    receive: (message) => onMessage(message, []),
    closeFromPage: () => onClose(),
    openComm(target, data, metadata) {
      opened.push({ target, data, metadata });
      return {
        id: "comm-1",
        send: (message) => sent.push(message),
        onMessage: (listener) => {
          onMessage = listener;
        },
        onClose: (listener) => {
          onClose = listener;
        },
        close: () => {
          closed.count += 1;
        },
      };
    },
    display: () => {},
    registerDataPath: (commId, kind, params) => registered.push({ commId, kind, params }),
    tellDataPath: (_, words) => told.push(words),
  };
}

function cancelled(): RonchiError {
  const fields = {
    code: "cancelled",
    subject: "run",
    found: "abort",
    expected: "none",
    remedy: "None.",
  } as const;
  return new RonchiError(fields);
}

function deferred<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
