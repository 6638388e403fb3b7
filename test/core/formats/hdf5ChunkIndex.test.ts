import { describe, expect, it } from "vitest";
import { expectedBytes, fixture, readPath } from "./openFile.js";

/** Data set and shape as opened: what chunk_indexes() in make_hdf5.py wrote. */
const indexed = [
  ["single_chunk", [2, 3, 4, 5]],
  ["single_chunk_gzip", [2, 3, 4, 5]],
  ["single_chunk_gzip_latest", [2, 3, 4, 5]],
  ["implicit_ragged", [2, 3, 4, 5]],
  ["fixed_array", [2, 3, 4, 5]],
  ["fixed_array_gzip", [2, 3, 4, 5]],
  ["fixed_array_gzip_latest", [2, 3, 4, 5]],
  ["fixed_array_that_may_grow", [2, 3, 4, 5]],
  ["fixed_array_paged", [50, 50, 1, 2]],
  ["fixed_array_paged_gzip", [25, 44, 1, 2]],
  ["extensible_array", [15, 20, 2, 3]],
  ["extensible_array_gzip", [15, 20, 2, 3]],
  ["extensible_array_gzip_latest", [15, 20, 2, 3]],
  ["extensible_array_second_axis", [3, 9, 4, 5]],
  ["extensible_array_paged", [360, 375, 1, 1]],
  ["btree2", [30, 20, 2, 3]],
  ["btree2_gzip", [30, 20, 2, 3]],
  ["btree2_gzip_latest", [4, 5, 2, 3]],
] as const;

describe("a chunk index is read as h5py wrote it", () => {
  it.each(indexed)("%s", async (name, shape) => {
    const { description, bytes } = await readPath(fixture(`${name}.h5`));
    expect(description.shape).toEqual(shape);
    expect(description.parts[0]!.kind).toBe("chunked");
    expect(bytes).toEqual(expectedBytes(name));
  });

  it("chunks at the border may be stored without their filters", async () => {
    const { bytes } = await readPath(fixture("border_unfiltered.h5"));
    expect(bytes).toEqual(expectedBytes("border_unfiltered"));
  });
});

describe("compact data, which lie in the object header", () => {
  it.each(["compact", "compact_latest"])("%s", async (name) => {
    const { description, bytes } = await readPath(fixture(`${name}.h5`));
    expect(description.shape).toEqual([2, 3, 4, 5]);
    expect(bytes).toEqual(expectedBytes(name));
  });
});
