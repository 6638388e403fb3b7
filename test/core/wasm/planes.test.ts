import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskByteLength, packMask } from "#core/wasm/kernels.js";
import { encodePlanes } from "../../fixtures/bslz4Encoder.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";

const kernels = new KernelMemory();

interface Frames {
  readonly elementBytes: 1 | 2 | 4;
  readonly elements: number;
  readonly blockElements: number;
  readonly frames: readonly Uint8Array[];
  readonly masks: readonly Uint8Array[];
}

/** Sparse, dense and saturated pixels in every layout: blocks of any size, raw tails, frames below one block. */
const anyFrames: fc.Arbitrary<Frames> = fc
  .record({
    elementBytes: fc.constantFrom(1 as const, 2 as const, 4 as const),
    elements: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2500 })),
    blocks: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 })),
    frames: fc.integer({ min: 1, max: 3 }),
    masks: fc.integer({ min: 1, max: 11 }),
    density: fc.constantFrom(0, 0.01, 0.3, 1),
    largest: fc.constantFrom(1, 3, 255, 65535, 0xffffffff),
    seed: fc.integer(),
  })
  .map(({ elementBytes, elements, blocks, frames, masks, density, largest, seed }) => {
    const next = random(seed);
    const limit = Math.min(largest, 2 ** (8 * elementBytes) - 1);
    const frame = () => makePixels(elements, elementBytes, () => pixel(next, density, limit));
    const mask = () => Uint8Array.from({ length: elements }, () => (next() < 0.5 ? 1 : 0));
    return {
      elementBytes,
      elements,
      blockElements: blocks * 8,
      frames: Array.from({ length: frames }, frame),
      masks: Array.from({ length: masks }, mask),
    };
  });

function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** One in eight of the pixels that are not 0 is saturated. */
function pixel(next: () => number, density: number, limit: number): number {
  if (next() >= density) return 0;
  return next() < 0.125 ? limit : Math.floor(next() * (limit + 1));
}

function makePixels(elements: number, elementBytes: 1 | 2 | 4, value: () => number): Uint8Array {
  const bytes = new Uint8Array(elements * elementBytes);
  for (let element = 0; element < elements; element++) {
    let rest = value();
    for (let byte = 0; byte < elementBytes; byte++, rest = Math.floor(rest / 256)) {
      bytes[element * elementBytes + byte] = rest % 256;
    }
  }
  return bytes;
}

function valueAt(pixels: Uint8Array, elementBytes: number, element: number): number {
  let value = 0;
  for (let byte = elementBytes - 1; byte >= 0; byte--) {
    value = value * 256 + pixels[element * elementBytes + byte]!;
  }
  return value;
}

/** Puts frames as planes and masks into memory, the frames a few bytes apart. */
function place({ elementBytes, elements, blockElements, frames, masks }: Frames) {
  kernels.reset();
  const frameStride = elements * elementBytes + 5;
  const planes = kernels.place(frameStride * frames.length);
  frames.forEach((frame, index) => {
    const bytes = encodePlanes(frame, elementBytes, blockElements);
    kernels.at(planes + index * frameStride, bytes.length).set(bytes);
  });
  const maskBytes = maskByteLength(elements);
  const packed = kernels.place(maskBytes * masks.length);
  masks.forEach((mask, index) => {
    kernels.at(packed + index * maskBytes, maskBytes).set(packMask(mask));
  });
  return { planes, frameStride, packed, maskBytes };
}

describe.each(["wasm", "twin"] as const)("planes, %s", (name) => {
  const table = kernels[name];

  it("give the pixels back", () => {
    fc.assert(
      fc.property(anyFrames, (given) => {
        const { elementBytes, elements, blockElements, frames } = given;
        const { planes } = place(given);
        const dense = kernels.place(elements * elementBytes);
        table.planesToDense(planes, elements, elementBytes, blockElements, dense);
        expect([...kernels.at(dense, elements * elementBytes)]).toEqual([...frames[0]!]);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it("count the saturated pixels inside the mask", () => {
    fc.assert(
      fc.property(anyFrames, (given) => {
        const { elementBytes, elements, blockElements, frames, masks } = given;
        const { planes, frameStride, packed } = place(given);
        const largest = 2 ** (8 * elementBytes) - 1;
        const isCounted = (frame: Uint8Array, element: number): boolean =>
          masks[0]![element] === 1 && valueAt(frame, elementBytes, element) === largest;
        const expected = frames.map((frame) => masks[0]!.filter((_, i) => isCounted(frame, i)).length);
        const layout = [planes, frames.length, frameStride, elements, elementBytes, blockElements] as const;
        const out = kernels.place(4 * frames.length);
        table.planeOverflow(...layout, packed, out);
        const counts = new Uint32Array(kernels.at(out, 4 * frames.length).slice().buffer);
        expect([...counts]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });
});
