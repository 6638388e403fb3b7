import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import { dtypeCode, packUnit } from "../../wasm/kernelTable.js";
import type { FrameBlock, UdfContext } from "../contract.js";
import { growingBuffer } from "../runMemory.js";
import { createPlanePacker } from "./planePacker.js";

/** Weights of the pixels of a frame in linear memory, as the kernels take them. */
export interface PlacedWeights {
  readonly pointer: number;
  /** Stretches of weights other than 0. */
  readonly spansPointer: number;
  readonly spans: number;
  /** From the first to beyond the last pixel that weighs something. */
  readonly first: number;
  readonly end: number;
}

/** Frames that are packed at a time. */
const framesAtOnce = 16;

/** Bytes of the weights of one frame, padded to whole units of a pack. */
function weightBytes(elements: number): number {
  return Math.ceil(elements / packUnit) * packUnit * Float64Array.BYTES_PER_ELEMENT;
}

/** Places weights, again and again into the same memory. Excluded pixels weigh nothing. */
export function createWeightPlacer(context: UdfContext): (weights: ArrayLike<number>) => PlacedWeights {
  const { cube, memory } = context;
  const elements = pixelCount(cube);
  const pointer = context.allocate(weightBytes(elements));
  const spansBuffer = growingBuffer(context);
  const placed = new Float64Array(memory.buffer as ArrayBuffer, pointer, elements);
  return (weights) => {
    placed.set(weights);
    cube.excluded?.forEach((excluded, i) => {
      if (excluded !== 0) placed[i] = 0;
    });
    const spans = spansOf(placed);
    const spansPointer = spansBuffer(spans.byteLength);
    new Uint32Array(memory.buffer as ArrayBuffer, spansPointer, spans.length).set(spans);
    return { pointer, spansPointer, spans: spans.length / 2, first: spans[0] ?? 0, end: spans.at(-1) ?? 0 };
  };
}

/** First pixel and end of each stretch of weights other than 0. */
function spansOf(weights: Float64Array): Uint32Array {
  const spans: number[] = [];
  for (let i = 0; i < weights.length; ) {
    while (i < weights.length && weights[i] === 0) i++;
    const first = i;
    while (i < weights.length && weights[i] !== 0) i++;
    if (i > first) spans.push(first, i);
  }
  return Uint32Array.from(spans);
}

/** Sums frames `first` to `first + count` of a block by each of some weights; writes float64 [weights][count] at `out`. */
export type WeightedSummer = (
  block: FrameBlock,
  first: number,
  count: number,
  weights: readonly PlacedWeights[],
  out: number,
) => void;

/** Takes frames in the form in which they are there: packs, planes (which it packs), or pixels. */
export function createWeightedSummer(context: UdfContext): WeightedSummer {
  const { cube, kernels } = context;
  const elements = pixelCount(cube);
  const frameBytes = elements * bytesPerElement(cube.dtype);
  const packPlanes = createPlanePacker(context, framesAtOnce);
  return (block, first, count, weights, out) => {
    for (let done = 0; done < count; done += framesAtOnce) {
      const [from, some] = [first + done, Math.min(framesAtOnce, count - done)];
      const packs = block.packs === undefined ? packPlanes(block, from, some) : block.packs + 4 * from;
      const dense = packs === undefined ? block.dense() + from * frameBytes : 0;
      weights.forEach(({ pointer, spansPointer, spans, first: start, end }, i) => {
        const target = out + (i * count + done) * Float64Array.BYTES_PER_ELEMENT;
        if (packs !== undefined)
          kernels.packedWeightedSums(packs, some, elements, pointer, start, end, target);
        else
          kernels.denseWeightedSums(
            dense,
            some,
            elements,
            dtypeCode[cube.dtype],
            pointer,
            spansPointer,
            spans,
            target,
          );
      });
    }
  };
}
