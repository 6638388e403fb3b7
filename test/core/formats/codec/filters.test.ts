import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fletcher32, verifyFletcher32 } from "#core/formats/codec/fletcher32.js";
import { unshuffle } from "#core/formats/codec/shuffle.js";

const read = (name: string) => readFileSync(new URL(`../../../fixtures/filters/${name}`, import.meta.url));

describe("unshuffle", () => {
  it("gives the values back that HDF5 shuffled", () => {
    const chunk = read("shuffle_u4.chunk");
    const output = new Uint8Array(chunk.length);
    unshuffle(chunk, 4, output);
    expect(Buffer.from(output).equals(read("shuffle_u4.raw"))).toBe(true);
  });

  it("leaves bytes after the last whole element where they are", () => {
    const output = new Uint8Array(7);
    unshuffle(Uint8Array.of(1, 3, 5, 2, 4, 6, 9), 2, output);
    expect([...output]).toEqual([1, 2, 3, 4, 5, 6, 9]);
  });
});

describe("Fletcher-32", () => {
  it.each(["even", "odd", "ones", "zeros"])("agrees with the checksum that HDF5 stored (%s)", (name) => {
    const data = verifyFletcher32(read(`fletcher32_${name}.chunk`));
    expect(Buffer.from(data).equals(read(`fletcher32_${name}.raw`))).toBe(true);
  });

  it("is 0 for no data", () => {
    expect(fletcher32(new Uint8Array())).toBe(0);
  });

  it("names both checksums when a byte was changed, and refuses a chunk too short for one", () => {
    const chunk = Uint8Array.from(read("fletcher32_even.chunk"));
    chunk[100]! ^= 1;
    expect(() => verifyFletcher32(chunk)).toThrow(
      /found 0x[0-9a-f]{8}; expected the checksum stored with it, 0x/,
    );
    expect(() => verifyFletcher32(chunk.subarray(0, 3))).toThrow(/found 3 bytes/);
  });
});
