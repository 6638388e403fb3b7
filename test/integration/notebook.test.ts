import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyNotebooks, findLabPython } from "./lab/server.js";

const python = findLabPython();
const name = "01-virtual-detectors.ipynb";

/** Prints the outputs of every code cell; a cell that fails ends the program with its traceback. */
const program = `
import json, sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="ronchi", resources={"metadata": {"path": "."}}).execute()
nbformat.validate(notebook)
print(json.dumps({cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}))
`;

/** Prints what numpy and h5py make of the files that the notebook saved. */
const check = `
import json
import h5py, hdf5plugin
import numpy as np

with h5py.File("example/gold_film_master.h5") as file:
    excluded = file["entry/instrument/detector/detectorSpecific/pixel_mask"][()] != 0
    frames = np.concatenate([file["entry/data"][name][()] for name in sorted(file["entry/data"])])
frames[:, excluded] = 0
saved = np.load("example/grain-pattern.npy")
region = frames.reshape(64, 96, 96, 96)[54:64, 70:84].sum((0, 1), dtype=np.uint64)
bright = np.load("example/bright-field.npy")
print(json.dumps({"pattern": bool(np.array_equal(saved, region)), "shape": bright.shape, "max": int(frames.sum((1, 2)).max()), "bright": int(bright.max())}))
`;

describe.skipIf(python === undefined)("notebook 01", { timeout: 180_000 }, () => {
  let folder: string;
  // biome-ignore lint/suspicious/noExplicitAny: outputs are nbformat's, read by name.
  let outputs: Record<string, any[]>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ronchi-notebook-"));
    copyNotebooks(folder);
    outputs = JSON.parse(run(program, name).trimEnd().split("\n").at(-1)!);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (source: string, ...args: string[]) =>
    execFileSync(python!, ["-c", source, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });

  it("runs from the first to the last cell on our kernel, driven by nbclient", () => {
    expect(
      Object.values(outputs)
        .flat()
        .filter((output) => output.output_type === "error"),
    ).toEqual([]);
    expect(Object.keys(outputs)).toContain("picker");
  });

  it("shows pictures as PNG with a text beside them, without any widget", () => {
    for (const id of ["mean", "images", "show-adf", "com", "single"]) {
      const data = outputs[id]?.at(-1)?.data;
      expect(Object.keys(data ?? {}), id).toEqual(expect.arrayContaining(["image/png", "text/plain"]));
    }
  });

  it("saves what h5py and NumPy find in the same file", () => {
    const found = JSON.parse(run(check));
    expect(found).toMatchObject({ pattern: true, shape: [64, 96] });
    expect(found.bright).toBeGreaterThan(0);
    expect(found.bright).toBeLessThanOrEqual(found.max);
  });
});
