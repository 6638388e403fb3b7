import { decode } from "fast-png";
import { beforeEach, describe, expect, it } from "vitest";
import type { Executor } from "#core/data/executor.js";
import { invert, union } from "#core/virtual/combine.js";
import { annulus, bitmap, circle } from "#core/virtual/detector.js";
import { dataPaths } from "#widgets/models/dataPaths.js";
import { DetectorPicker } from "#widgets/models/detectorPicker.js";
import { viewMimeType } from "#widgets/models/detectorPickerState.js";
import { installWidgetHost } from "#widgets/models/host.js";
import { calibration, cubeWith, type FakeHost, fakeWidgetHost, resultOf } from "./fakes.js";

const executor: Executor = { run: async (plan) => resultOf(plan, 5) };
const display = Symbol.for("Jupyter.display");
let host: FakeHost;

beforeEach(() => {
  host = fakeWidgetHost();
  installWidgetHost(host);
});

describe("a new picker", () => {
  it("opens a comm as the Jupyter widget protocol 2.1.0 has it, with all state", () => {
    const picker = new DetectorPicker(cubeWith(executor), { variable: "gold" });
    const { target, data, metadata } = host.opened[0]!;
    expect(target).toBe("jupyter.widget");
    expect(metadata).toEqual({ version: "2.1.0" });
    expect(data.buffer_paths).toEqual([]);
    expect(data.state).toEqual(picker.state());
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(picker.state()).toMatchObject({
      _model_name: "DetectorPickerModel",
      _model_module: "@ronchi/jupyterlab",
      _model_module_version: "0.1.0",
      _view_name: "DetectorPickerView",
      _view_module: "@ronchi/jupyterlab",
      _view_module_version: "0.1.0",
      layout: null,
      scan: { name: "Au_master.h5", shape: [4, 6, 8, 8], dtype: "uint16", calibration, variable: "gold" },
      detector: { shape: "annulus", centre: [3.5, 3.5], inner: 2, outer: 3.5 },
      cursor: [2, 3],
    });
  });

  it("registers a data path that exists, with params that cross threads", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    const { commId, kind, params } = host.registered[0]!;
    expect(commId).toBe(picker.id);
    expect(Object.keys(dataPaths)).toContain(kind);
    expect(structuredClone(params)).toEqual(params);
  });

  it("puts its detector clear of the direct disk, around the fitted centre, where these are known", () => {
    // 2 mrad at 200 kV (0.02508 Å) is 0.0797 Å⁻¹: 0.8 px of 0.1 Å⁻¹, times 1.2, up to half a px.
    const known = cubeWith(executor).withCalibration({
      semiAngle: 0.002,
      energy: 200e3,
      origin: [3.25, 4.125],
    });
    expect(new DetectorPicker(known).detector).toEqual({
      shape: "annulus",
      centre: [3.25, 4.13],
      inner: 1,
      outer: 3.5,
    });
  });

  it("takes any detector as JSON, and refuses impossible geometry and bitmaps of another size", () => {
    const cube = cubeWith(executor);
    const [height, width] = [cube.shape[2], cube.shape[3]];
    const mask = Uint8Array.from({ length: height * width }, (_, i) => (i % 3 === 1 ? 1 : 0));
    const detector = invert(
      union(bitmap({ size: [height, width], mask }), circle({ radius: 2, softEdge: 1 })),
    );
    const picker = new DetectorPicker(cube, { detector });
    expect(JSON.parse(JSON.stringify(picker.state().detector))).toEqual(picker.state().detector);
    expect(picker.detector).toEqual(
      invert(
        union(
          bitmap({ size: [height, width], mask }),
          circle({ radius: 2, softEdge: 1, centre: [3.5, 3.5] }),
        ),
      ),
    );
    host.opened.length = 0;
    const other = bitmap({ size: [5, 5], mask: new Uint8Array(25) });
    expect(() => new DetectorPicker(cube, { detector: other })).toThrow("bitmap");
    expect(() => new DetectorPicker(cube, { detector: circle({ radius: -2 }) })).toThrow("radius");
    expect(host.opened).toHaveLength(0);
  });
});

describe("traits", () => {
  it("go to the view when a cell sets them, once each change", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    picker.detector = annulus({ inner: 1, outer: 2 });
    const placed = { shape: "annulus", inner: 1, outer: 2, centre: [3.5, 3.5] };
    expect(host.sent).toEqual([{ method: "update", state: { detector: placed }, buffer_paths: [] }]);
    picker.set("detector", picker.get("detector"));
    expect(host.sent).toHaveLength(1);
    expect(picker.code).toBe(
      "const { image } = await virtualImages(scan, { image: annulus({ inner: 1, outer: 2, centre: [3.5, 3.5] }) });",
    );
  });

  it("come from the view, are echoed, and reach listeners until these stop listening", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    const seen: unknown[] = [];
    const stop = picker.observe("cursor", (value, previous) => seen.push([value, previous]));
    host.receive({
      method: "update",
      state: { cursor: [1, 1], unknown: 3, _model_name: "Other" },
      buffer_paths: [],
    });
    stop();
    host.receive({ method: "update", state: { cursor: [0, 0] }, buffer_paths: [] });
    expect(seen).toEqual([
      [
        [1, 1],
        [2, 3],
      ],
    ]);
    expect(picker.cursor).toEqual([0, 0]);
    expect(picker.state()._model_name).toBe("DetectorPickerModel");
    expect(host.sent[0]).toEqual({ method: "echo_update", state: { cursor: [1, 1] }, buffer_paths: [] });
  });

  it("are sent whole when the view asks for the state", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    host.receive({ method: "request_state" });
    expect(host.sent).toEqual([{ method: "update", state: picker.state(), buffer_paths: [] }]);
  });

  it("refuse a cursor outside the scan, and show the pattern at one inside", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    expect(() => {
      picker.cursor = [4, 0];
    }).toThrow("cursor");
    picker.cursor = [3, 5];
    expect(picker.get("pattern")).toBe("cursor");
  });

  it("are not sent after the widget is closed, by the kernel or by the page", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    picker.close();
    picker.close();
    expect(host.closed.count).toBe(1);
    picker.cursor = [0, 0];
    const other = new DetectorPicker(cubeWith(executor));
    host.closeFromPage();
    other.cursor = [0, 0];
    expect([host.sent, other.closed]).toEqual([[], true]);
  });
});

describe("response and region", () => {
  it("go to the view; a region brings its mean, unless one of its patterns is shown already", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    picker.response = "comVector";
    picker.region = { y: [1, 3], x: [0, 2] };
    expect(picker.get("pattern")).toBe("regionMean");
    picker.set("pattern", "regionSum");
    picker.region = { y: [1, 3], x: [0, 4] };
    picker.region = null;
    expect(picker.state()).toMatchObject({ response: "comVector", region: null, pattern: "regionSum" });
    expect(host.sent.map(({ state }) => Object.keys(state as object)[0])).toEqual([
      "response",
      "region",
      "pattern",
      "pattern",
      "region",
      "region",
    ]);
  });

  it("are refused when there is no such response, or the region is not inside the scan", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    expect(() => {
      picker.response = "comZ" as "comX";
    }).toThrow('"integrate", "max", "comX", "comY", "comVector"');
    expect(() => {
      picker.region = { y: [0, 5], x: [0, 2] };
    }).toThrow("scan region");
    expect(host.sent).toEqual([]);
  });
});

describe("what is shown, as variables of a cell", () => {
  it("are slices with provenance, unit and calibration", async () => {
    const picker = new DetectorPicker(cubeWith(executor), { detector: circle({ radius: 2 }) });
    picker.region = { y: [1, 3], x: [0, 4] };
    const [image, pattern] = [await picker.image, await picker.pattern];
    expect(image).toMatchObject({ kind: "RealSlice", shape: [4, 6], unit: "counts", calibration });
    expect(image.data).toEqual(new Uint32Array(24).fill(5));
    expect(image.provenance).toMatchObject({
      operation: "virtualImages",
      parameters: { detectors: { image: { shape: "circle", radius: 2, centre: [3.5, 3.5] } } },
      inputs: [{ operation: "test" }],
    });
    expect(pattern).toMatchObject({ kind: "DiffractionSlice", frameCount: 8, unit: "counts / frame" });
    expect(pattern.data[3]).toBe((5 + 3) / 8);
    expect(pattern.provenance).toMatchObject({
      operation: "meanPattern",
      parameters: { region: { y: [1, 3], x: [0, 4] } },
    });
  });

  it("follow the detector, and are made once while nothing changes, also for the output of the cell", async () => {
    let runs = 0;
    const counting: Executor = { run: async (plan) => resultOf(plan, ++runs) };
    const picker = new DetectorPicker(cubeWith(counting));
    await shown(picker);
    const [first, again] = [await picker.image, await picker.image];
    expect([runs, again.data]).toEqual([2, first.data]);
    picker.detector = circle({ radius: 1 });
    expect((await picker.image).data).toEqual(new Uint32Array(24).fill(3));
    expect(host.told).toMatchObject([{ image: { image: { data: first.data } } }]);
  });

  it("reject when the data cannot be read, and are tried again the next time", async () => {
    let runs = 0;
    const flaky: Executor = {
      run: (plan) =>
        ++runs === 1 ? Promise.reject(new Error("gone")) : Promise.resolve(resultOf(plan, runs)),
    };
    const picker = new DetectorPicker(cubeWith(flaky));
    await expect(picker.image).rejects.toThrow("gone");
    expect((await picker.image).data[0]).toBe(2);
  });
});

describe("custom messages", () => {
  it("reach listeners, and go out as custom messages", () => {
    const picker = new DetectorPicker(cubeWith(executor));
    const seen: unknown[] = [];
    picker.onCustom((content) => seen.push(content));
    host.receive({ method: "custom", content: { type: "any" } });
    picker.send({ type: "answer" });
    expect(seen).toEqual([{ type: "any" }]);
    expect(host.sent).toEqual([{ method: "custom", content: { type: "answer" } }]);
  });
});

describe("the output of a cell", () => {
  it("has words, a picture and the live view", async () => {
    const picker = new DetectorPicker(cubeWith(executor));
    const bundle = await shown(picker);
    expect(bundle["text/plain"]).toBe(`DetectorPicker of Au_master.h5: ${picker.code}`);
    const { width, height } = decode(Buffer.from(bundle["image/png"] as string, "base64"));
    expect(width).toBeGreaterThan(height);
    expect(bundle["application/vnd.jupyter.widget-view+json"]).toEqual({
      version_major: 2,
      version_minor: 0,
      model_id: picker.id,
    });
    expect(bundle[viewMimeType]).toMatchObject({
      model_id: picker.id,
      widget: "DetectorPickerModel",
      caption: picker.code,
    });
  });

  it("is the error when the data cannot be read", async () => {
    const broken = cubeWith({ run: () => Promise.reject(new Error("truncated")) });
    await expect(shown(new DetectorPicker(broken))).rejects.toThrow("truncated");
  });
});

function shown(picker: DetectorPicker): Promise<Record<string, unknown>> {
  return (picker as unknown as Record<symbol, () => Promise<Record<string, unknown>>>)[display]!();
}
