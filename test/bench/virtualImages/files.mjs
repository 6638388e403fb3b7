// The files of the benchmarks, made once, and what is asked of every program that reads them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureVenv } from "../../../tools/python.mjs";
import { root } from "../../../tools/steps.mjs";

export const folder = "dist/bench";
export const dataFolder = join(root, folder, "data");

/** The environment with LiberTEM, which also writes the files. Returns its interpreter. */
export function peerPython() {
  return ensureVenv(["libertem==0.16.0", "h5py", "hdf5plugin", "numpy"], `${folder}/venv`);
}

/** Path of a program of this folder. */
export function beside(name) {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

const large = [256, 256];
const small = [128, 128];
const plainDose = 3000;

/** What both sides are told of a file. `label` is what the tables call it. */
export const files = {
  200: dectris(200),
  3000: dectris(3000),
  npy: plain("npy", ".npy", large),
  contiguous: plain("contiguous", "contiguous HDF5", large),
  gzip: plain("gzip", "gzip HDF5", small),
};

function dectris(dose) {
  const path = join(dataFolder, `${dose}e_${large[0] * large[1]}_master.h5`);
  const make = ["dectris", large, dose];
  return describe(`bslz4, ${dose} e-`, path, make, { format: "hdf5", dataset: "/entry/data/data_000001" });
}

function plain(layout, label, scan) {
  const ending = layout === "npy" ? "npy" : "h5";
  const path = join(dataFolder, `${layout}_${scan[0] * scan[1]}.${ending}`);
  const reading = layout === "npy" ? { format: "npy" } : { format: "hdf5", dataset: "data" };
  return describe(label, path, [layout, scan, plainDose], reading);
}

function describe(label, path, [layout, scan, dose], reading) {
  return { label, layout, dose, scan, frames: scan[0] * scan[1], request: { path, scan, ...reading } };
}

/** Bytes of the pixels of a frame. */
export const frameBytes = 96 * 96 * 2;

/** Writes the files that are not there yet. */
export function makeFiles(python, wanted = Object.values(files)) {
  for (const { layout, scan, dose } of wanted) {
    const args = [beside("makeFiles.py"), dataFolder, layout, ...scan.map(String), String(dose)];
    const { status } = spawnSync(python, args, { stdio: "inherit" });
    if (status !== 0) throw new Error(`makeFiles.py ended with exit code ${status}`);
  }
}

const centre = [47, 48.5];

/** The analyses: four detectors, and the disk in which the centre of mass is taken; no bad pixel lies in it. */
export const task = {
  op: "prepare",
  detectors: [
    { shape: "circle", centre, radius: 15 },
    { shape: "annulus", centre, inner: 15, outer: 30 },
    { shape: "annulus", centre, inner: 30, outer: 46 },
    { shape: "rectangle", centre: [47, 80.5], height: 31, width: 21 },
  ],
  support: { centre, radius: 44 },
  excluded: [
    [11, 12],
    [60, 3],
    [95, 95],
  ],
};

/** Runs of each measurement; BENCH_REPEATS says another number. */
export const repeats = Number(process.env.BENCH_REPEATS ?? 7);
