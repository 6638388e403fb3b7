import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRonchiError } from "#core/errors.js";
import { simulate } from "#core/simulate/simulate.js";
import { writeDectris } from "#kernel/io/dectrisWriter.js";
import { loadH5wasm } from "#kernel/io/h5wasm.js";
import { askPython } from "./python.js";

const simulation = simulate({ scanShape: [5, 7], detectorShape: [24, 32], seed: 3 });
const frames = [...simulation.frames()];
let folder: string;
let master: string;
let written: string[];

beforeAll(async () => {
  // A space and a letter beyond ASCII: users have them.
  folder = await mkdtemp(join(tmpdir(), "ronchi å "));
  master = join(folder, "film_master.h5");
  written = await writeDectris(master, simulation, { framesPerFile: 16 });
});
afterAll(() => rm(folder, { recursive: true }));

test("the files have the names that DECTRIS readers look for, and nothing temporary stays", async () => {
  const expected = ["film.h5", ...[1, 2, 3].map((n) => `film_data_00000${n}.h5`), "film_master.h5"];
  expect((await readdir(folder)).sort()).toEqual(expected);
  expect(written.map((path) => path.slice(folder.length + 1)).sort()).toEqual(expected);
});

test("h5wasm follows the external links and reads every pixel back, a frame a chunk, bitshuffle-LZ4", async () => {
  const library = await loadH5wasm();
  const file = new library.File(master, "r");
  const read: number[] = [];
  for (const [name, count] of [
    ["data_000001", 16],
    ["data_000002", 16],
    ["data_000003", 3],
  ] as const) {
    const dataset = file.get(`entry/data/${name}`) as InstanceType<typeof library.Dataset>;
    expect(dataset.shape).toEqual([count, 24, 32]);
    expect(dataset.metadata.chunks).toEqual([1, 24, 32]);
    expect(dataset.filters.map(({ id }) => id)).toEqual([32008]);
    for (const value of dataset.value as Uint16Array) read.push(value);
  }
  expect(read).toEqual(frames.flatMap((frame) => [...frame]));
  file.close();
});

test("the master holds what readers ask a DECTRIS file for", async () => {
  const library = await loadH5wasm();
  const file = new library.File(master, "r");
  const value = (name: string) => {
    const dataset = file.get(`entry/instrument/detector/${name}`) as InstanceType<typeof library.Dataset>;
    return dataset.value;
  };
  expect(value("beam_center_y")).toBeCloseTo(simulation.calibration.origin[0], 4);
  expect(value("beam_center_x")).toBeCloseTo(simulation.calibration.origin[1], 4);
  expect(value("detectorSpecific/photon_energy")).toBe(200e3);
  expect(value("detectorSpecific/nimages")).toBe(7);
  expect(value("detectorSpecific/ntrigger")).toBe(5);
  expect(value("detectorSpecific/x_pixels_in_detector")).toBe(32);
  expect(value("detectorSpecific/y_pixels_in_detector")).toBe(24);
  expect(value("detectorSpecific/pixel_mask")).toEqual(simulation.pixelMask);
  file.close();
});

const pythonReader = `
import json, sys, h5py, hdf5plugin, numpy as np
f = h5py.File(sys.argv[1], "r")
data = np.concatenate([f["entry/data"][name][:] for name in f["entry/data"]])
step = h5py.File(sys.argv[1].replace("_master", ""), "r")["STEM Metadata"].attrs["Pixel Size"]
numbers = [[int(d.attrs["image_nr_low"]), int(d.attrs["image_nr_high"])] for d in f["entry/data"].values()]
print(json.dumps({"shape": data.shape, "dtype": str(data.dtype), "pixels": data.ravel().tolist(),
  "filter": f["entry/data/data_000001"]._filters["32008"], "step": list(step), "numbers": numbers,
  "description": f["entry/instrument/detector/description"][()].decode()}))
`;

test("h5py with hdf5plugin reads the same pixels, filter settings, frame numbers and scan step", (context) => {
  const answer = askPython(["h5py", "hdf5plugin", "numpy"], pythonReader, [master]);
  if ("missing" in answer) {
    console.info(`skipped: ${answer.missing}`);
    return context.skip(answer.missing);
  }
  expect(answer.value).toEqual({
    shape: [35, 24, 32],
    dtype: "uint16",
    pixels: frames.flatMap((frame) => [...frame]),
    filter: [0, 4, 2, 0, 2],
    step: [1, 1],
    numbers: [
      [1, 16],
      [17, 32],
      [33, 35],
    ],
    description: "Simulated detector (Ronchi)",
  });
});

test("progress is told after each file, in frames", async () => {
  const told: number[] = [];
  const path = join(folder, "again_master.h5");
  await writeDectris(path, simulation, { framesPerFile: 20, onProgress: (p) => told.push(p.doneFrames) });
  expect(told).toEqual([20, 35]);
});

test("a stop between files leaves no master behind", async () => {
  const path = join(folder, "stopped_master.h5");
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const options = { framesPerFile: 10, signal: controller.signal, onProgress };
  const error = await writeDectris(path, simulation, options).catch((e: unknown) => e);
  expect(isRonchiError(error, "cancelled")).toBe(true);
  expect(await readdir(folder)).not.toContain("stopped_master.h5");
});

test.each([
  ["a name without _master.h5", "film.h5", "invalid-argument"],
  ["a missing folder", join("nowhere", "film_master.h5"), "not-found"],
  ["a folder of that name", "taken_master.h5", "invalid-argument"],
] as const)("%s is refused", async (_, name, code) => {
  await mkdir(join(folder, "taken_master.h5"), { recursive: true });
  const error = await writeDectris(join(folder, name), simulation).catch((e: unknown) => e);
  expect(isRonchiError(error, code)).toBe(true);
});

test.each([0, 1.5, Number.NaN])("%d frames a file are refused", async (framesPerFile) => {
  const path = join(folder, "none_master.h5");
  const error = await writeDectris(path, simulation, { framesPerFile }).catch((e: unknown) => e);
  expect(isRonchiError(error, "invalid-argument")).toBe(true);
});

test("fewer or other frames than the shape promises are refused", async () => {
  const path = join(folder, "short_master.h5");
  const few = { ...simulation, frames: () => frames.slice(1) };
  const small = { ...simulation, frames: () => [new Uint16Array(5)] };
  for (const source of [few, small]) {
    const error = await writeDectris(path, source).catch((e: unknown) => e);
    expect(isRonchiError(error, "shape-mismatch")).toBe(true);
  }
});

test("an existing file is replaced whole", async () => {
  const path = join(folder, "old_master.h5");
  await writeFile(path, "not HDF5");
  await writeDectris(path, simulation);
  const library = await loadH5wasm();
  const file = new library.File(path, "r");
  expect(file.keys()).toEqual(["entry"]);
  file.close();
});
