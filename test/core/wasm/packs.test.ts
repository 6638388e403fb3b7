import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskByteLength, packMask } from "#core/wasm/kernels.js";
import { bitCounterBytes, packByteLimit } from "#core/wasm/kernelTable.js";
import { encodePlanes } from "../../fixtures/bslz4Encoder.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";
import { anyGiven, bytesOf, cleared, type Given, sum } from "./countFrames.js";

const kernels = new KernelMemory();
function packAll(name: "wasm" | "twin", given: Given, from: "planes" | "dense"): number[] {
  const { elementBytes, elements, blockElements } = given;
  kernels.reset();
  const valid = kernels.place(packMask(given.valid));
  return given.frames.map((frame) => {
    const pack = kernels.place(packByteLimit(elements, elementBytes));
    if (from === "dense") {
      const source = kernels.place(bytesOf(frame));
      kernels[name].packDense(source, elements, elementBytes, valid, pack);
    } else {
      const source = kernels.place(encodePlanes(bytesOf(frame), elementBytes, blockElements));
      kernels[name].packPlanes(source, elements, elementBytes, blockElements, valid, pack);
    }
    return pack;
  });
}

function placePointers(packs: readonly number[]): number {
  return kernels.place(new Uint8Array(Uint32Array.from(packs).buffer));
}

function placeMasks({ masks, elements }: Given): { pointer: number; maskBytes: number } {
  const maskBytes = maskByteLength(elements);
  const pointer = kernels.place(maskBytes * masks.length);
  masks.forEach((mask, i) => {
    kernels.at(pointer + i * maskBytes, maskBytes).set(packMask(mask));
  });
  return { pointer, maskBytes };
}

describe.each(["wasm", "twin"] as const)("packs, %s", (name) => {
  const table = kernels[name];

  it.each(["planes", "dense"] as const)("made from %s give the valid pixels back", (from) => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const { elements, elementBytes } = given;
        const packs = packAll(name, given, from);
        const expected = cleared(given);
        packs.forEach((pack, i) => {
          const planes = kernels.place(elements * elementBytes);
          const dense = kernels.place(elements * elementBytes);
          const block = table.packedToPlanes(pack, elements, elementBytes, planes);
          table.planesToDense(planes, elements, elementBytes, block, dense);
          expect([...kernels.at(dense, elements * elementBytes)]).toEqual([...bytesOf(expected[i]!)]);
        });
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each(["planes", "dense"] as const)("made from %s hold total, saturated pixels and length", (from) => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const packs = packAll(name, given, from);
        cleared(given).forEach((frame, i) => {
          const header = new DataView(kernels.memory.buffer, packs[i]!, 16);
          expect(Number(header.getBigUint64(0, true))).toBe(sum(frame, () => true));
          const largest = 2 ** (8 * given.elementBytes) - 1;
          expect(header.getUint32(8, true)).toBe(frame.filter((value) => value === largest).length);
          expect(header.getUint32(12, true)).toBeLessThanOrEqual(
            packByteLimit(given.elements, given.elementBytes),
          );
        });
      }),
    );
  });

  it("give the same mask sums as the naive formula, direct and by complement", () => {
    fc.assert(
      fc.property(anyGiven, fc.nat(15), (given, complementBits) => {
        const packs = placePointers(packAll(name, given, "planes"));
        const { pointer, maskBytes } = placeMasks(given);
        const complement = given.masks.map((_, i) => (complementBits >> i) & 1);
        const complements = kernels.place(Uint8Array.from(complement));
        const count = given.masks.length;
        const out = kernels.place(8 * given.frames.length * count);
        const { elements } = given;
        const frames = given.frames.length;
        table.packedMaskSums(packs, frames, elements, pointer, count, maskBytes, complements, out);
        const expected = cleared(given).flatMap((frame) =>
          given.masks.map((mask, i) => sum(frame, (element) => mask[element] !== complement[i])),
        );
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it("give the largest valid pixel of each mask", () => {
    fc.assert(
      fc.property(anyGiven, (given) => {
        const packs = placePointers(packAll(name, given, "planes"));
        const { pointer, maskBytes } = placeMasks(given);
        const { elements, frames, masks } = given;
        const out = kernels.place(8 * frames.length * masks.length);
        table.packedMaskMax(packs, frames.length, elements, pointer, masks.length, maskBytes, out);
        const expected = cleared(given).flatMap((frame) =>
          masks.map((mask) => Math.max(0, ...Array.from(frame).filter((_, i) => mask[i] === 1))),
        );
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it("give the same sums over rings as the naive formula, labels beyond the rings left out", () => {
    fc.assert(
      fc.property(anyGiven, fc.integer({ min: 1, max: 40 }), (given, rings) => {
        const packs = placePointers(packAll(name, given, "dense"));
        const labels = Uint16Array.from({ length: given.elements }, (_, i) => (i * 7) % (rings + 3));
        if (labels.length > 0) labels[0] = 0xffff;
        const labelPointer = kernels.place(new Uint8Array(labels.buffer));
        const out = kernels.place(8 * given.frames.length * rings);
        table.packedRingSums(packs, given.frames.length, given.elements, labelPointer, rings, out);
        const expected = cleared(given).flatMap((frame) =>
          Array.from({ length: rings }, (_, ring) => sum(frame, (element) => labels[element] === ring)),
        );
        expect([...kernels.float64(out, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });
});

describe.each(["wasm", "twin"] as const)("bit counters, %s", (name) => {
  const table = kernels[name];

  it("give the sum image of planes, and start from 0 again", () => {
    fc.assert(
      fc.property(anyGiven, fc.integer({ min: 1, max: 20 }), (given, repeats) => {
        const { elements, elementBytes, blockElements, frames } = given;
        kernels.reset();
        const frameBytes = elements * elementBytes;
        const stride = frameBytes + 3;
        const planes = kernels.place(stride * frames.length * repeats);
        for (let i = 0; i < frames.length * repeats; i++) {
          const bytes = encodePlanes(bytesOf(frames[i % frames.length]!), elementBytes, blockElements);
          kernels.at(planes + i * stride, frameBytes).set(bytes);
        }
        const counters = kernels.place(new Uint8Array(bitCounterBytes(frameBytes)));
        const sums = kernels.place(new Uint8Array(elements * 8));
        const all = frames.length * repeats;
        table.planeBitCounts(planes, 1, stride, frameBytes, counters);
        table.planeBitCounts(planes + stride, all - 1, stride, frameBytes, counters);
        table.addBitCounts(counters, elements, elementBytes, blockElements, sums);
        const expected = Array.from(
          { length: elements },
          (_, i) => repeats * frames.reduce((total, frame) => total + frame[i]!, 0),
        );
        expect([...kernels.float64(sums, elements)]).toEqual(expected);
        expect(kernels.at(counters, bitCounterBytes(frameBytes)).every((byte) => byte === 0)).toBe(true);
        expect(kernels.strayWrites()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("count 65535 frames", () => {
    kernels.reset();
    const planes = kernels.place(new Uint8Array(16).fill(0xff));
    const counters = kernels.place(new Uint8Array(bitCounterBytes(16)));
    const sums = kernels.place(new Uint8Array(16 * 8));
    // The same frame again and again: 0 bytes apart.
    table.planeBitCounts(planes, 65_535, 0, 16, counters);
    table.addBitCounts(counters, 16, 1, 16, sums);
    expect([...kernels.float64(sums, 16)]).toEqual(new Array(16).fill(65_535 * 255));
  });
});
