import { describe, expect, it } from "vitest";
import { decodeLz4Chunk } from "#core/formats/codec/lz4Chunk.js";
import { decodeLzf } from "#core/formats/codec/lzf.js";
import { decodePlugin } from "#kernel/io/filterPlugins.js";
import { expectedBytes, fixture, readPath } from "./openFile.js";

/** What other_filters() in make_hdf5.py wrote, and the filters as they are undone. */
const filtered = [
  ["lz4_blocks", ["lz4"]],
  ["lz4_noise_stored_raw", ["lz4"]],
  ["lz4_shuffle_big_endian", ["lz4", "shuffle"]],
  ["lzf", ["lzf"]],
  ["lzf_shuffle_fletcher32", ["fletcher32", "lzf", "shuffle"]],
  ["lzf_noise", ["lzf"]],
  ["zstd_shuffle", ["zstd", "shuffle"]],
  ["bitshuffle_zstd", ["bitshuffle with zstd"]],
  ["bitshuffle_alone", ["bitshuffle with no compression"]],
  ["blosc_blosclz", ["blosc"]],
  ["blosc_lz4", ["blosc"]],
  ["blosc_lz4hc", ["blosc"]],
  ["blosc_zlib", ["blosc"]],
  ["blosc_zstd", ["blosc"]],
] as const;

describe("a filter is undone as h5py and hdf5plugin applied it", () => {
  it.each(filtered)("%s", async (name, filters) => {
    const { description, bytes } = await readPath(fixture(`${name}.h5`));
    const [part] = description.parts;
    const names = part?.kind === "chunked" ? part.filters.map((f) => ("name" in f ? f.name : f.kind)) : [];
    expect(names).toEqual(filters);
    expect(bytes).toEqual(expectedBytes(name));
  });
});

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("a damaged chunk", () => {
  it.each([
    ["ends in its header", "00000000 00000004 0000", "at least 12 bytes"],
    ["declares more than a chunk holds", "00040000 00000000 00000400 00000000", "at most 4 bytes"],
    ["has blocks of nothing", "00000000 00000004 00000000", "blocks of 0"],
    ["ends in a block", "00000000 00000004 00000004 00000004 0102", "at least 20 bytes"],
    ["copies from before the block", "00000000 00000004 00000004 00000003 000100", "do not decode"],
  ])("of LZ4 %s", (_what, chunk, words) => {
    expect(() => decodeLz4Chunk(hex(chunk), new Uint8Array(4))).toThrow(words);
  });

  it.each([
    ["copies from before its start", "0041 2005"],
    ["gives more than asked for", "0041 e0ff00"],
    ["ends within literals", "0341"],
    ["ends within a copy", "0041 20"],
    ["ends within a long copy", "0041 e0"],
  ])("of LZF %s", (_what, stream) => {
    expect(() => decodeLzf(hex(stream), new Uint8Array(16))).toThrow("do not decode");
  });

  it("of LZF: a copy may overlap what it writes", () => {
    const output = new Uint8Array(16);
    expect(decodeLzf(hex("0041 e002 00"), output)).toBe(12);
    expect([...output.subarray(0, 13)]).toEqual([...Array(12).fill(0x41), 0]);
  });
});

describe("a filter plugin", () => {
  const zstd = { kind: "plugin", id: 32015, name: "zstd", clientData: [3] } as const;

  it("says that a chunk does not decode, and works on the next one", async () => {
    expect(() => decodePlugin(new Uint8Array(50).fill(7), zstd, 1000)).toThrow("filter 32015 (zstd)");
    const { bytes } = await readPath(fixture("zstd_shuffle.h5"));
    expect(bytes).toEqual(expectedBytes("zstd_shuffle"));
  });

  it("takes no memory for a frame that declares a petabyte", () => {
    // A zstd frame: magic, descriptor (single segment, 8 bytes of content size), 2^50, an empty last block.
    const bomb = hex("28b52ffd e0 0000000000000400 010000");
    const before = process.resourceUsage().maxRSS;
    expect(() => decodePlugin(bomb, zstd, 1000)).toThrow("filter 32015 (zstd)");
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(100);
  });

  it("gives no more than the limit", () => {
    // 2000 zeros in a run-length block.
    const frame = hex("28b52ffd 60 d006 833e00 00");
    expect(decodePlugin(frame, zstd, 2000)).toEqual(new Uint8Array(2000));
    expect(() => decodePlugin(frame, zstd, 1999)).toThrow("at most 1999 bytes");
  });

  it("that does not exist is named", () => {
    const filter = { kind: "plugin", id: 32013, name: "zfp", clientData: [] } as const;
    expect(() => decodePlugin(new Uint8Array(4), filter, 4)).toThrow("filter 32013 (zfp)");
  });
});
