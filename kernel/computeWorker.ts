import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Overflow, Plan } from "#core/data/executor.js";
import { RonchiError, type RonchiErrorFields } from "#core/errors.js";
import type { FrameStore } from "#core/udf/frameStore.js";
import { startRun } from "#core/udf/run.js";
import { instantiateKernels } from "#core/wasm/kernels.js";
import { FileReader } from "./compute/fileReader.js";
import { FrameStores } from "./compute/frameStores.js";
import { MemoryPool, type RunMemory } from "./compute/memory.js";
import {
  type AddClient,
  type ComputeWorkerData,
  Control,
  type RunAnswer,
  type RunRequest,
} from "./compute/messages.js";
import { createPlanReceiver } from "./compute/planChannel.js";
import { SegmentDirectory } from "./compute/segments.js";
import { decodePlugin } from "./io/filterPlugins.js";
import { inflate } from "./io/inflate.js";
import { readAsset } from "./workers.js";

/** How long a run keeps the thread before others get a turn, ms. */
const turn = 4;

const { memory, segments } = workerData as ComputeWorkerData;
const kernels = instantiateKernels(readAsset("kernels.wasm"), memory);
const pool = new MemoryPool(memory);
const stores = new FrameStores(new SegmentDirectory(segments, memory));
const files = new FileReader();
let running = 0;

parentPort?.on("message", ({ port }: AddClient) => {
  const received = createPlanReceiver();
  port.on("message", (request: RunRequest) => void answer(request, received(request.plan), port));
});

async function answer(request: RunRequest, plan: Plan, port: MessagePort): Promise<void> {
  const runMemory = pool.forRun();
  const held = stores.hold(plan.cube.kept);
  if (running++ === 0) files.closeAll();
  let reply: RunAnswer;
  try {
    const overflow = await work(request, plan, runMemory, held?.store);
    reply = { type: "finished", runId: request.runId, overflow };
  } catch (error) {
    reply = { type: "failed", runId: request.runId, error: fieldsOf(error) };
  } finally {
    running--;
    held?.release();
    runMemory.release();
  }
  port.postMessage(reply);
}

async function work(
  { arrays, control, flushInterval }: RunRequest,
  plan: Plan,
  runMemory: RunMemory,
  store: FrameStore | undefined,
): Promise<Overflow | undefined> {
  const start = () =>
    startRun(plan, arrays, {
      kernels,
      memory,
      allocate: (byteLength) => runMemory.allocate(byteLength),
      isStopped: () => Atomics.load(control, Control.stop) !== 0,
      readInto: (file, offset, target) => files.readInto(file, offset, target),
      inflate,
      store,
      decodePlugin,
    });
  // A pattern under a hand is one tile: whoever does not get it has nothing to prepare.
  let run = plan.tiles.length === 1 ? undefined : start();
  let until = performance.now() + turn;
  let flushed = performance.now();
  while (Atomics.load(control, Control.stop) === 0) {
    const tile = plan.tiles[Atomics.add(control, Control.nextTile, 1)];
    if (tile === undefined) break;
    run ??= start();
    Atomics.add(control, Control.doneFrames, run.process(tile));
    if (performance.now() < until) continue;
    if (flushInterval > 0 && performance.now() - flushed > flushInterval) {
      run.flush();
      flushed = performance.now();
    }
    await nextTurn();
    until = performance.now() + turn;
  }
  run?.flush();
  return run?.overflow();
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function fieldsOf(error: unknown): RonchiErrorFields {
  if (error instanceof RonchiError) return error.toFields();
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: "corrupt",
    subject: "compute worker",
    found,
    expected: "a run without an internal error",
    remedy: "This is a fault of Ronchi; please report it with the file that shows it.",
  };
}
