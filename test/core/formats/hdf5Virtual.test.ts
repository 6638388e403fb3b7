import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { framesOfPart } from "#core/formats/hdf5/framesOfPart.js";
import { expectedBytes, expectFailure, fixture, openPath, readPath } from "./openFile.js";

/** Data set, shape as opened, number of parts: what virtual_datasets() in make_hdf5.py wrote. */
const readable = [
  ["virtual_stack", [3, 4, 4, 5], 3],
  ["virtual_stack_latest", [3, 4, 4, 5], 3],
  ["virtual_scan_with_gap", [2, 4, 4, 5], 3],
  ["virtual_interleaved", [3, 3, 4, 5], 9],
  ["virtual_same_file_v110", [2, 3, 4, 5], 2],
  ["virtual_same_file_latest", [2, 3, 4, 5], 2],
  ["virtual_numbered", [2, 3, 4, 5], 3],
  ["virtual_unlimited", [1, 3, 4, 5], 1],
] as const;

describe("a virtual data set becomes parts of its sources", () => {
  it.each(readable)("%s", async (name, shape, parts) => {
    const { description, bytes } = await readPath(fixture(`${name}.h5`));
    expect(description.shape).toEqual(shape);
    expect(description.parts).toHaveLength(parts);
    expect(bytes).toEqual(expectedBytes(name));
  });

  it("a numbered series ends with the first file that is missing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ronchi-"));
    try {
      const names = ["virtual_numbered.h5", "numbered_data_0.h5", "numbered_data_2.h5"];
      for (const name of names) await copyFile(fixture(name), join(folder, name));
      const { description } = await openPath(join(folder, "virtual_numbered.h5"));
      expect(description.shape).toEqual([1, 2, 4, 5]);
      expect(description.files).toEqual([join(folder, "numbered_data_0.h5")]);
      await rm(join(folder, "numbered_data_0.h5"));
      await expectFailure(
        openPath(join(folder, "virtual_numbered.h5")),
        "not-found",
        "none of its source files",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("a virtual data set that is not followed says why", () => {
  it.each([
    ["refused_virtual_half_frames", "unsupported", "parts of frames"],
    ["refused_virtual_cut_chunk", "unsupported", "cuts chunks of 2 frames"],
    ["refused_virtual_of_virtual", "unsupported", "a virtual source"],
    ["missing_virtual", "not-found", "nowhere.h5"],
    ["virtual_outside", "outside-folder", "/etc/passwd"],
  ] as const)("%s", async (name, code, words) => {
    await expectFailure(openPath(fixture(`${name}.h5`)), code, words);
  });
});

describe("a DECTRIS file of the 2024.2 form", () => {
  it("gives its first channel, and says so", async () => {
    const { description, bytes, notes, format } = await readPath(fixture("channels_master.h5"));
    expect(format).toBe("DECTRIS");
    expect(description.shape).toEqual([2, 3, 4, 5]);
    expect(description.parts).toHaveLength(3);
    expect(bytes).toEqual(expectedBytes("channels_master"));
    expect(notes[0]).toContain("2 channels; the first is taken");
  });

  it("excludes the pixels of its first channel's mask", async () => {
    const { description } = await readPath(fixture("channel_masks_master.h5"));
    expect(description.excluded).toEqual(
      Uint8Array.from({ length: 20 }, (_, i) => (i === 1 * 5 + 2 ? 1 : 0)),
    );
  });
});

describe("frames of a part", () => {
  const layout = { frame: [4, 4], elementBytes: 2, subject: "x.h5" } as const;
  const chunked = {
    kind: "chunked",
    file: 0,
    firstFrame: 0,
    stored: [1, 7],
    chunk: [1, 2, 4, 4],
    filters: [],
    littleEndian: true,
    offsets: Float64Array.of(100, 200, 300, 400),
    byteLengths: Uint32Array.of(64, 64, 64, 64),
    filterMasks: Uint32Array.of(0, 1, 2, 3),
  } as const;

  it("are whole chunks of several frames", () => {
    const [part] = framesOfPart(chunked, [2, 3, 4, 5], 10, layout);
    expect(part).toMatchObject({ firstFrame: 10, stored: [1, 4], offsets: Float64Array.of(200, 300) });
    expect(part).toMatchObject({ filterMasks: Uint32Array.of(1, 2) });
  });

  it("may end within the last chunk, where the data do", () => {
    const [part] = framesOfPart(chunked, [4, 5, 6], 0, layout);
    expect(part).toMatchObject({ stored: [1, 3], offsets: Float64Array.of(300, 400) });
  });

  it.each([[[1, 2]], [[2, 3, 4]], [[0, 2]]])("%j would cut chunks", (frames) => {
    expect(() => framesOfPart(chunked, frames, 0, layout)).toThrow("cuts chunks of 2 frames");
  });

  it("of contiguous data are runs at their own offsets", () => {
    const part = {
      kind: "contiguous",
      file: 0,
      offset: 1000,
      firstFrame: 0,
      frameCount: 9,
      littleEndian: true,
    } as const;
    expect(framesOfPart(part, [1, 2, 5], 20, layout)).toEqual([
      { ...part, offset: 1032, firstFrame: 20, frameCount: 2 },
      { ...part, offset: 1160, firstFrame: 22, frameCount: 1 },
    ]);
  });
});
