import { describe, expect, it } from "vitest";
import { expectedBytes, expectFailure, fixture, openPath, readPath } from "./openFile.js";

/** Data set, shape as opened, dtype: what make_hdf5.py wrote. */
const readable = [
  ["contiguous_uint16", [3, 4, 7, 5], "uint16"],
  ["contiguous_uint32_big_endian", [3, 4, 7, 5], "uint32"],
  ["user_block", [3, 4, 7, 5], "uint8"],
  ["latest_contiguous", [3, 4, 7, 5], "uint16"],
  ["chunked_plain", [3, 4, 7, 5], "uint16"],
  ["gzip_shuffle_fletcher32_ragged", [3, 4, 7, 5], "uint32"],
  ["gzip_float32", [3, 4, 7, 5], "float32"],
  ["gzip_uint16_big_endian", [3, 4, 7, 5], "uint16"],
  ["bslz4_uint8", [3, 4, 16, 17], "uint8"],
  ["bslz4_uint16_blocks", [1, 1, 72, 72], "uint16"],
  ["bslz4_uint32_ragged", [3, 4, 9, 11], "uint32"],
  ["chunk_tree_of_two_levels", [9, 9, 2, 2], "uint8"],
  ["chunk_that_skips_its_filter", [2, 2, 6, 6], "uint16"],
  ["chunks_never_written", [2, 2, 6, 6], "uint16"],
  ["never_written", [2, 2, 6, 6], "uint16"],
  ["named_type", [2, 2, 6, 6], "uint16"],
  ["old_group_of_270_links", [2, 2, 4, 4], "uint16"],
  ["loops", [2, 2, 4, 4], "uint16"],
] as const;

describe("an HDF5 file is read as h5py wrote it", () => {
  it.each(readable)("%s", async (name, shape, dtype) => {
    const { description, bytes, format } = await readPath(fixture(`${name}.h5`));
    expect(format).toBe("HDF5");
    expect(description.shape).toEqual(shape);
    expect(description.dtype).toBe(dtype);
    expect(bytes).toEqual(expectedBytes(name));
  });
});

const refused = [
  ["refused_fill_value", "unsupported", "fill value"],
  ["refused_chunk_of_400_MB", "too-large", "chunks of 10000 x 200 x 200 uint8, 400000000 bytes"],
  ["refused_frame_of_400_MB", "too-large", "frames of 20000 x 20000 uint8, 400000000 bytes"],
  ["refused_2_to_70_pixels", "too-large", "2^53"],
  ["refused_2_to_40_chunks", "too-large", "1099511627776 chunks"],
  ["refused_compound", "unsupported", "compound"],
  ["refused_enumeration", "unsupported", "enumeration"],
  ["refused_scale_offset", "unsupported", "filter 6 (scale-offset)"],
  ["refused_external_storage", "unsupported", "external storage"],
  ["refused_image", "shape-mismatch", "/data [4, 4] uint16"],
] as const;

describe("what is not read is refused by name", () => {
  it.each(refused)("%s", async (name, code, words) => {
    await expectFailure(openPath(fixture(`${name}.h5`)), code, name, words);
  });
});

describe("the data set", () => {
  it("is found beside links that lead nowhere, of which the first few are told", async () => {
    const { description, notes } = await openPath(fixture("broken_links.h5"));
    expect(description.shape).toEqual([2, 2, 3, 3]);
    expect(notes).toHaveLength(20);
  });

  it("is the largest one, and the others are named", async () => {
    const { metadata, notes } = await openPath(fixture("loops.h5"));
    expect(metadata).toEqual({ dataset: "/deep/er/data" });
    expect(notes[0]).toContain("/smaller");
  });

  it("is the one that the user names, through soft links", async () => {
    const { bytes } = await readPath(fixture("loops.h5"), { dataset: "/deep/er/alias" });
    expect(bytes).toEqual(expectedBytes("loops"));
  });

  it("is found through a group that contains the root", async () => {
    const { description } = await openPath(fixture("loops.h5"), { dataset: "/deep/er/root/deep/er/data" });
    expect(description.shape).toEqual([2, 2, 4, 4]);
  });

  it.each(["/a", "/self"])("does not come from a loop of links (%s)", async (dataset) => {
    await expectFailure(openPath(fixture("loops.h5"), { dataset }), "corrupt", "chain of more than");
  });

  it("must exist, and be a data set", async () => {
    await expectFailure(openPath(fixture("loops.h5"), { dataset: "/none" }), "not-found", "/none");
    await expectFailure(openPath(fixture("loops.h5"), { dataset: "/deep" }), "unsupported", "/deep");
  });

  it("links that lead nowhere are noted, not fatal", async () => {
    const { notes } = await openPath(fixture("loops.h5"));
    expect(notes.filter((note) => note.startsWith("left out"))).toHaveLength(3);
  });
});

describe("options of open", () => {
  it("a scan shape that fits cuts the frames anew", async () => {
    const { description, bytes, notes } = await readPath(fixture("bslz4_uint8.h5"), { scanShape: [2, 6] });
    expect(description.shape).toEqual([2, 6, 16, 17]);
    expect(bytes).toEqual(expectedBytes("bslz4_uint8"));
    expect(notes).toEqual([]);
  });

  it("a scan shape that does not fit is refused, with those that do", async () => {
    const opening = openPath(fixture("bslz4_uint8.h5"), { scanShape: [5, 5] });
    await expectFailure(opening, "shape-mismatch", "12 frames", "5 x 5 = 25", "3 x 4, 2 x 6, 1 x 12");
  });

  it.each([[[0, 4]], [[2.5, 4]], [[3]]])("scanShape %j is not one", async (scanShape) => {
    const opening = openPath(fixture("bslz4_uint8.h5"), {
      scanShape: scanShape as unknown as [number, number],
    });
    await expectFailure(opening, "invalid-argument", "scanShape");
  });

  it("memoryLimit bounds the chunks", async () => {
    const path = fixture("bslz4_uint16_blocks.h5");
    await expectFailure(openPath(path, { memoryLimit: 10_000 }), "too-large", "10368 bytes", "10000 bytes");
    expect((await openPath(path, { memoryLimit: 10_368 })).description.dtype).toBe("uint16");
  });
});
