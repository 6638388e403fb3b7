import * as fc from "fast-check";

/* Frames of counts that kernels are tested on. */

const arrays = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

export type Pixels = Uint8Array | Uint16Array | Uint32Array;

export interface Given {
  readonly elementBytes: 1 | 2 | 4;
  readonly elements: number;
  readonly blockElements: number;
  readonly frames: readonly Pixels[];
  readonly masks: readonly Uint8Array[];
  readonly valid: Uint8Array;
}

/** Sparse, dense and saturated frames around whole units of 128, in blocks that fit units and blocks that do not. */
export const anyGiven: fc.Arbitrary<Given> = fc
  .record({
    elementBytes: fc.constantFrom(1 as const, 2 as const, 4 as const),
    elements: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2500 })),
    blockElements: fc.oneof(
      fc.constantFrom(128, 512, 4096),
      fc.integer({ min: 1, max: 60 }).map((n) => n * 8),
    ),
    frames: fc.integer({ min: 1, max: 4 }),
    masks: fc.integer({ min: 1, max: 4 }),
    density: fc.constantFrom(0, 0.01, 0.3, 1),
    largest: fc.constantFrom(1, 3, 255, 65535, 0xffffffff),
    seed: fc.integer(),
  })
  .map(({ elementBytes, elements, blockElements, frames, masks, density, largest, seed }) => {
    const next = random(seed);
    const limit = Math.min(largest, 2 ** (8 * elementBytes) - 1);
    const pixel = () => (next() >= density ? 0 : next() < 0.1 ? limit : Math.floor(next() * (limit + 1)));
    const frame = () => new arrays[elementBytes](Array.from({ length: elements }, pixel));
    const mask = () => {
      const [from, to] = [next() * elements, next() * elements];
      return Uint8Array.from({ length: elements }, (_, i) => Number(i >= from && i < to && next() < 0.7));
    };
    return {
      elementBytes,
      elements,
      blockElements,
      frames: Array.from({ length: frames }, frame),
      masks: Array.from({ length: masks }, mask),
      valid: Uint8Array.from({ length: elements }, () => Number(next() < 0.9)),
    };
  });

function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

export function bytesOf(pixels: Pixels): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

/** Pixels as a pack keeps them: 0 where they are not valid. */
export function cleared({ frames, valid }: Given): Pixels[] {
  return frames.map((frame) => frame.map((value, i) => (valid[i] ? value : 0)));
}

/** Sum of the pixels that lie in a mask. */
export function sum(pixels: Pixels, mask: (element: number) => boolean): number {
  return Array.from(pixels).reduce((total, value, i) => (mask(i) ? total + value : total), 0);
}
