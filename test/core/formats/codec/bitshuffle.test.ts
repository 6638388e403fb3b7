import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bitshuffleBlocks,
  bslz4BlockElements,
  decodeBslz4,
  pixelsToPlanes,
  planesToPixels,
  readBslz4Header,
} from "#core/formats/codec/bitshuffle.js";
import { encodeBslz4, encodePlanes } from "../../../fixtures/bslz4Encoder.js";

const folder = new URL("../../../fixtures/bslz4/", import.meta.url);
const fixtures: { name: string; elements: number; elementBytes: number }[] = JSON.parse(
  readFileSync(new URL("index.json", folder), "utf8"),
);

const anyPixels = fc
  .record({
    elementBytes: fc.constantFrom(1, 2, 4, 8),
    blocks: fc.integer({ min: 1, max: 20 }),
    bytes: fc.uint8Array({ maxLength: 600 }),
  })
  .map(({ elementBytes, blocks, bytes }) => {
    const elements = Math.floor(bytes.length / elementBytes);
    const pixels = bytes.subarray(0, elements * elementBytes);
    return { elementBytes, elements, blockElements: blocks * 8, pixels };
  });

describe("bitshuffle", () => {
  it("turns planes to pixels and back, in any layout", () => {
    fc.assert(
      fc.property(anyPixels, ({ pixels, elements, elementBytes, blockElements }) => {
        const planes = encodePlanes(pixels, elementBytes, blockElements);
        const back = new Uint8Array(pixels.length);
        planesToPixels(planes, elements, elementBytes, blockElements, back);
        expect(back).toEqual(pixels);
        pixelsToPlanes(pixels, elements, elementBytes, blockElements, back);
        expect(back).toEqual(planes);
      }),
    );
  });

  it("has blocks of the given size, then one of the rest in eights, and leaves fewer than 8 elements", () => {
    expect([...bitshuffleBlocks(45, 16)]).toEqual([
      { start: 0, length: 16 },
      { start: 16, length: 16 },
      { start: 32, length: 8 },
    ]);
    expect([...bitshuffleBlocks(7, 16)]).toEqual([]);
    expect([...bitshuffleBlocks(32, 16)].length).toBe(2);
  });
});

describe("the header of a bitshuffle-LZ4 chunk", () => {
  it("is read as hdf5plugin writes it", () => {
    const chunk = readFileSync(new URL("arina_3000e.chunk", folder));
    expect(readBslz4Header(chunk)).toEqual({ byteLength: 96 * 96 * 2, blockBytes: 8192 });
    expect(readBslz4Header(chunk.subarray(0, 11))).toBeUndefined();
  });

  it("must agree with the data set, unless it is all zeros", () => {
    expect(bslz4BlockElements({ byteLength: 0, blockBytes: 0 }, 100, 2)).toBe(4096);
    expect(bslz4BlockElements({ byteLength: 200, blockBytes: 128 }, 100, 2)).toBe(64);
    expect(bslz4BlockElements({ byteLength: 202, blockBytes: 128 }, 100, 2)).toBeUndefined();
    expect(bslz4BlockElements({ byteLength: 200, blockBytes: 0 }, 100, 2)).toBeUndefined();
    expect(bslz4BlockElements({ byteLength: 200, blockBytes: 136 }, 100, 2)).toBeUndefined();
  });
});

describe("decodeBslz4", () => {
  it.each(fixtures)("decodes $name as h5py and hdf5plugin do", ({ name, elements, elementBytes }) => {
    const chunk = readFileSync(new URL(`${name}.chunk`, folder));
    const raw = readFileSync(new URL(`${name}.raw`, folder));
    expect(Buffer.from(decodeBslz4(chunk, elements, elementBytes)).equals(raw)).toBe(true);
  });

  it("says what is wrong with a chunk, and which sizes it declares", () => {
    const chunk = encodeBslz4(new Uint8Array(512), 2, 64, "matches");
    const damaged = chunk.slice();
    damaged[16] = 0xff;
    expect(() => decodeBslz4(chunk.subarray(0, 40), 256, 2)).toThrow(/truncated data \(40 bytes/);
    expect(() => decodeBslz4(chunk.subarray(0, 5), 256, 2)).toThrow(/truncated data \(5 bytes\)/);
    expect(() => decodeBslz4(chunk, 255, 2)).toThrow(/512 bytes in blocks of 128.*decodes to 510 bytes/);
    expect(() => decodeBslz4(damaged, 256, 2)).toThrow(/corrupt data/);
  });
});
