import { inflateSync } from "node:zlib";
import type { Executor, Overflow, Plan } from "#core/data/executor.js";
import { mergeResults } from "#core/udf/merge.js";
import { allocateResults, type RunArrays, startRun } from "#core/udf/run.js";
import { createTwinKernels } from "#core/wasm/twins.js";
import { decodePlugin } from "#kernel/io/filterPlugins.js";

/** Runs plans over files in memory, with the TypeScript twins, split over as many pretended workers as wanted. */
export function serialExecutor(files: Readonly<Record<string, Uint8Array>>, workers = 1): Executor {
  return {
    run: async (plan) => {
      const arrays = allocateResults(plan, workers);
      const overflows = arrays.own.map((_, worker) => runShare(plan, arrays, files, worker));
      return mergeResults(plan, arrays, overflows);
    },
  };
}

function runShare(
  plan: Plan,
  arrays: RunArrays,
  files: Readonly<Record<string, Uint8Array>>,
  worker: number,
): Overflow {
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 512, shared: true });
  let at = 1024;
  const run = startRun(
    plan,
    { ...arrays, own: arrays.own[worker]! },
    {
      kernels: createTwinKernels(memory),
      memory,
      allocate: (byteLength) => {
        const pointer = at;
        at += Math.ceil(byteLength / 16) * 16;
        return pointer;
      },
      isStopped: () => false,
      readInto: (file, offset, target) => {
        target.set(files[file]!.subarray(offset, offset + target.byteLength));
      },
      decodePlugin,
      inflate: (bytes, byteLength) => inflateSync(bytes, { maxOutputLength: byteLength }),
    },
  );
  plan.tiles.forEach((tile, i) => {
    if (i % arrays.own.length === worker) run.process(tile);
  });
  run.flush();
  return run.overflow();
}
