import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskByteLength, packMask } from "#core/wasm/kernels.js";
import { dtypeCode, packByteLimit, packUnit } from "#core/wasm/kernelTable.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";

const kernels = new KernelMemory();
const arrays = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
type Dtype = keyof typeof arrays;
const integers = ["uint8", "uint16", "uint32"] as const;

interface Stack {
  readonly elements: number;
  readonly frames: readonly InstanceType<(typeof arrays)[Dtype]>[];
  readonly weights: Float64Array;
}

/** Frames of any values, and weights that are 0 here and there and outside of a stretch. */
function anyStack(dtype: Dtype): fc.Arbitrary<Stack> {
  const value = dtype.startsWith("float")
    ? fc.float({ noNaN: true, min: -1000, max: 1000 })
    : fc.nat(0xffffffff);
  return fc
    .record({
      elements: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 120, max: 900 })),
      frames: fc.integer({ min: 1, max: 3 }),
      pattern: fc.array(fc.oneof(value, fc.constant(0), fc.constant(0xffffffff)), {
        minLength: 1,
        maxLength: 37,
      }),
      weights: fc.array(
        fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
        {
          minLength: 1,
          maxLength: 29,
        },
      ),
      stretch: fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
    })
    .map(({ elements, frames, pattern, weights, stretch }) => ({
      elements,
      frames: Array.from(
        { length: frames },
        (_, frame) =>
          new arrays[dtype](
            Array.from({ length: elements }, (_, i) => pattern[(i + 5 * frame) % pattern.length]!),
          ),
      ),
      weights: Float64Array.from({ length: elements }, (_, i) =>
        i >= stretch[0] * elements && i < stretch[1] * elements ? weights[i % weights.length]! : 0,
      ),
    }));
}

function placeFrames({ frames, elements }: Stack): number {
  const bytes = frames[0]!.BYTES_PER_ELEMENT * elements;
  const pointer = kernels.place(bytes * frames.length);
  frames.forEach((frame, i) => {
    kernels.at(pointer + i * bytes, bytes).set(new Uint8Array(frame.buffer));
  });
  return pointer;
}

/** First elements and ends of the stretches of weights other than 0. */
function spansOf(weights: Float64Array): Uint32Array {
  const spans: number[] = [];
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    if (spans.at(-1) === i) spans.splice(-1, 1, i + 1);
    else spans.push(i, i + 1);
  });
  return Uint32Array.from(spans);
}

function placeWeights(weights: Float64Array): number {
  const padded = new Float64Array(Math.ceil(weights.length / packUnit) * packUnit);
  padded.set(weights);
  return kernels.place(new Uint8Array(padded.buffer));
}

/** Equal but for the rounding of a few thousand float64 additions of such terms. */
function expectSums(found: Float64Array, { frames, weights }: Stack): void {
  frames.forEach((frame, i) => {
    let sum = 0;
    let size = 0;
    weights.forEach((weight, at) => {
      sum += frame[at]! * weight;
      size += Math.abs(frame[at]! * weight);
    });
    expect(Math.abs(found[i]! - sum)).toBeLessThanOrEqual(size * 1e-13);
  });
}

describe.each(["wasm", "twin"] as const)("weighted sums, %s", (name) => {
  const table = kernels[name];

  it.each(["uint8", "uint16", "uint32", "float32", "float64"] as const)(
    "of dense %s are the naive ones",
    (dtype) => {
      fc.assert(
        fc.property(anyStack(dtype), (stack) => {
          kernels.reset();
          const { elements, frames, weights } = stack;
          const [dense, pointer] = [placeFrames(stack), placeWeights(weights)];
          const spans = spansOf(weights);
          const spansPointer = kernels.place(new Uint8Array(spans.buffer));
          const out = kernels.place(8 * frames.length);
          const code = dtypeCode[dtype];
          table.denseWeightedSums(
            dense,
            frames.length,
            elements,
            code,
            pointer,
            spansPointer,
            spans.length / 2,
            out,
          );
          expectSums(kernels.float64(out, frames.length), stack);
          expect(kernels.strayWrites()).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("pass over pixels that weigh nothing, even where they are not numbers", () => {
    kernels.reset();
    const dense = kernels.place(new Uint8Array(Float32Array.of(Number.NaN, 2, Number.NaN).buffer));
    const weights = placeWeights(Float64Array.of(0, 0.5, 0));
    const spans = kernels.place(new Uint8Array(Uint32Array.of(1, 2).buffer));
    const out = kernels.place(8);
    table.denseWeightedSums(dense, 1, 3, dtypeCode.float32, weights, spans, 1, out);
    expect([...kernels.float64(out, 1)]).toEqual([1]);
  });

  it.each(integers)("of packs of %s are the naive ones", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        kernels.reset();
        const { elements, frames, weights } = stack;
        const elementBytes = frames[0]!.BYTES_PER_ELEMENT;
        const valid = kernels.place(packMask(new Uint8Array(elements).fill(1)));
        const dense = placeFrames(stack);
        const packs = frames.map((_, i) => {
          const pack = kernels.place(packByteLimit(elements, elementBytes));
          kernels.wasm.packDense(dense + i * elements * elementBytes, elements, elementBytes, valid, pack);
          return pack;
        });
        const packsPointer = kernels.place(new Uint8Array(Uint32Array.from(packs).buffer));
        const pointer = placeWeights(weights);
        const spans = spansOf(weights);
        const out = kernels.place(8 * frames.length);
        const [first, end] = [spans[0] ?? 0, spans.at(-1) ?? 0];
        table.packedWeightedSums(packsPointer, frames.length, elements, pointer, first, end, out);
        expectSums(kernels.float64(out, frames.length), stack);
        expect(kernels.strayWrites()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(["uint8", "uint16", "uint32", "float32", "float64"] as const)(
    "over bits of one frame of %s are exact",
    (dtype) => {
      fc.assert(
        fc.property(anyStack(dtype), (stack) => {
          kernels.reset();
          const { elements, frames, weights } = stack;
          const masks = [weights.map(Math.ceil), weights.map((weight) => (weight === 1 ? 1 : 0))];
          const maskBytes = maskByteLength(elements);
          const pointer = kernels.place(maskBytes * masks.length);
          masks.forEach((mask, i) => {
            kernels.at(pointer + i * maskBytes, maskBytes).set(packMask(Uint8Array.from(mask)));
          });
          const dense = placeFrames(stack);
          const out = kernels.place(8 * masks.length);
          table.denseBitSums(dense, elements, dtypeCode[dtype], pointer, masks.length, maskBytes, out);
          const expected = masks.map((mask) =>
            mask.reduce((sum, inside, i) => (inside === 0 ? sum : sum + frames[0]![i]!), 0),
          );
          expect([...kernels.float64(out, masks.length)]).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    },
  );
});
