import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dtypeOf } from "#core/data/dtype.js";
import { expectFailure, hasSharedCases, openPath, readPath, sharedCase } from "./openFile.js";

const masks = (name: string): string => sharedCase(`08-masks/${name}`);
const badInput = (name: string): string => sharedCase(`10-bad-input/${name}`);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Facts of case 08: the hash of each whole stack, the pixels that the DECTRIS files mark as bad. */
function facts() {
  return JSON.parse(readFileSync(masks("reference.json"), "utf8")) as {
    data_sha256: Record<"200e" | "3000e", string>;
    bad_pixels: [number, number][];
  };
}

/** A whole stack, uint16, known to be right by its hash. */
async function stack(dose: "200e" | "3000e"): Promise<Uint16Array> {
  const { bytes } = await readPath(masks(dose === "200e" ? "contiguous.h5" : "bslz4_frames_per_chunk.h5"));
  expect(sha256(bytes)).toBe(facts().data_sha256[dose]);
  return new Uint16Array(bytes.buffer);
}

describe.skipIf(!hasSharedCases)("case 08: one stack in many layouts, exactly", () => {
  it.each([
    ["contiguous.h5", "200e", undefined],
    ["gzip_shuffle.h5", "200e", undefined],
    ["gzip_frames_per_chunk.h5", "3000e", undefined],
    ["bslz4_frames_per_chunk.h5", "3000e", [16, 16]],
    ["latest_fixed_array.h5", "200e", undefined],
    ["latest_extensible_array.h5", "200e", undefined],
    ["latest_btree2.h5", "200e", undefined],
    ["lz4.h5", "200e", undefined],
    ["lzf.h5", "200e", undefined],
    ["zstd.h5", "200e", undefined],
    ["blosc_zstd.h5", "200e", undefined],
    ["bitshuffle_zstd.h5", "200e", undefined],
  ] as const)("%s", async (name, dose, scanShape) => {
    const { description, bytes } = await readPath(masks(name), { scanShape });
    expect(description.shape).toEqual([16, 16, 96, 96]);
    expect(description.dtype).toBe("uint16");
    expect(sha256(bytes)).toBe(facts().data_sha256[dose]);
  });

  it.each([
    ["contiguous_big_endian.h5", 6],
    ["latest_single_chunk.h5", 4],
    ["latest_implicit.h5", 4],
  ] as const)("%s holds the first positions of the scan", async (name, side) => {
    const whole = await stack("200e");
    const { description, bytes } = await readPath(masks(name));
    expect(description.shape).toEqual([side, side, 96, 96]);
    const line = side * 96 * 96;
    const found = new Uint16Array(bytes.buffer);
    for (let y = 0; y < side; y++) {
      const start = y * 16 * 96 * 96;
      expect(found.subarray(y * line, (y + 1) * line)).toEqual(whole.subarray(start, start + line));
    }
  });

  it("gzip_float32.h5 holds half the counts", async () => {
    const { description, bytes } = await readPath(masks("gzip_float32.h5"));
    expect(description.dtype).toBe("float32");
    const halves = Float32Array.from(await stack("200e"), (counts) => counts / 2);
    expect(sha256(bytes)).toBe(sha256(new Uint8Array(halves.buffer)));
  });

  it.each([
    ["arina_200e_master.h5", "200e", Uint16Array],
    ["arina_3000e_master.h5", "3000e", Uint16Array],
    ["arina_200e_u8_master.h5", "200e", Uint8Array],
    ["arina_3000e_u32_master.h5", "3000e", Uint32Array],
  ] as const)(
    "%s: the stack, with the largest value in the bad pixels, which are excluded",
    async (name, dose, Type) => {
      const { description, bytes, calibration } = await readPath(masks(name));
      const expected = Type.from(await stack(dose));
      const largest = 2 ** (8 * Type.BYTES_PER_ELEMENT) - 1;
      const excluded = new Uint8Array(96 * 96);
      for (const [y, x] of facts().bad_pixels) {
        excluded[y * 96 + x] = 1;
        for (let frame = 0; frame < 256; frame++) expected[frame * 96 * 96 + y * 96 + x] = largest;
      }
      expect(description.shape).toEqual([16, 16, 96, 96]);
      expect(description.dtype).toBe(dtypeOf(expected));
      expect(description.overflowValue).toBe(largest);
      expect(description.excluded).toEqual(excluded);
      expect(calibration).toEqual({ energy: 12000 });
      expect(sha256(bytes)).toBe(sha256(new Uint8Array(expected.buffer)));
    },
  );

  it.each(["/vds", "/entry/soft"])("virtual_and_soft.h5: %s is what its sources hold", async (dataset) => {
    const { description, bytes } = await readPath(masks("virtual_and_soft.h5"), { dataset });
    const sources = await readPath(masks("arina_200e_master.h5"));
    expect(description.shape).toEqual([16, 16, 96, 96]);
    expect(description.parts).toHaveLength(3);
    expect(sha256(bytes)).toBe(sha256(sources.bytes));
  });
});

describe.skipIf(!hasSharedCases)("case 10: bad input", () => {
  const before = process.resourceUsage().maxRSS;

  it.each([
    ["empty.h5", "not-this-format", "an empty file"],
    ["random.dm4", "not-this-format", "8c 5c b9 4b"],
    ["truncated_60pct.h5", "truncated", "44025"],
    ["bslz4_declares_1PB.h5", "shape-mismatch", "chunk 0"],
    ["gzip_chunk_broken.h5", "corrupt", "chunk 0"],
    ["gzip_bomb_256MiB_chunk.h5", "shape-mismatch", "[1, 268435456]"],
    ["huge_dims_no_chunks.h5", "too-large", "2^53"],
    ["external_link_escape_master.h5", "outside-folder", "/etc/passwd"],
    ["npy_negative_shape.npy", "corrupt", "-5"],
    ["npy_truncated.npy", "truncated", "23104 bytes"],
    ["mib_truncated_mid_frame.mib", "not-this-format", "Merlin"],
    ["mrc_negative_nx.mrc", "not-this-format", "begins with"],
    ["tiff_ifd_cycle.tif", "not-this-format", "TIFF"],
    ["dm3_nested_20000.dm3", "not-this-format", "DM3"],
  ] as const)("%s is refused, naming the file", async (name, code, words) => {
    await expectFailure(readPath(badInput(name)), code, name, words);
  });

  it("cyclic_links.h5 is read past its loops", async () => {
    const { description, bytes, notes } = await readPath(badInput("cyclic_links.h5"));
    expect(description).toMatchObject({ shape: [2, 3, 2, 2], dtype: "float64", stored: "int64" });
    expect([...new BigInt64Array(bytes.buffer)]).toEqual(Array.from({ length: 24 }, (_, i) => BigInt(i)));
    expect(notes.join()).toContain("/ext, a chain of more than 32 links");
  });

  it("a folder is not opened as a file", async () => {
    await expectFailure(openPath(badInput("zarr_truncated_chunk.zarr")), "not-found", "a folder");
  });

  it("a broken chunk does not keep the structure from being read", async () => {
    const { description } = await openPath(badInput("gzip_chunk_broken.h5"));
    expect(description.shape).toEqual([5, 6, 24, 32]);
  });

  it("all of it takes less than 300 MB", () => {
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(300);
  });
});
