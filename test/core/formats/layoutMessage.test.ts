import { describe, expect, it } from "vitest";
import { Cursor } from "#core/formats/hdf5/cursor.js";
import { readLayout } from "#core/formats/hdf5/messages/layout.js";

const u16 = (value: number): number[] => [value & 255, value >> 8];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
const address = (value: number): number[] => [...u32(value), 0, 0, 0, 0];

function layoutOf(...bytes: readonly number[]) {
  const file = { path: "old.h5", offsetBytes: 8, lengthBytes: 8 };
  return readLayout(new Cursor(Uint8Array.from(bytes), file, "object header"), 1000);
}

// No library of today writes these; the bytes follow the file format specification, section IV.A.2.i.
describe("data layout messages from before HDF5 1.6.3", () => {
  const head = (version: number, rank: number, layoutClass: number): number[] => {
    return [version, rank, layoutClass, 0, 0, 0, 0, 0];
  };

  it("contiguous: the extents count bytes", () => {
    const found = layoutOf(...head(1, 3, 1), ...address(512), ...u32(4), ...u32(5), ...u32(2));
    expect(found).toEqual({ kind: "contiguous", address: 512, bytes: 40 });
  });

  it("chunked: the last extent is the size of an element", () => {
    const found = layoutOf(...head(2, 3, 2), ...address(512), ...u32(4), ...u32(5), ...u32(2));
    expect(found).toMatchObject({ kind: "chunked", index: "v1 B-tree", address: 512, chunk: [4, 5] });
  });

  it("compact: the data follow in the message", () => {
    const found = layoutOf(...head(2, 1, 0), ...u32(3), ...u32(6), 1, 2, 3, 4, 5, 6);
    expect(found).toEqual({ kind: "contiguous", address: 1016, bytes: 6 });
  });

  it("compact data that are not there are refused", () => {
    expect(() => layoutOf(...head(2, 1, 0), ...u32(3), ...u32(600), 1, 2)).toThrow("at least 616 bytes");
  });
});
