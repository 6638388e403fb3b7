import { decode } from "fast-png";
import { beforeEach, describe, expect, it } from "vitest";
import type { Executor, Plan } from "#core/data/executor.js";
import { annulus, circle } from "#core/virtual/detector.js";
import { DetectorPicker } from "#widgets/models/detectorPicker.js";
import { installWidgetHost } from "#widgets/models/host.js";
import { cubeWith, type FakeHost, fakeWidgetHost, resultOf } from "./fakes.js";

const executor: Executor = { run: async (plan) => resultOf(plan, 5) };
const display = Symbol.for("Jupyter.display");
let host: FakeHost;

beforeEach(() => {
  host = fakeWidgetHost();
  installWidgetHost(host);
});

describe("several detectors", () => {
  const bf = circle({ radius: 2 });
  const adf = annulus({ inner: 2, outer: 3 });
  /** Position p of image i is 100 p + i: as sums of several masks lie in the result of one run. */
  const countingRuns = (): { executor: Executor; plans: Plan[] } => {
    const plans: Plan[] = [];
    const run = async (plan: Plan) => {
      plans.push(plan);
      if (plan.calls[0]!.udf !== "maskSums") return resultOf(plan, 1);
      const count = 2;
      const sums = Float64Array.from(
        { length: 24 * count },
        (_, i) => 100 * Math.floor(i / count) + (i % count),
      );
      return { results: { images: { sums } }, overflow: { pixels: 0, frames: 0 } };
    };
    return { executor: { run }, plans };
  };

  it("are given by name, the first is selected; what is unknown or impossible is refused", () => {
    const picker = new DetectorPicker(cubeWith(executor), { detectors: { bf, adf } });
    expect(Object.keys(picker.detectors)).toEqual(["bf", "adf"]);
    expect([picker.selected, picker.detector.shape]).toEqual(["bf", "circle"]);
    picker.detector = circle({ radius: 3 });
    picker.selected = "adf";
    expect(picker.detector).toMatchObject({ inner: 2, outer: 3 });
    expect(picker.detectors.bf).toMatchObject({ radius: 3 });
    expect(() => {
      picker.selected = "haadf";
    }).toThrow("selected detector");
    expect(() => {
      picker.composite = { kind: "rgb", of: ["haadf"] };
    }).toThrow("composite");
    for (const detectors of [{}, { "": bf }, { ["x".repeat(30)]: bf }])
      expect(() => new DetectorPicker(cubeWith(executor), { detectors })).toThrow(
        "detectors of a DetectorPicker",
      );
  });

  it("are replaced by another record; a composite of names that are gone ends", () => {
    const options = { detectors: { bf, adf }, composite: { kind: "rgb", of: ["bf", "adf"] } } as const;
    const picker = new DetectorPicker(cubeWith(executor), options);
    picker.detectors = { adf, other: bf };
    expect([picker.selected, picker.composite]).toEqual(["adf", null]);
    expect(picker.detector).toMatchObject({ inner: 2 });
  });

  it("all images come from one pass, and so does a composite; its code makes the same", async () => {
    const { executor: counting, plans } = countingRuns();
    const composite = { kind: "difference", of: ["adf", "bf"], perMean: false } as const;
    const picker = new DetectorPicker(cubeWith(counting), { detectors: { bf, adf }, composite });
    const images = await picker.images;
    expect(plans).toHaveLength(1);
    expect([images.bf!.data[3], images.adf!.data[3]]).toEqual([300, 301]);
    // The first of the difference is the first of its pass.
    expect((await picker.image).data[3]).toBe(300 - 301);
    expect(plans).toHaveLength(2);
    picker.composite = { kind: "rgb", of: ["adf", "bf"] };
    const colours = (await picker.image) as { channels?: { name: string }[] };
    expect(colours.channels?.map(({ name }) => name)).toEqual(["adf", "bf"]);
    expect(plans, "the same pass").toHaveLength(2);
    expect(picker.code).toBe(
      "const { adf, bf } = await virtualImages(scan, { adf: annulus({ inner: 2, outer: 3, centre: [3.5, 3.5] }), " +
        "bf: circle({ radius: 2, centre: [3.5, 3.5] }) });",
    );
  });

  it("names that are no names of constants are quoted in the code", () => {
    const detectors = { "inner ADF": adf, class: bf };
    const composite = { kind: "difference", of: ["inner ADF", "class"], perMean: true } as const;
    const { code } = new DetectorPicker(cubeWith(executor), { detectors, composite });
    expect(code).toContain('const images = await virtualImages(scan, { "inner ADF": annulus(');
    expect(code).toContain(
      'const image = imageDifference(images["inner ADF"], images["class"], { perMean: true });',
    );
  });

  it("the output of a cell draws a colour composite with its names", async () => {
    const { executor: counting } = countingRuns();
    const composite = { kind: "rgb", of: ["bf", "adf"] } as const;
    const bundle = await shown(new DetectorPicker(cubeWith(counting), { detectors: { bf, adf }, composite }));
    const { data, channels, width } = decode(
      Uint8Array.from(atob(bundle["image/png"] as string), (c) => c.charCodeAt(0)),
    );
    const colours = new Set<string>();
    for (let i = 0; i < data.length; i += channels) colours.add([...data.subarray(i, i + 3)].join());
    expect(width).toBeGreaterThan(400);
    // The ramps of both channels, at their upper ends.
    for (const end of ["255,0,0", "0,255,0"]) expect(colours.has(end), end).toBe(true);
  });
});

function shown(picker: DetectorPicker): Promise<Record<string, unknown>> {
  return (picker as unknown as Record<symbol, () => Promise<Record<string, unknown>>>)[display]!();
}
