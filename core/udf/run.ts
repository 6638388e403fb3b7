import { type CubeDescription, frameCount, pixelCount } from "../data/cubeDescription.js";
import { bytesPerElement, type NumberArray, typedArray } from "../data/dtype.js";
import type { Overflow, Plan, Tile } from "../data/executor.js";
import { RonchiError } from "../errors.js";
import { dtypeCode } from "../wasm/kernelTable.js";
import type { FrameBlock, PlaneBlock, ResultSpec } from "./contract.js";
import type { FrameReader } from "./readers/frameBlocks.js";
import { createFrameReader } from "./readers/frameReader.js";
import { createReadBuffers, type ReadBuffers } from "./readers/readBuffers.js";
import { udfNamed } from "./registry.js";
import { growingBuffer } from "./runMemory.js";
import type { TileHost } from "./tileHost.js";

/** call name -> result name -> array. */
export type ResultArrays = Record<string, Record<string, NumberArray>>;

/** Largest result array that a run may take, bytes. */
const resultLimit = 2 ** 31;

/**
 * The arrays of a run, all over shared memory, so that a partial result can be read while workers write: nav arrays
 * are common to all workers, each writes its own frames; sig and single arrays there are one set a worker.
 */
export interface RunArrays {
  readonly nav: ResultArrays;
  readonly own: readonly ResultArrays[];
  /** 1 = the nav results of this frame are written, one byte a frame, common to all workers. */
  readonly processed: Uint8Array;
}

/** One worker's share of a plan. Feed it tiles, then flush it. */
export interface TileRun {
  /** Returns the number of frames processed. */
  process(tile: Tile): number;
  /** Makes the result arrays say what was processed so far. */
  flush(): void;
  /** Overflowed pixels seen so far. */
  overflow(): Overflow;
}

/** The results of a plan, before they are computed: call name -> result name -> what it is. */
export function resultSpecs(plan: Plan): Record<string, Readonly<Record<string, ResultSpec>>> {
  return Object.fromEntries(
    plan.calls.map((call) => [call.name, udfNamed(call.udf).results(call.params, plan.cube)]),
  );
}

/** Gives zeroed shared memory for results. */
export type TakeBuffer = (byteLength: number) => SharedArrayBuffer;

function newBuffer(byteLength: number): SharedArrayBuffer {
  return new SharedArrayBuffer(byteLength);
}

/** Zeroed result arrays of a plan, over memory that `take` gives. Throws RonchiError "too-large". */
export function allocateResults(plan: Plan, workers: number, take: TakeBuffer = newBuffer): RunArrays {
  return {
    nav: allocate(plan, (spec) => spec.kind === "nav", take),
    own: Array.from({ length: workers }, () => allocate(plan, (spec) => spec.kind !== "nav", take)),
    processed: new Uint8Array(take(frameCount(plan.cube))),
  };
}

function allocate(plan: Plan, wanted: (spec: ResultSpec) => boolean, take: TakeBuffer): ResultArrays {
  const arrays: ResultArrays = {};
  for (const [call, specs] of Object.entries(resultSpecs(plan))) {
    arrays[call] = {};
    for (const [name, spec] of Object.entries(specs)) {
      if (!wanted(spec)) continue;
      const byteLength = elementCount(spec, plan.cube) * bytesPerElement(spec.dtype);
      if (byteLength > resultLimit) throw tooLarge(`${call}.${name}`, byteLength);
      arrays[call][name] = typedArray(spec.dtype, take(byteLength));
    }
  }
  return arrays;
}

function elementCount(spec: ResultSpec, cube: CubeDescription): number {
  const base = { nav: frameCount(cube), sig: pixelCount(cube), single: 1 }[spec.kind];
  return (spec.extraShape ?? []).reduce((product, extent) => product * extent, base);
}

function tooLarge(subject: string, byteLength: number): RonchiError {
  return new RonchiError({
    code: "too-large",
    subject: `result ${subject}`,
    found: `${byteLength} bytes`,
    expected: `at most ${resultLimit} bytes`,
    remedy: "Ask for fewer detectors at a time, or for a region of the scan.",
  });
}

/** One worker's arrays of {@link allocateResults}. */
export interface WorkerArrays {
  readonly nav: ResultArrays;
  readonly own: ResultArrays;
  readonly processed: Uint8Array;
}

/** Prepares one worker for a plan. */
export function startRun(plan: Plan, { nav, own, processed }: WorkerArrays, host: TileHost): TileRun {
  const tasks = plan.calls.map((call) =>
    udfNamed(call.udf).start(call.params, {
      cube: plan.cube,
      kernels: host.kernels,
      memory: host.memory,
      allocate: (byteLength) => host.allocate(byteLength),
      isStopped: () => host.isStopped(),
      results: { ...nav[call.name], ...own[call.name] },
    }),
  );
  const buffers = createReadBuffers(plan.cube, host);
  const counter = overflowCounter(plan.cube, host, buffers);
  const readers = new Map<number, FrameReader>();
  const readerOf = (part: number): FrameReader => {
    let reader = readers.get(part);
    if (reader === undefined) {
      reader = createFrameReader(plan, part, host, buffers);
      readers.set(part, reader);
    }
    return reader;
  };

  return {
    process(tile) {
      let frames = 0;
      readerOf(tile.part)(tile, (block) => {
        counter.count(block);
        for (const task of tasks) task.process(block);
        markProcessed(processed, block.frames);
        frames += block.count;
      });
      return frames;
    },
    flush() {
      for (const task of tasks) task.flush?.();
    },
    overflow: counter.total,
  };
}

/** Atomic, so that whoever sees the mark of a frame sees its results too. */
function markProcessed(processed: Uint8Array, frames: Uint32Array): void {
  for (let i = 0; i < frames.length; i++) Atomics.store(processed, frames[i]!, 1);
}

interface OverflowCounter {
  count(block: FrameBlock): void;
  total(): Overflow;
}

/** Counts pixels that hold the overflow value outside the static mask. */
function overflowCounter(cube: CubeDescription, host: TileHost, buffers: ReadBuffers): OverflowCounter {
  const { overflowValue } = cube;
  let pixels = 0;
  let frames = 0;
  const total = (): Overflow => ({ pixels, frames });
  if (overflowValue === undefined) return { count: () => undefined, total };

  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const isAllSet = overflowValue === 2 ** (8 * elementBytes) - 1;
  const out = growingBuffer(host);
  const inDense = (block: FrameBlock): Uint32Array => {
    const dense = block.dense();
    const frameAt = (i: number): number => dense + i * elements * elementBytes;
    const code = dtypeCode[cube.dtype];
    return Uint32Array.from(block.frames, (_, i) =>
      host.kernels.denseCountEqual(frameAt(i), elements, code, buffers.valid(), overflowValue),
    );
  };
  const inPlanes = (block: FrameBlock, { pointer, frameStride, blockElements }: PlaneBlock): Uint32Array => {
    const found = out(4 * block.count);
    const planes = [pointer, block.count, frameStride, elements, elementBytes, blockElements] as const;
    host.kernels.planeOverflow(...planes, buffers.valid(), found);
    return new Uint32Array(host.memory.buffer as ArrayBuffer, found, block.count);
  };
  const inFrames = (block: FrameBlock): Uint32Array => {
    if (!isAllSet) return inDense(block);
    if (block.packs !== undefined) return overflowOfPacks(host.memory.buffer, block.packs, block.count);
    const planes = block.planes();
    return planes === undefined ? inDense(block) : inPlanes(block, planes);
  };
  const count = (block: FrameBlock): void => {
    for (const found of inFrames(block)) {
      pixels += found;
      if (found > 0) frames++;
    }
  };
  return { count, total };
}

/** What some packs (core/wasm/kernelTable.ts) say of their overflowed pixels; addresses are multiples of 4. */
function overflowOfPacks(buffer: ArrayBufferLike, packs: number, count: number): Uint32Array {
  const words = new Uint32Array(buffer as ArrayBuffer);
  return words.slice(packs / 4, packs / 4 + count).map((pack) => words[pack / 4 + 2]!);
}
