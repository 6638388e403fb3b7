import { describe, expect, it } from "vitest";
import {
  checkComposite,
  currentDetectors,
  type Detectors,
  freeName,
  shownComposite,
  withAdded,
  withName,
  withoutSelected,
  withParts,
  withSelected,
} from "#widgets/models/namedDetectors.js";
import { drawnMask } from "#widgets/models/pickerDetector.js";
import { partsOf } from "#widgets/views/detectorPicker/detectorParts.js";

const disk = (radius: number) => ({ shape: "circle", centre: [8, 8], radius }) as const;
/** B is selected and was moved: its entry in the list is old. */
const three: Detectors = {
  detectors: [
    { name: "A", detector: disk(1) },
    { name: "B", detector: disk(2) },
    { name: "C", detector: disk(3) },
  ],
  selected: "B",
  detector: disk(2.5),
  composite: { kind: "rgb", of: ["A", "B", "C"] },
};
const names = ({ detectors }: Detectors) => detectors.map(({ name }) => name);
const radii = (state: Detectors) =>
  currentDetectors(state).map(({ detector }) => "radius" in detector && detector.radius);

describe("a list of detectors", () => {
  it("holds the geometry of the selected one as it stands, also after another one is selected", () => {
    expect(radii(three)).toEqual([1, 2.5, 3]);
    const other = withSelected(three, "C");
    expect(other).toMatchObject({ selected: "C", detector: disk(3) });
    expect(radii({ ...other, detector: disk(9) })).toEqual([1, 2.5, 9]);
    expect(withSelected(three, "nobody")).toBe(three);
  });

  it("gets one more after the selected one, with the first free name", () => {
    const more = withAdded(three, disk(7));
    expect(names(more)).toEqual(["A", "B", "D", "C"]);
    expect(more).toMatchObject({ selected: "D", detector: disk(7) });
    expect(radii(more)).toEqual([1, 2.5, 7, 3]);
    const alphabet = Array.from({ length: 26 }, (_, i) => ({
      name: String.fromCharCode(65 + i),
      detector: disk(1),
    }));
    expect(freeName(alphabet)).toBe("A2");
  });

  it("loses the selected one to its neighbour, never the last one, and composites lose it too", () => {
    const fewer = withoutSelected(three);
    expect(names(fewer)).toEqual(["A", "C"]);
    expect(fewer).toMatchObject({ selected: "C", composite: { kind: "rgb", of: ["A", "C"] } });
    const difference = { kind: "difference", of: ["A", "B"], perMean: false } as const;
    expect(withoutSelected({ ...three, composite: difference }).composite).toBeNull();
    const last = withoutSelected(fewer);
    expect(names(last)).toEqual(["A"]);
    expect(withoutSelected(last)).toBe(last);
  });

  it("renames the selected one everywhere, unless the name is taken, empty or too long", () => {
    const renamed = withName(three, "adf");
    expect(names(renamed)).toEqual(["A", "adf", "C"]);
    expect(renamed).toMatchObject({ selected: "adf", composite: { of: ["A", "adf", "C"] } });
    for (const name of ["C", "", "  ", "x".repeat(25)]) expect(withName(three, name)).toBe(three);
  });

  it("replaces a ring by quadrants that are together its pixels, and share none", () => {
    const ring = { shape: "annulus", centre: [8, 8], inner: 2, outer: 6 } as const;
    const parts = partsOf(ring, "quadrants")!;
    const frame = [17, 17] as const;
    const masks = parts.map((part) => drawnMask(part, frame));
    const sum = drawnMask(ring, frame).map((_, i) => masks.reduce((total, mask) => total + mask[i]!, 0));
    expect(sum).toEqual(drawnMask(ring, frame));
    const cut = withParts(three, parts);
    expect(names(cut)).toEqual(["A", "B1", "B2", "B3", "B4", "C"]);
    expect(cut.selected).toBe("B1");
    expect(partsOf({ shape: "point", centre: [1, 1] }, "rings")).toBeUndefined();
  });
});

describe("a composite", () => {
  it("names detectors that are there; what is gone is left out", () => {
    expect(shownComposite(three)?.detectors.map(({ detector }) => detector)).toEqual([
      disk(1),
      disk(2.5),
      disk(3),
    ]);
    const gone = { kind: "difference", of: ["A", "Z"], perMean: false } as const;
    expect(shownComposite({ ...three, composite: gone })).toBeNull();
    expect(shownComposite({ ...three, composite: null })).toBeNull();
  });

  it.each([
    [{ kind: "rgb", of: [] }],
    [{ kind: "rgb", of: ["A", "B", "C", "A"] }],
    [{ kind: "rgb", of: ["Z"] }],
    [{ kind: "difference", of: ["A", "Z"], perMean: false }],
  ] as const)("is refused: %j", (composite) => {
    expect(() => checkComposite(composite, three.detectors)).toThrow("composite of a DetectorPicker");
  });
});
