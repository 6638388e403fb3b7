import { inflateSync } from "node:zlib";
import type { Executor, Plan } from "#core/data/executor.js";
import { mergeResults } from "#core/udf/merge.js";
import { allocateNav, startRun } from "#core/udf/run.js";
import { createTwinKernels } from "#core/wasm/twins.js";

/** Runs plans over files in memory, with the TypeScript twins, split over as many pretended workers as wanted. */
export function serialExecutor(files: Readonly<Record<string, Uint8Array>>, workers = 1): Executor {
  return {
    run: async (plan) => {
      const nav = allocateNav(plan);
      const partials = Array.from({ length: workers }, (_, worker) =>
        runShare(plan, nav, files, worker, workers),
      );
      return mergeResults(plan, nav, partials);
    },
  };
}

function runShare(
  plan: Plan,
  nav: ReturnType<typeof allocateNav>,
  files: Readonly<Record<string, Uint8Array>>,
  worker: number,
  workers: number,
) {
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 512, shared: true });
  let at = 1024;
  const run = startRun(plan, nav, {
    kernels: createTwinKernels(memory),
    memory,
    allocate: (byteLength) => {
      const pointer = at;
      at += Math.ceil(byteLength / 16) * 16;
      return pointer;
    },
    readInto: (file, offset, target) => {
      target.set(files[file]!.subarray(offset, offset + target.byteLength));
    },
    inflate: (bytes, byteLength) => inflateSync(bytes, { maxOutputLength: byteLength }),
  });
  plan.tiles.forEach((tile, i) => {
    if (i % workers === worker) run.process(tile);
  });
  return run.finish();
}
