import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, type NumberArray, type PixelArray, typedArray } from "../../data/dtype.js";
import { RonchiError } from "../../errors.js";
import { addInto } from "../addInto.js";
import type { FrameBlock, ResultSpec, Udf, UdfContext, UdfTask } from "../contract.js";
import type { Frame, FrameFunction, UdfDefinition, UdfResult } from "../defineUdf.js";
import { functionFromSource } from "./functionSource.js";

/** A user's UDF as it crosses threads: functions as their text. */
export interface UserUdfParams {
  /** Name in error messages. */
  readonly name: string;
  readonly results: Readonly<Record<string, UdfResult>>;
  readonly params: unknown;
  readonly code: { readonly map: string } | { readonly processFrame: string; readonly merge?: string };
}

type FrameProcessor = UdfDefinition["processFrame"];
type Merge = NonNullable<UdfDefinition["merge"]>;

/** Runs what a user defined in a cell (core/udf/defineUdf.ts), frame by frame. */
export const userUdf: Udf<UserUdfParams> = {
  name: "user",
  results: ({ results }) => mapValues(results, toSpec),
  start: startUserUdf,
  merge(into, part, { name, code, params }) {
    const merge = "merge" in code && code.merge !== undefined ? compileMerge(code.merge) : addInto;
    guarded(name, () => merge(into, part, params));
  },
};

function toSpec({ kind, shape }: UdfResult): ResultSpec {
  return { kind, dtype: "float64", ...(shape === undefined ? {} : { extraShape: shape }) };
}

function startUserUdf(user: UserUdfParams, context: UdfContext): UdfTask {
  const { cube, results } = context;
  const elements = pixelCount(cube);
  const processFrame = guarded(user.name, () => compileProcessor(user.code));
  const valuesPerFrame = mapValues(user.results, ({ shape = [] }) => shape.reduce((a, b) => a * b, 1));
  const width = cube.shape[1];
  const shape = [cube.shape[2], cube.shape[3]] as const;

  const frameAt = (block: FrameBlock, i: number, index: number): Frame => {
    const pointer = block.dense() + i * elements * bytesPerElement(cube.dtype);
    const data = withoutExcluded(
      typedArray(cube.dtype, context.memory.buffer, pointer, elements),
      cube.excluded,
    );
    return { data, shape, y: Math.floor(index / width), x: index % width, sum: () => sumOf(data) };
  };
  const resultsAt = (index: number): Record<string, NumberArray> =>
    mapValues(user.results, ({ kind }, name) => {
      const length = valuesPerFrame[name]!;
      return kind === "nav" ? results[name]!.subarray(index * length, (index + 1) * length) : results[name]!;
    });

  return {
    process(block) {
      block.frames.forEach((index, i) => {
        if (context.isStopped()) return;
        guarded(user.name, () => processFrame(frameAt(block, i, index), resultsAt(index), user.params));
      });
    },
  };
}

function compileProcessor(code: UserUdfParams["code"]): FrameProcessor {
  if ("processFrame" in code) return functionFromSource(code.processFrame) as FrameProcessor;
  const f = functionFromSource(code.map) as FrameFunction;
  return (frame, results, params) => {
    const value = f(frame, params);
    const target = results.value!;
    if (typeof value === "number") target[0] = value;
    else if (value?.length === target.length) target.set(value);
    else
      throw new TypeError(
        `The function returned ${describe(value)} where ${target.length} numbers were said.`,
      );
  };
}

function compileMerge(source: string): Merge {
  return functionFromSource(source) as Merge;
}

function describe(value: unknown): string {
  const length = (value as ArrayLike<number> | undefined)?.length;
  return length === undefined ? String(value) : `${length} values`;
}

/** Other UDFs look at the same pixels, so a masked frame is a copy. */
function withoutExcluded(data: PixelArray, excluded: Uint8Array | undefined): PixelArray {
  return excluded === undefined ? data : data.map((value, i) => (excluded[i] === 0 ? value : 0));
}

function sumOf(data: PixelArray): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum;
}

/** Says which UDF failed, and why a name may be missing there. */
function guarded<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new RonchiError({
      code: "user-code",
      subject: `UDF "${name}"`,
      found: String(cause),
      expected: "functions that use their arguments only",
      remedy:
        "A UDF runs in workers, where the notebook's variables and imports don't exist: hand it what it needs as params.",
      cause,
    });
  }
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  f: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
}
