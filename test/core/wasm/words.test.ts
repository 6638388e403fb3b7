import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskByteLength, packMask } from "#core/wasm/kernels.js";
import { leastWordBlock, maskSlack, packByteLimit, wordByteLimit } from "#core/wasm/kernelTable.js";
import { encodePlanes } from "../../fixtures/bslz4Encoder.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";
import { anyGiven, bytesOf, cleared, type Given, sum } from "./countFrames.js";

const kernels = new KernelMemory();
const sources = ["planes", "packs"] as const;
type Source = (typeof sources)[number];

const anyFrames = anyGiven.filter(
  ({ blockElements, elements }) => blockElements >= Math.min(leastWordBlock, elements),
);

/** Words of all frames, one after the other with a gap, made by the kernels of `name`. */
function makeWords(name: "wasm" | "twin", given: Given, source: Source): { words: number; stride: number } {
  const table = kernels[name];
  const { elements, elementBytes, blockElements, frames } = given;
  const stride = wordByteLimit(elements, elementBytes) + 8;
  const valid = kernels.place(packMask(given.valid));
  const words = kernels.place(frames.length * stride);
  const frameStride = elements * elementBytes + 5;
  const planes = kernels.place(frameStride * frames.length);
  frames.forEach((frame, i) => {
    const bytes = encodePlanes(bytesOf(frame), elementBytes, blockElements);
    kernels.at(planes + i * frameStride, bytes.length).set(bytes);
  });
  const layout = [elements, elementBytes, blockElements, valid] as const;
  if (source === "planes") {
    table.planeWords(planes, frames.length, frameStride, ...layout, words, stride);
    return { words, stride };
  }
  const packs = frames.map((_, i) => {
    const pack = kernels.place(packByteLimit(elements, elementBytes));
    table.packPlanes(planes + i * frameStride, ...layout, pack);
    return pack;
  });
  const pointers = kernels.place(new Uint8Array(Uint32Array.from(packs).buffer));
  table.packedWords(pointers, frames.length, elements, words, stride);
  return { words, stride };
}

function placeMasks({ masks, elements }: Given): { pointer: number; maskBytes: number } {
  const maskBytes = maskByteLength(elements);
  const pointer = kernels.place(maskBytes * masks.length + maskSlack);
  masks.forEach((mask, i) => {
    kernels.at(pointer + i * maskBytes, maskBytes).set(packMask(mask));
  });
  return { pointer, maskBytes };
}

describe.each(["wasm", "twin"] as const)("words, %s", (name) => {
  const table = kernels[name];

  it.each(sources)("made from %s give the mask sums of the naive formula over the pixels", (source) => {
    fc.assert(
      fc.property(anyFrames, (given) => {
        kernels.reset();
        const { words, stride } = makeWords(name, given, source);
        const { pointer, maskBytes } = placeMasks(given);
        const count = given.masks.length;
        const out = kernels.place(8 * given.frames.length * count);
        table.wordMaskSums(words, given.frames.length, stride, pointer, count, maskBytes, out);
        const expected = cleared(given).flatMap((pixels) =>
          given.masks.map((mask) => sum(pixels, (i) => mask[i] !== 0)),
        );
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each(sources)("made from %s give sums over rows and columns, whatever the width", (source) => {
    fc.assert(
      fc.property(anyFrames, fc.integer({ min: 1, max: 300 }), (given, width) => {
        kernels.reset();
        const { words, stride } = makeWords(name, given, source);
        const { pointer } = placeMasks(given);
        const out = kernels.place(8 * given.frames.length * 3);
        table.wordMoments(words, given.frames.length, stride, width, pointer, out);
        const expected = cleared(given).flatMap((pixels) => {
          const inside = Float64Array.from(pixels, (value, i) => (given.masks[0]![i] ? value : 0));
          const weigh = (weight: (i: number) => number) =>
            inside.reduce((total, value, i) => total + value * weight(i), 0);
          return [weigh(() => 1), weigh((i) => Math.floor(i / width)), weigh((i) => i % width)];
        });
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it("are made by the compiled kernels as the twins read them, and the other way round", () => {
    fc.assert(
      fc.property(anyFrames, fc.constantFrom(...sources), (given, source) => {
        kernels.reset();
        const { words, stride } = makeWords(name === "wasm" ? "twin" : "wasm", given, source);
        const { pointer, maskBytes } = placeMasks(given);
        const out = kernels.place(8 * given.frames.length);
        table.wordMaskSums(words, given.frames.length, stride, pointer, 1, maskBytes, out);
        const expected = cleared(given).map((pixels) => sum(pixels, (i) => given.masks[0]![i] !== 0));
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
      }),
    );
  });
});
