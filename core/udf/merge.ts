import { frameCount } from "../data/cubeDescription.js";
import type { NumberArray } from "../data/dtype.js";
import type { Overflow, Plan, RunResult } from "../data/executor.js";
import { addInto } from "./addInto.js";
import type { ResultSpec } from "./contract.js";
import { narrowCounts } from "./counts.js";
import { udfNamed } from "./registry.js";
import { type ResultArrays, type RunArrays, resultSpecs } from "./run.js";
import { takeFrames } from "./takeFrames.js";

/**
 * Joins what the workers have made so far into results that are the caller's own. The workers' sig and single arrays are
 * added in their order; integer sums are exact in float64, so the answer does not depend on the number of workers.
 * @param frames whose nav results are wanted, default all
 */
export function mergeResults(
  plan: Plan,
  arrays: RunArrays,
  overflows: readonly Overflow[],
  frames?: Uint32Array,
): RunResult {
  const results: Record<string, Record<string, NumberArray>> = {};
  for (const [call, specs] of Object.entries(resultSpecs(plan))) {
    const own = mergeOwn(plan, call, arrays.own);
    results[call] = {};
    for (const [name, spec] of Object.entries(specs)) {
      results[call][name] =
        spec.kind === "nav"
          ? settle(navOf(plan, arrays.nav[call]![name]!, frames), spec)
          : settle(own[name]!, spec);
    }
  }
  return { results, overflow: sumOverflow(overflows) };
}

function navOf({ cube }: Plan, values: NumberArray, frames: Uint32Array | undefined): NumberArray {
  return frames === undefined ? values : takeFrames(values, frames, values.length / frameCount(cube));
}

function mergeOwn(plan: Plan, call: string, own: readonly ResultArrays[]): Record<string, NumberArray> {
  const { udf, params } = plan.calls.find(({ name }) => name === call)!;
  const merge = udfNamed(udf).merge ?? addInto;
  const [first, ...rest] = own.map((arrays) => arrays[call]!);
  const into = Object.fromEntries(
    Object.entries(first ?? {}).map(([name, values]) => [name, values.slice()]),
  );
  for (const part of rest) merge(into, part, params);
  return into;
}

function sumOverflow(all: readonly Overflow[]): Overflow {
  return all.reduce((a, b) => ({ pixels: a.pixels + b.pixels, frames: a.frames + b.frames }), {
    pixels: 0,
    frames: 0,
  });
}

/** A result as the user gets it: off shared memory, and counts as Uint32Array while they fit. */
function settle(values: NumberArray, spec: ResultSpec): NumberArray {
  return spec.counts === true ? narrowCounts(values) : values.slice();
}
