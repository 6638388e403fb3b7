import { describe, expect, it, vi } from "vitest";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { meanOrigin, originAt } from "#core/calibration/fitOrigin.js";
import { DataCube } from "#core/data/dataCube.js";
import type { NumberArray } from "#core/data/dtype.js";
import { integrateCenterOfMass } from "#core/phase/integrateCenterOfMass.js";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImages } from "#core/udf/library/maxImages.js";
import { measureOrigin } from "#core/udf/library/measureOrigin.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { annulus, circle } from "#core/virtual/detector.js";
import { decodeImage } from "#widgets/codecs.js";
import { defaultPanes } from "#widgets/models/defaultPanes.js";
import { pickerCode } from "#widgets/models/detectorCode.js";
import { DetectorPicker } from "#widgets/models/detectorPicker.js";
import { detectorPickerData } from "#widgets/models/detectorPickerData.js";
import type { OriginReply, PickerReply, PickerResponse } from "#widgets/models/detectorPickerState.js";
import { installWidgetHost } from "#widgets/models/host.js";
import { runImage } from "#widgets/models/runImage.js";
import { shownShift } from "#widgets/models/shownShift.js";
import { storeCube } from "../../core/udf/cubes.js";
import { serialExecutor } from "../../core/udf/serialExecutor.js";
import { fakeWidgetHost } from "./fakes.js";

const shape = [9, 11, 40, 36] as const;
const frames = [...Array(shape[0] * shape[1]).keys()];
/** Where the simulation has the beam: y 18 to 21, x 19 to 16. */
const beamAt = (frame: number): [number, number] => [
  18 + (3 * Math.floor(frame / shape[1])) / 8,
  19 - (3 * (frame % shape[1])) / 10,
];

/** An even disk of radius 6 about the beam, and a fainter one that lies 11 px below. */
const pixels = new Uint16Array(frames.length * shape[2] * shape[3]);
frames.forEach((frame) => {
  const [beamY, beamX] = beamAt(frame);
  for (let i = 0; i < shape[2] * shape[3]; i++) {
    const [y, x] = [Math.floor(i / shape[3]), i % shape[3]];
    const direct = Math.hypot(y - beamY, x - beamX) <= 6 ? 200 : 0;
    const spot = Math.hypot(y - beamY - 11, x - beamX) <= 4 ? 10 + (frame % 5) : 0;
    pixels[frame * shape[2] * shape[3] + i] = direct + spot;
  }
});
const stored = storeCube(shape, "uint16", pixels);
const scan = new DataCube({
  name: "wandering.npy",
  description: stored.description,
  calibration: {},
  metadata: {},
  provenance: { operation: "open", parameters: {}, inputs: ["test"], version: "0" },
  executor: serialExecutor(stored.files, 2),
});
const detector = { shape: "annulus", inner: 7, outer: 15.5, centre: [19.5, 17.5] } as const;
const measured = { origin: await measureOrigin(scan), measured: true };
const code = { variable: "scan", shape, calibration: {} };

/** Runs a line of code as a cell does, and gives what it defines. */
async function definedBy(line: string, name: string): Promise<{ data: NumberArray }> {
  const library = {
    annulus,
    centerOfMass,
    circle,
    integrateCenterOfMass,
    maxImages,
    measureOrigin,
    virtualImages,
  };
  const all = { ...library, scan };
  const body = `return (async () => { ${line} return ${name}; })()`;
  return new Function(...Object.keys(all), body)(...Object.values(all));
}

/** The path of a picker of a scan, with what it sends. */
function startedPath(cube = scan) {
  const sent: { content: PickerReply | OriginReply; buffers: Uint8Array[] }[] = [];
  const named = { detector, detectors: [{ name: "A", detector }], selected: "A", composite: null };
  const state = {
    ...defaultPanes,
    ...named,
    scan: { name: scan.name, shape, dtype: "uint16", calibration: {}, variable: "scan" },
    response: "integrate",
    region: null,
    cursor: [0, 0],
    pattern: "sum",
  } as const;
  const host = {
    executor: cube.executor,
    send: (content: Record<string, unknown>, buffers: Uint8Array[] = []) =>
      void sent.push({ content: content as unknown as PickerReply, buffers }),
    updateSnapshot: () => {},
    now: () => 0,
  };
  const path = detectorPickerData({ description: cube.description, calibration: {}, state }, host);
  return { path, sent };
}

const waitFor = <T>(find: () => T | undefined) => vi.waitUntil(find, { timeout: 60_000 });

describe("a picker that follows the descan", () => {
  it("measures in its data path what measureOrigin(scan) gives, which is where the simulation has the beam", async () => {
    const { path, sent } = startedPath();
    path.onMessage({ type: "measureOrigin" }, []);
    const reply = await waitFor(() => sent.find(({ content }) => content.type === "origin")?.content);
    path.close();
    expect(reply).toEqual({ type: "origin", origin: measured.origin });
    for (const frame of frames) {
      const found = originAt(measured.origin, [Math.floor(frame / shape[1]), frame % shape[1]]);
      beamAt(frame).forEach((place, axis) => {
        expect(Math.abs(found[axis]! - place)).toBeLessThan(0.15);
      });
    }
  });

  it("answers once when it is asked anew while it measures", async () => {
    const { path, sent } = startedPath();
    path.onMessage({ type: "measureOrigin" }, []);
    path.onMessage({ type: "measureOrigin" }, []);
    await waitFor(() => sent.find(({ content }) => content.type === "origin"));
    path.close();
    const replies = sent.map(({ content }) => content.type).filter((type) => type.startsWith("origin"));
    expect(replies).toEqual(["origin"]);
  });

  it("says why where there is no beam to be found", async () => {
    const dark = storeCube(shape, "uint16", new Uint16Array(pixels.length));
    const cube = new DataCube({
      ...scan,
      description: dark.description,
      executor: serialExecutor(dark.files),
    });
    const { path, sent } = startedPath(cube);
    path.onMessage({ type: "measureOrigin" }, []);
    const { content } = await waitFor(() => sent.find((reply) => reply.content.type === "originError"));
    expect(content).toMatchObject({ message: expect.stringContaining("direct") });
    path.close();
  });

  it("sends the image of the pixels about each frame's origin, by the naive formula", async () => {
    const { path, sent } = startedPath();
    path.onMessage({ type: "image", seq: 7, detector, descan: measured }, []);
    const { buffers } = await waitFor(() =>
      sent.find(({ content }) => content.type === "frame" && content.seq === 7 && content.complete === 1),
    );
    path.close();
    const mean = meanOrigin(measured.origin);
    const naive = frames.map((frame) => {
      const at = originAt(measured.origin, [Math.floor(frame / shape[1]), frame % shape[1]]);
      const [cy, cx] = [19.5 + at[0] - mean[0], 17.5 + at[1] - mean[1]];
      let sum = 0;
      for (let i = 0; i < shape[2] * shape[3]; i++) {
        const distance = Math.hypot(Math.floor(i / shape[3]) - cy, (i % shape[3]) - cx);
        if (distance >= 7 && distance < 15.5) sum += pixels[frame * shape[2] * shape[3] + i]!;
      }
      return sum;
    });
    const [buffer] = buffers;
    const image = decodeImage(new DataView(buffer!.buffer, buffer!.byteOffset, buffer!.byteLength));
    expect([...image.data]).toEqual(naive);
  });

  it("has centres of mass of 0 where an even disk wanders, and a flat phase", async () => {
    const disk = { shape: "circle", radius: 7.5, centre: meanOrigin(measured.origin) } as const;
    for (const response of ["comX", "comY"] as const) {
      const still = await runImage(scan, { detector: disk, response });
      const followed = await runImage(scan, { detector: disk, response, descan: measured });
      expect(Math.max(...still.data) - Math.min(...still.data)).toBeGreaterThan(1);
      for (const value of followed.data) expect(Math.abs(value)).toBeLessThan(0.25);
    }
    const phase = await runImage(scan, { detector: disk, response: "icom", descan: measured });
    const wandering = await runImage(scan, { detector: disk, response: "icom" });
    const height = (values: NumberArray) => Math.max(...values) - Math.min(...values);
    expect(height(phase.data)).toBeLessThan(0.2 * height(wandering.data));
  });

  it("has a line of code for each response that makes the same image in a cell", async () => {
    const responses: PickerResponse[] = ["integrate", "max", "comX", "comY", "icom"];
    for (const response of responses) {
      const shown = { detector, response, descan: measured };
      const line = pickerCode({ scan: code, ...shown });
      expect(line).toMatch(/^const origin = await measureOrigin\(scan\); /);
      expect((await definedBy(line, "image")).data).toEqual((await runImage(scan, shown)).data);
    }
    const composite = {
      kind: "difference",
      detectors: [
        { name: "a", detector },
        { name: "origin", detector: { ...detector, inner: 0, outer: 5 } },
      ],
    } as const;
    const shown = { detector, composite, descan: measured };
    const line = pickerCode({ scan: code, ...shown });
    const made = await new Function(
      ...["annulus", "measureOrigin", "scan", "virtualImages", "imageDifference"],
      `return (async () => { ${line} return image; })()`,
    )(annulus, measureOrigin, scan, virtualImages, (a: { data: number[] }, b: { data: number[] }) => ({
      data: Array.from(a.data, (value, i) => value - b.data[i]!),
    }));
    expect(made.data).toEqual([...(await runImage(scan, shown)).data]);
  });

  it("marks detectors by the mean of the origins of what the pattern shows", () => {
    const parabola: DescanOrigin = {
      ...measured.origin,
      model: "parabola",
      y: [20, 1, -2, 0.5, 0.25, -0.75],
      x: [17, 0, 1.5, 1, -0.5, 0.125],
    };
    const descan = { origin: parabola, measured: false };
    const meanOf = (chosen: readonly number[]): [number, number] => {
      const all = chosen.map((frame) => originAt(parabola, [Math.floor(frame / shape[1]), frame % shape[1]]));
      return [0, 1].map((axis) => all.reduce((sum, at) => sum + at[axis]!, 0) / all.length) as [
        number,
        number,
      ];
    };
    const [fromY, fromX] = meanOf(frames);
    const region = { y: [2, 5], x: [1, 7] } as const;
    const inRegion = frames.filter((f) => {
      const [y, x] = [Math.floor(f / shape[1]), f % shape[1]];
      return y >= 2 && y < 5 && x >= 1 && x < 7;
    });
    const expected = { cursor: [4 * shape[1] + 9], sum: frames, regionMean: inRegion, regionMax: inRegion };
    for (const [pattern, chosen] of Object.entries(expected)) {
      const shift = shownShift(descan, { pattern: pattern as "cursor", cursor: [4, 9], region });
      const [y, x] = meanOf(chosen);
      expect(shift[0]).toBeCloseTo(y - fromY, 10);
      expect(shift[1]).toBeCloseTo(x - fromX, 10);
    }
  });

  it("takes a fit from a cell, tells it in its code, image and provenance, and ends with null", async () => {
    installWidgetHost(fakeWidgetHost());
    const picker = new DetectorPicker(scan, { detector: annulus({ ...detector }) });
    expect(picker.origin).toBeNull();
    picker.origin = measured.origin;
    expect(picker.code).toMatch(/^const origin = picker\.origin; .*, \{ origin \}\);$/);
    const image = await picker.image;
    const { image: expected } = await virtualImages(scan, { image: annulus({ ...detector }) }, measured);
    expect([...image.data]).toEqual([...expected.data]);
    expect(image.provenance.parameters).toMatchObject({ origin: { model: "plane" } });
    expect([...(await picker.images).A!.data]).toEqual([...expected.data]);
    picker.origin = null;
    expect(picker.code).not.toContain("origin");
    expect([...(await picker.image).data]).not.toEqual([...expected.data]);
  });

  it("refuses the fit of another scan, and origins one by one", () => {
    installWidgetHost(fakeWidgetHost());
    const picker = new DetectorPicker(scan);
    expect(() => {
      picker.origin = { ...measured.origin, scanShape: [4, 4] };
    }).toThrow(/fit of a scan of 4 x 4/);
    expect(() => {
      picker.origin = { y: [], x: [], scanShape: [9, 11] };
    }).toThrow(/fitOrigin/);
  });
});
