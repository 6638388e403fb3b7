import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyNotebooks, findLabPython, notebookNames } from "./lab/server.js";

const python = findLabPython();

/** Prints the outputs of every code cell; a cell that fails ends the program with its traceback. */
const program = `
import json, sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="ronchi", resources={"metadata": {"path": "."}}).execute()
nbformat.validate(notebook)
outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
states = notebook.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
print(json.dumps({"outputs": outputs, "widgets": list(states.values())}))
`;

/** The frames of the example, [position, detY, detX], as h5py reads them, without the pixels that its mask excludes. */
const frames = `
import json
import h5py, hdf5plugin
import numpy as np

with h5py.File("example/gold_film_master.h5") as file:
    excluded = file["entry/instrument/detector/detectorSpecific/pixel_mask"][()] != 0
    frames = np.concatenate([file["entry/data"][name][()] for name in sorted(file["entry/data"])])
frames[:, excluded] = 0
`;

/** Prints what numpy and h5py make of the files that notebook 01 saved. */
const checkDetectors = `${frames}
saved = np.load("example/grain-pattern.npy")
region = frames.reshape(64, 96, 96, 96)[54:64, 70:84].sum((0, 1), dtype=np.uint64)
bright = np.load("example/bright-field.npy")
print(json.dumps({"pattern": bool(np.array_equal(saved, region)), "shape": bright.shape, "max": int(frames.sum((1, 2)).max()), "bright": int(bright.max())}))
`;

/** The same for notebook 02; `origin` is the direct beam as the notebook finds it: the mean centre of mass within 8 px. */
const checkAnySize = `${frames}
y, x = np.mgrid[:96, :96]
disk = (y - 47.5) ** 2 + (x - 47.5) ** 2 <= 64
inside = frames[:, disk].astype(float)
origin = [(inside @ axis[disk] / inside.sum(1)).mean() for axis in (y, x)]
rings = np.floor(np.hypot(y - origin[0], x - origin[1]) + 0.5).astype(int)
profile = np.stack([frames[:, rings == ring].mean(1) for ring in range(48)], 1).reshape(64, 96, 48)
print(json.dumps({
    "maximum": bool(np.array_equal(np.load("example/maximum-pattern.npy"), frames.max(0))),
    "radial": float(np.abs(np.load("example/radial-profiles.npy") - profile).max()),
}))
`;

// biome-ignore lint/suspicious/noExplicitAny: outputs are nbformat's, read by name.
type Outputs = Record<string, any[]>;

/** A widget as it is saved with the notebook. */
interface SavedWidget {
  readonly model_name: string;
  readonly state: Record<string, unknown>;
}

describe.skipIf(python === undefined)("the notebooks", { timeout: 180_000 }, () => {
  let folder: string;
  const outputs: Record<string, Outputs> = {};
  const widgets: Record<string, SavedWidget[]> = {};

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ronchi-notebook-"));
    copyNotebooks(folder);
    for (const name of notebookNames) {
      const found = JSON.parse(run(program, name).trimEnd().split("\n").at(-1)!);
      outputs[name] = found.outputs;
      widgets[name] = found.widgets;
    }
  }, 360_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (source: string, ...args: string[]) =>
    execFileSync(python!, ["-c", source, ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });

  it.each(notebookNames)(
    "%s runs from the first to the last cell on our kernel, driven by nbclient",
    (name) => {
      const cells = outputs[name] ?? {};
      expect(Object.keys(cells).length).toBeGreaterThan(5);
      expect(Object.values(cells).flat()).not.toContainEqual(
        expect.objectContaining({ output_type: "error" }),
      );
    },
  );

  it.each([
    ["01-virtual-detectors.ipynb", ["mean", "images", "show-adf", "com", "single"]],
    ["02-any-size.ipynb", ["region", "map", "show-variance", "together", "show-maximum"]],
  ])("%s shows pictures as PNG with a text beside them, without any widget", (name, ids) => {
    for (const id of ids) {
      const data = outputs[name]?.[id]?.at(-1)?.data;
      expect(Object.keys(data ?? {}), id).toEqual(expect.arrayContaining(["image/png", "text/plain"]));
    }
  });

  it("01 shows the picker", () => {
    expect(outputs["01-virtual-detectors.ipynb"]?.picker?.length).toBeGreaterThan(0);
  });

  it("01 saves what h5py and NumPy find in the same file", () => {
    const found = JSON.parse(run(checkDetectors));
    expect(found).toMatchObject({ pattern: true, shape: [64, 96] });
    expect(found.bright).toBeGreaterThan(0);
    expect(found.bright).toBeLessThanOrEqual(found.max);
  });

  it("02 fills one output with an image that grows, and stops a pass early", () => {
    const { fill, stop } = outputs["02-any-size.ipynb"]!;
    const pictures = fill?.filter(({ data }) => data?.["image/png"] !== undefined);
    expect(pictures).toEqual([fill?.[0]]);
    expect(fill?.[0].data["text/plain"]).toContain('RealSlice "bf", 64 × 96');
    const printed = stop?.find(({ output_type }) => output_type === "stream")?.text;
    expect(Number(/^(\d+) of 6144/.exec(printed)?.[1])).toBeGreaterThan(600);
  });

  it("02 saves the maxima and radial means that NumPy finds in the same file", () => {
    const found = JSON.parse(run(checkAnySize));
    expect(found.maximum).toBe(true);
    expect(found.radial).toBeLessThan(1e-9);
  });

  it("03 is saved with the state of its widgets and what their outputs show", () => {
    const saved = (name: string) =>
      widgets["03-widgets.ipynb"]?.filter(({ model_name }) => model_name === name) ?? [];
    expect(saved("FloatRangeSliderModel").map(({ state }) => state.value)).toEqual([[18, 36]]);
    expect(saved("LabelModel").map(({ state }) => state.value)).toEqual(["0.45 Å⁻¹ wide"]);
    const shown = saved("OutputModel").map(({ state }) => JSON.stringify(state.outputs));
    expect(shown).toEqual([
      expect.stringContaining("image/png"),
      expect.stringContaining("looking at gold_film_master.h5"),
    ]);
    expect(saved("AnyModel").map(({ state }) => state._model_module)).toEqual(["anywidget"]);
  });

  it("03 shows progress as text to a front end that draws no widgets, and gives its result", () => {
    const { progress } = outputs["03-widgets.ipynb"]!;
    // The passes over the data may show their own lines in between; spaces wipe out a longer line.
    const printed = progress?.filter(({ name }) => name === "stderr").map(({ text }) => text);
    expect(printed?.join("")).toMatch(/rings ▕█{20}▏ 4 in [\d.]+ s *\n$/);
    expect(progress?.at(-1)?.data["text/plain"]).toMatch(/^\[( \d+,?){4} \]$/);
  });
});
