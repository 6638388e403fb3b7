import { describe, expect, it } from "vitest";
import { union } from "#core/virtual/combine.js";
import { annulus, circle, type DetectorSpec, lattice, polygon, rectangle } from "#core/virtual/detector.js";
import { detectorMask } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { presetDetector, presetRanges } from "#core/virtual/presets.js";
import { rings, segments } from "#core/virtual/segments.js";

/** λ at 200 kV from tables, Å. */
const wavelength = 0.0250793;
const calibration = {
  detectorPixel: [0.02, 0.02] as const,
  energy: 200e3,
  origin: [40, 50] as const,
};
const placed = (spec: DetectorSpec) => placeDetector(spec, [96, 96], calibration);

describe("detectors in Å⁻¹ and mrad", () => {
  it("have their sizes divided by the detector pixel, and keep no unit", () => {
    const ring = placed(annulus({ unit: "Å⁻¹", inner: 0.2, outer: 0.5 }));
    expect(ring).toEqual({ shape: "annulus", centre: [40, 50], inner: 10, outer: 25 });
  });

  it("turn angles into lengths by q = θ / λ", () => {
    const disk = placed(circle({ unit: "mrad", radius: 12 }));
    expect(disk).toMatchObject({ shape: "circle", radius: expect.closeTo(0.012 / wavelength / 0.02, 3) });
  });

  it("count places from the direct beam, and in px from pixel (0, 0)", () => {
    expect(placed(circle({ unit: "Å⁻¹", radius: 0.1, centre: [-0.2, 0.4] }))).toMatchObject({
      centre: [30, 70],
    });
    expect(placed(circle({ unit: "px", radius: 5, centre: [3, 4] }))).toMatchObject({ centre: [3, 4] });
    const corners = [
      [0, 0],
      [0.2, 0],
      [0, 0.2],
    ] as const;
    expect(placed(polygon({ unit: "Å⁻¹", points: corners }))).toMatchObject({
      points: [
        [40, 50],
        [50, 50],
        [40, 60],
      ],
    });
  });

  it("convert lattices, sectors, rings and the parts of combinations; a soft edge stays in px", () => {
    const vectors = { g1: [0, 0.2], g2: [0.2, 0] } as const;
    expect(
      placed(lattice({ ...vectors, unit: "Å⁻¹", radius: 0.04, extent: 0.5, softEdge: 2 })),
    ).toMatchObject({
      g1: [0, 10],
      g2: [10, 0],
      radius: 2,
      extent: 25,
      softEdge: 2,
    });
    const inPx = union(segments({ outer: 20, count: 3 })[1]!, ...rings([25, 30, 35]));
    const inAngstrom = union(
      segments({ outer: 0.4, count: 3, unit: "Å⁻¹" })[1]!,
      ...rings([0.5, 0.6, 0.7], { unit: "Å⁻¹" }),
    );
    expect(detectorMask(placed(inAngstrom), [96, 96])).toEqual(detectorMask(placed(inPx), [96, 96]));
  });

  it("name the calibration that is missing and how to set it", () => {
    const disk = circle({ unit: "mrad", radius: 12 });
    expect(() => placeDetector(disk, [96, 96], { energy: 200e3 })).toThrow(
      /calibration\.detectorPixel: found nothing.*withCalibration/,
    );
    expect(() => placeDetector(disk, [96, 96], { detectorPixel: [0.02, 0.02] })).toThrow(
      /calibration\.energy: found nothing.*withCalibration/,
    );
    expect(() => placed({ ...disk, unit: "nm" } as unknown as DetectorSpec)).toThrow(
      /detector\.unit: found "nm"/,
    );
  });

  it("on pixels that are not square make boxes but no disks", () => {
    const oblong = { ...calibration, detectorPixel: [0.02, 0.04] as const };
    expect(() => placeDetector(circle({ unit: "Å⁻¹", radius: 1 }), [96, 96], oblong)).toThrow(
      /square pixels/,
    );
    const box = rectangle({ unit: "Å⁻¹", height: 0.4, width: 0.4 });
    expect(placeDetector(box, [96, 96], oblong)).toMatchObject({ height: 20, width: 10 });
  });

  it("of an unknown shape are refused", () => {
    expect(() => placed({ shape: "cirle", radius: 3 } as unknown as DetectorSpec)).toThrow(
      /detector\.shape: found cirle/,
    );
  });
});

describe("presets about a direct disk", () => {
  const disk = { centre: [47, 48], radius: 8 } as const;

  it("scale with the radius of the disk and lie about its centre", () => {
    expect(presetDetector("BF", disk)).toEqual({ shape: "circle", centre: [47, 48], radius: 8 });
    expect(presetDetector("ABF", disk)).toEqual({ shape: "annulus", centre: [47, 48], inner: 4, outer: 8 });
    expect(presetDetector("HAADF", disk)).toMatchObject({ inner: 24, outer: 80 });
  });

  it("ADF begins outside the disk and ends where HAADF begins", () => {
    expect(presetRanges.ADF.inner).toBeGreaterThan(1);
    expect(presetRanges.ADF.outer).toBe(presetRanges.HAADF.inner);
    const [bf, adf] = (["BF", "ADF"] as const).map((name) =>
      detectorMask(presetDetector(name, disk), [96, 96]),
    );
    expect(bf!.some((value, i) => value === 1 && adf![i] === 1)).toBe(false);
  });
});
