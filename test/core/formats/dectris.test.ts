import { copyFile, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { expectedBytes, expectFailure, fixture, openPath, readPath } from "./openFile.js";

const twelve = fixture("twelve_master.h5");

describe("a DECTRIS master with twelve data files (links in a fractal heap)", () => {
  it("gives the frames of all files in order", async () => {
    const { description, bytes, format } = await readPath(twelve, { scanShape: [6, 4] });
    expect(format).toBe("DECTRIS");
    expect(description.shape).toEqual([6, 4, 8, 9]);
    expect(description.parts.map((part) => part.firstFrame)).toEqual([...Array(12).keys()].map((i) => 2 * i));
    expect(description.files).toHaveLength(12);
    expect(bytes).toEqual(expectedBytes("twelve_master"));
  });

  it("excludes the pixels of its mask, whatever their flag, and keeps the overflow value apart", async () => {
    const { description } = await openPath(twelve);
    expect(description.excluded).toEqual(expectedBytes("twelve_mask"));
    expect(description.overflowValue).toBe(65535);
  });

  it("gives its metadata, but nothing from behind a link", async () => {
    const { metadata } = await openPath(twelve);
    expect(metadata).toEqual({
      "detector/count_time": Math.fround(1e-3),
      "detector/description": "Dectris TEST",
      "detector/detectorSpecific/nimages": 24,
      "detector/detectorSpecific/ntrigger": 1,
      "detector/detectorSpecific/photon_energy": 80000,
      "detector/detectorSpecific/y_pixels_in_detector": 8,
    });
  });

  it("takes the energy (eV) from it, and the scan step (nm to Å) from the file beside", async () => {
    const { calibration } = await openPath(twelve);
    expect(calibration).toEqual({ energy: 80000, scanStep: [2.5, 2.5] });
  });

  it("says that it guessed the scan shape: 4 x 6 is the most square for 24 frames", async () => {
    const { description, notes } = await openPath(twelve);
    expect(description.shape.slice(0, 2)).toEqual([4, 6]);
    expect(notes).toEqual([expect.stringContaining("scan shape guessed as 4 x 6 from 24 frames")]);
  });
});

it("opening stops when it is cancelled", async () => {
  await expectFailure(openPath(twelve, { signal: AbortSignal.abort() }), "cancelled", "twelve_master.h5");
});

describe("other DECTRIS masters", () => {
  it("120 links (a heap with indirect blocks, a tree of two levels)", async () => {
    const { description, bytes } = await readPath(fixture("links120_master.h5"));
    expect(description.parts).toHaveLength(120);
    expect(description.files).toHaveLength(1);
    const frames = expectedBytes("twelve_master").subarray(0, 2 * 8 * 9 * 2);
    for (let i = 0; i < 120; i++) {
      expect(bytes.subarray(i * frames.length, (i + 1) * frames.length)).toEqual(frames);
    }
  });

  it("stacks in the master itself; a trigger a line gives the scan shape; a mask of another size is left out", async () => {
    const { description, bytes, notes, metadata } = await readPath(fixture("lines_master.h5"));
    expect(description.shape).toEqual([3, 5, 4, 4]);
    expect(description.excluded).toBeUndefined();
    expect(bytes).toEqual(expectedBytes("lines_master"));
    // Text of variable length: read by the HDF5 library, beside the plain values that are read here.
    expect(metadata).toMatchObject({
      "detector/detectorSpecific/software_version": "1.8.0 µ",
      "detector/detectorSpecific/nimages": 5,
    });
    expect(notes.join(" ")).toMatch(/pixel mask \[2, 2\] left out.*3 x 5 taken from ntrigger x nimages/);
  });

  it("links to another folder, to a missing file, and unequal stacks are refused", async () => {
    await expectFailure(openPath(fixture("outside_master.h5")), "outside-folder", "/entry/data/data_000001");
    await expectFailure(openPath(fixture("missing_master.h5")), "not-found", "nowhere_data_000001.h5");
    await expectFailure(
      openPath(fixture("unequal_master.h5")),
      "shape-mismatch",
      "[15, 3, 4]",
      "data_000002",
    );
  });

  it("with allowOutside, a link may lead elsewhere: here to a file that is not HDF5", async () => {
    const opening = openPath(fixture("outside_master.h5"), { allowOutside: true });
    await expectFailure(opening, "not-this-format", "make_hdf5.py");
  });
});

describe("a master in another folder than its data", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ronchi-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("a symbolic link to the master finds the data beside the real file", async () => {
    await symlink(fixture("links120_master.h5"), join(folder, "here_master.h5"));
    // The file's folder is that of the real file: HDF5 itself looks there too.
    const { description } = await openPath(join(folder, "here_master.h5"));
    expect(description.parts).toHaveLength(120);
  });

  it("a data file that is a symbolic link out of the folder is refused", async () => {
    await copyFile(fixture("links120_master.h5"), join(folder, "x_master.h5"));
    await symlink(fixture("twelve_data_000001.h5"), join(folder, "twelve_data_000001.h5"));
    await expectFailure(openPath(join(folder, "x_master.h5")), "outside-folder", "twelve_data_000001.h5");
    const { description } = await openPath(join(folder, "x_master.h5"), { allowOutside: true });
    expect(description.shape).toEqual([15, 16, 8, 9]);
  });

  it("a data file that is something else is refused by its name", async () => {
    await copyFile(fixture("links120_master.h5"), join(folder, "x_master.h5"));
    await writeFile(join(folder, "twelve_data_000001.h5"), "not HDF5 at all");
    await expectFailure(openPath(join(folder, "x_master.h5")), "not-this-format", "twelve_data_000001.h5");
  });
});
