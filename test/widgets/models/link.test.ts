import { beforeEach, describe, expect, it } from "vitest";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { DataCube } from "#core/data/dataCube.js";
import type { Executor } from "#core/data/executor.js";
import { circle } from "#core/virtual/detector.js";
import { DetectorPicker } from "#widgets/models/detectorPicker.js";
import { installWidgetHost } from "#widgets/models/host.js";
import { link } from "#widgets/models/link.js";
import { cubeWith, type FakeHost, fakeWidgetHost, resultOf } from "./fakes.js";

const executor: Executor = { run: async (plan) => resultOf(plan, 5) };
let host: FakeHost;

beforeEach(() => {
  host = fakeWidgetHost();
  installWidgetHost(host);
});

describe("linked pickers", () => {
  const pair = () =>
    [new DetectorPicker(cubeWith(executor)), new DetectorPicker(cubeWith(executor))] as const;
  const selection = (picker: DetectorPicker) =>
    (["detector", "response", "cursor", "region", "pattern"] as const).map((name) => picker.get(name));

  const plane: DescanOrigin = {
    model: "plane",
    scanShape: [4, 6],
    y: [3.5, 1, 0],
    x: [3.5, 0, 1],
    scatter: 0.1,
    used: 1,
  };

  it("have the selection of the first one, and follow each other both ways", () => {
    const [a, b] = pair();
    a.detector = circle({ radius: 1 });
    b.cursor = [0, 0];
    link(a, b);
    expect(selection(b)).toEqual(selection(a));
    b.detector = circle({ radius: 2 });
    a.cursor = [3, 1];
    b.region = { y: [0, 2], x: [0, 2] };
    a.response = "comX";
    expect(selection(b)).toEqual(selection(a));
    expect(a.detector).toMatchObject({ shape: "circle", radius: 2 });
    expect(b.get("pattern")).toBe("regionMean");
  });

  it("follow what a hand does in a view, each sent once, and keep their own looks", () => {
    const [a, b] = pair();
    link(a, b);
    host.sent.length = 0;
    const moved = { shape: "circle", centre: [1, 2], radius: 3 };
    // The fake host gives what the page sends to the widget that was opened last.
    host.receive({ method: "update", state: { detector: moved, image: { colormap: "gray" } } });
    expect(a.detector).toEqual(moved);
    expect(a.get("image").colormap).toBe("viridis");
    expect(host.sent.map(({ method }) => method)).toEqual(["echo_update", "update"]);
  });

  it("go their own ways when the link is ended", () => {
    const [a, b] = pair();
    const end = link(a, b);
    end();
    a.cursor = [0, 0];
    expect(b.cursor).toEqual([2, 3]);
  });

  it("share only what data of different shapes have in common, and refuse when that is nothing", () => {
    const picker = (shape: readonly [number, number, number, number]) => {
      const cube = cubeWith(executor);
      return new DetectorPicker(new DataCube({ ...cube, description: { ...cube.description, shape } }));
    };
    const [a, otherScan, otherDetector] = [
      picker([4, 6, 8, 8]),
      picker([2, 12, 8, 8]),
      picker([4, 6, 4, 16]),
    ];
    link(a, otherScan);
    link(a, otherDetector);
    a.cursor = [0, 5];
    a.detector = circle({ radius: 1 });
    expect([otherScan.cursor, otherDetector.cursor]).toEqual([
      [1, 6],
      [0, 5],
    ]);
    expect([otherScan.detector.shape, otherDetector.detector.shape]).toEqual(["circle", "annulus"]);
    expect(() => link(otherScan, otherDetector)).toThrow("2 x 12 x 8 x 8");
  });

  it("of one data set share the fit of its descan, whoever gives it", () => {
    const cube = cubeWith(executor);
    const [a, b] = [new DetectorPicker(cube), new DetectorPicker(cube.withCalibration({ scanStep: [1, 1] }))];
    link(a, b);
    b.origin = plane;
    expect(a.origin).toEqual(plane);
    a.origin = null;
    expect(b.origin).toBeNull();
    expect(b.get("descan")).toEqual({ origin: plane, follows: false, measured: false });
    expect(a.get("links")).toMatchObject([{ sameData: true }]);
  });

  it("of two data sets follow each its own descan, and both or none", () => {
    const cube = cubeWith(executor);
    const second = new DataCube({ ...cube, description: { ...cube.description } });
    const [a, b] = [new DetectorPicker(cube), new DetectorPicker(second)];
    const other = { ...plane, y: [1, 0, 0] } as const;
    a.origin = plane;
    link(a, b);
    // Nobody has measured the second one: it has nothing to follow.
    expect(b.origin).toBeNull();
    b.origin = other;
    expect([a.origin, b.origin]).toEqual([plane, other]);
    a.origin = null;
    expect([a.origin, b.origin]).toEqual([null, null]);
    a.origin = plane;
    expect(b.origin).toEqual(other);
    expect(a.get("links")).toMatchObject([{ sameData: false }]);
  });
});
