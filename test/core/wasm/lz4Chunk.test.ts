import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeBslz4, encodePlanes } from "../../fixtures/bslz4Encoder.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";

const kernels = new KernelMemory();
const names = ["wasm", "twin"] as const;

function decode(name: (typeof names)[number], chunk: Uint8Array, limit: number): Uint8Array | number {
  kernels.reset();
  const source = kernels.place(chunk);
  const target = kernels.place(limit);
  const length = kernels[name].lz4Chunk(source, chunk.length, target, limit);
  expect(kernels.strayWrites()).toEqual([]);
  return length < 0 ? length : kernels.at(target, length).slice();
}

/** The encoder may make a block as long as its bytes are, which here means that it was stored as it is. */
function hasAmbiguousBlock(chunk: Uint8Array, byteLength: number, blockBytes: number): boolean {
  const view = new DataView(chunk.buffer, chunk.byteOffset);
  for (let from = 12, left = byteLength; left > 0; left -= blockBytes) {
    if (view.getUint32(from) === Math.min(blockBytes, left)) return true;
    from += 4 + view.getUint32(from);
  }
  return false;
}

/** A chunk of filter 32004 is laid out as one of bitshuffle-LZ4 without a tail; its bytes are the planes. */
const anyChunk = fc
  .record({
    runs: fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 400 })), { minLength: 1, maxLength: 12 }),
    blocks: fc.integer({ min: 2, max: 90 }),
  })
  .map(({ runs, blocks }) => {
    const all = Uint8Array.from(runs.flatMap(([value, length]) => new Array<number>(length).fill(value)));
    const bytes = new Uint8Array(Math.ceil(all.length / 8) * 8);
    bytes.set(all);
    return {
      chunk: encodeBslz4(bytes, 1, blocks * 8, "matches"),
      bytes: encodePlanes(bytes, 1, blocks * 8),
      blocks,
    };
  })
  .filter(({ chunk, bytes, blocks }) => !hasAmbiguousBlock(chunk, bytes.length, 8 * blocks));

describe.each(names)("lz4Chunk, %s", (name) => {
  it("decodes what an independent encoder wrote, block after block", () => {
    fc.assert(
      fc.property(anyChunk, fc.nat(20), ({ chunk, bytes }, room) => {
        expect(decode(name, chunk, bytes.length + room)).toEqual(bytes);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["ends in its header", "00000000000000040000"],
    ["declares more than there is room for", "000400000000000000000400 00000000"],
    ["has blocks of nothing", "000000000000000400000000"],
    ["ends in a block", "00000000000000040000000400000004 0102"],
    ["ends before a block", "000000000000000400000002 00000002 0102 0000"],
    ["copies from before the block", "00000000000000040000000400000003 000100"],
  ])("answers -1 for a chunk that %s", (_, hex) => {
    expect(decode(name, Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex")), 4)).toBe(-1);
  });

  it("copies a block that is stored as it is", () => {
    const chunk = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 7, 8, 0, 0, 0, 1, 9);
    expect(decode(name, chunk, 5)).toEqual(Uint8Array.of(7, 8, 9));
  });
});

it("answers the same as its twin, whatever bytes are changed, and writes nowhere else", () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(anyChunk, damage, ({ chunk, bytes }, changes) => {
      const damaged = chunk.slice();
      for (const [at, value] of changes) damaged[at % damaged.length] = value;
      expect(decode("wasm", damaged, bytes.length)).toEqual(decode("twin", damaged, bytes.length));
    }),
    { numRuns: 400 },
  );
});
