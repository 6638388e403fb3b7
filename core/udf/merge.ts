import type { NumberArray } from "../data/dtype.js";
import type { Overflow, Plan, RunResult } from "../data/executor.js";
import type { ResultSpec } from "./contract.js";
import { narrowCounts } from "./counts.js";
import { udfNamed } from "./registry.js";
import { type PartialResult, type ResultArrays, resultSpecs } from "./run.js";

/**
 * Joins what the workers made. Partial results are added in the order given; integer sums are exact in float64, so
 * the answer does not depend on the number of workers.
 */
export function mergeResults(plan: Plan, nav: ResultArrays, partials: readonly PartialResult[]): RunResult {
  const own = mergeOwn(plan, partials);
  const results: Record<string, Record<string, NumberArray>> = {};
  for (const [call, specs] of Object.entries(resultSpecs(plan))) {
    results[call] = {};
    for (const [name, spec] of Object.entries(specs)) {
      results[call][name] = settle((spec.kind === "nav" ? nav : own)[call]![name]!, spec);
    }
  }
  return { results, overflow: sumOverflow(partials.map((partial) => partial.overflow)) };
}

function mergeOwn(plan: Plan, partials: readonly PartialResult[]): ResultArrays {
  const [first, ...rest] = partials;
  const into = first?.own ?? {};
  for (const part of rest) {
    for (const call of plan.calls) {
      const merge = udfNamed(call.udf).merge ?? addInto;
      merge(into[call.name]!, part.own[call.name]!);
    }
  }
  return into;
}

function addInto(into: Record<string, NumberArray>, part: Readonly<Record<string, NumberArray>>): void {
  for (const [name, values] of Object.entries(part)) {
    const sum = into[name]!;
    for (let i = 0; i < values.length; i++) sum[i]! += values[i]!;
  }
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
