import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colormapTable } from "#widgets/draw/colormap.js";
import { dataRange, logStep, percentileLimits, scaleValue, unscaleValue } from "#widgets/draw/contrast.js";
import { imageToRgba, noValueColour } from "#widgets/draw/imageToRgba.js";

/** Linear interpolation at rank p / 100 · (n - 1) of the sorted values: numpy's default, in the obvious way. */
function naivePercentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (p / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return low + (rank - Math.floor(rank)) * (high - low);
}

describe("percentileLimits", () => {
  it("gives what numpy.percentile prints", () => {
    const ten = Uint16Array.from({ length: 10 }, (_, i) => 9 - i);
    expect(percentileLimits(ten, [25, 75])).toEqual([2.25, 6.75]);
    const [low, high] = percentileLimits(ten, [0.1, 99.9]);
    expect(low).toBeCloseTo(0.009, 12);
    expect(high).toBeCloseTo(8.991, 12);
    expect(percentileLimits(Float64Array.of(15, 20, 35, 40, 50), [40, 100])).toEqual([29, 50]);
  });

  it("agrees with sorting for any values, also with many equal ones", () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    const percentiles = fc.tuple(
      fc.double({ min: 0, max: 49, noNaN: true }),
      fc.double({ min: 51, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(values, percentiles, (data, pair) => {
        const sorted = pair.map((p) => naivePercentile(data, p));
        const expected = sorted[0]! < sorted[1]! ? sorted : [Math.min(...data), Math.max(...data)];
        const found = percentileLimits(Float64Array.from(data), pair);
        // Not toEqual: -0 and 0 are one limit, and which of them a sort puts first is chance.
        expect(found[0]).toBeCloseTo(expected[0]!, 6);
        expect(found[1]).toBeCloseTo(expected[1]!, 6);
      }),
    );
  });

  it("leaves out excluded pixels and values that are not finite", () => {
    const data = Float32Array.of(1, Number.NaN, 2, 1e9, Number.POSITIVE_INFINITY, 3);
    const excluded = Uint8Array.of(0, 0, 0, 1, 0, 0);
    expect(percentileLimits(data, [0, 100], excluded)).toEqual([1, 3]);
  });

  it("shows the few counts of an almost empty pattern instead of nothing", () => {
    const sparse = new Uint16Array(10_000);
    sparse[77] = 3;
    expect(percentileLimits(sparse, [0.1, 99.9])).toEqual([0, 3]);
  });

  it("has an answer for a constant, an empty and an all-NaN image", () => {
    expect(percentileLimits(new Uint8Array(16).fill(7), [0.1, 99.9])).toEqual([7, 7]);
    expect(percentileLimits(new Uint8Array(0), [0.1, 99.9])).toEqual([0, 1]);
    expect(percentileLimits(new Float32Array(4).fill(Number.NaN), [0.1, 99.9])).toEqual([0, 1]);
  });

  it("finds the same limits, range and step of counts, which are counted, as of the same numbers as floats", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.boolean()), { maxLength: 60 }),
        fc.tuple(fc.nat(100), fc.nat(100)),
        (pixels, percentiles) => {
          const counts = Uint16Array.from(pixels, ([count]) => count);
          const excluded = Uint8Array.from(pixels, ([, out]) => Number(out));
          const floats = Float64Array.from(counts);
          const [limits, asFloats] = [counts, floats].map((data) =>
            percentileLimits(data, percentiles, excluded),
          );
          expect(limits![0]).toBeCloseTo(asFloats![0], 9);
          expect(limits![1]).toBeCloseTo(asFloats![1], 9);
          expect(dataRange(counts, excluded)).toEqual(dataRange(floats, excluded));
          expect(logStep(counts, excluded)).toBe(logStep(floats, excluded));
        },
      ),
    );
  });

  it("samples a large image without favouring columns", () => {
    const width = 1024;
    const data = Uint16Array.from({ length: width * width }, (_, i) => i % width);
    const [low, high] = percentileLimits(data, [10, 90]);
    expect(Math.abs(low - 0.1 * (width - 1))).toBeLessThan(3);
    expect(Math.abs(high - 0.9 * (width - 1))).toBeLessThan(3);
  });
});

it("finds the range of the data", () => {
  expect(dataRange(Float32Array.of(3, Number.NaN, -2, 8), Uint8Array.of(0, 0, 0, 1))).toEqual([-2, 3]);
});

describe("scaleValue", () => {
  it("follows the documented formulas", () => {
    expect(scaleValue(30, [10, 50], "linear")).toBe(0.5);
    expect(scaleValue(20, [10, 50], "sqrt")).toBe(0.5);
    expect(scaleValue(9, [0, 999], "log")).toBeCloseTo(1 / 3, 12);
    expect(scaleValue(0.5, [0, 1], "log")).toBeCloseTo(Math.log(51) / Math.log(101), 12);
  });

  it("is ln(1 + counts) / ln(1 + most counts) for counts, and the same for their mean over 400 frames", () => {
    const sum = Float64Array.of(0, 1, 2, 7, 120, 3000, 250_000);
    const mean = sum.map((value) => value / 400);
    expect([logStep(sum), logStep(mean)]).toEqual([1, 1 / 400]);
    for (const [i, counts] of sum.entries()) {
      const expected = Math.log(1 + counts) / Math.log(250_001);
      expect(scaleValue(counts, [0, 250_000], "log", logStep(sum))).toBeCloseTo(expected, 12);
      expect(scaleValue(mean[i]!, [0, 250_000 / 400], "log", logStep(mean))).toBeCloseTo(expected, 12);
    }
  });

  it("spans two decades at least and six at most, whatever the smallest value is", () => {
    expect(scaleValue(1, [0, 4], "log", 1)).toBeCloseTo(Math.log(26) / Math.log(101), 12);
    expect(scaleValue(1e-6, [0, 1], "log", 1e-30)).toBeCloseTo(Math.log(2) / Math.log(1_000_001), 12);
    expect(scaleValue(0, [-3, 3], "log", 0)).toBeCloseTo(Math.log(51) / Math.log(101), 12);
  });

  it("has the smallest value above 0 for its step, none with values below 0 or without any above", () => {
    expect(logStep(Float32Array.of(0, 3, Number.NaN, 0.25, 0.125), Uint8Array.of(0, 0, 0, 0, 1))).toBe(0.25);
    expect(logStep(Float64Array.of(0.5, -1))).toBe(0);
    expect(logStep(new Uint16Array(4))).toBe(0);
  });

  it("clips at the limits, keeps NaN, and gives 0 for a constant image", () => {
    for (const scale of ["linear", "log", "sqrt"] as const) {
      expect(scaleValue(-5, [0, 10], scale)).toBe(0);
      expect(scaleValue(50, [0, 10], scale)).toBe(1);
      expect(scaleValue(7, [7, 7], scale)).toBe(0);
      expect(scaleValue(Number.NaN, [0, 10], scale)).toBeNaN();
    }
  });

  it("is undone by unscaleValue", () => {
    for (const scale of ["linear", "log", "sqrt"] as const)
      for (const value of [2, 2.5, 40, 700])
        expect(unscaleValue(scaleValue(value, [2, 700], scale), [2, 700], scale)).toBeCloseTo(value, 9);
    for (const value of [0, 0.004, 0.3, 9])
      expect(unscaleValue(scaleValue(value, [0, 9], "log", 0.001), [0, 9], "log", 0.001)).toBeCloseTo(
        value,
        9,
      );
  });
});

describe("imageToRgba", () => {
  const data = Float32Array.of(0, 1, 5, 40, 99, 200, Number.NaN, 3);
  const excluded = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);

  it("draws each value with the colour of its scaled level", () => {
    const table = colormapTable("viridis");
    for (const scale of ["linear", "log", "sqrt"] as const) {
      const out = new Uint8ClampedArray(data.length * 4);
      imageToRgba(data, [2, 4], { limits: [0, 100], scale, step: 0.02, table }, out);
      for (const i of [0, 1, 2, 3, 4, 5]) {
        const level = Math.round(scaleValue(data[i]!, [0, 100], scale, 0.02) * 255) * 4;
        expect([...out.subarray(i * 4, i * 4 + 4)]).toEqual([...table.subarray(level, level + 4)]);
      }
    }
  });

  it("takes the colour at the power gamma of the place on the scale", () => {
    const table = colormapTable("gray");
    for (const [gamma, levels] of [
      // 255 · u ** gamma for u = 0, 0.01, 0.05, 0.4, 0.99, 1.
      [0.5, [0, 26, 57, 161, 254, 255]],
      [2, [0, 0, 1, 41, 250, 255]],
    ] as const) {
      const out = new Uint8ClampedArray(data.length * 4);
      imageToRgba(data, [2, 4], { limits: [0, 100], scale: "linear", gamma, table }, out);
      for (const [i, level] of levels.entries())
        expect([...out.subarray(i * 4, i * 4 + 4)]).toEqual([...table.subarray(level * 4, level * 4 + 4)]);
    }
  });

  it("marks pixels without a value with a colour that no map has", () => {
    const out = new Uint8ClampedArray(data.length * 4);
    imageToRgba(
      data,
      [2, 4],
      { limits: [0, 100], scale: "linear", table: colormapTable("gray"), excluded },
      out,
    );
    expect([...out.subarray(24, 32)]).toEqual([...noValueColour, ...noValueColour]);
  });

  it("draws whole numbers, which are looked up, as it draws the same numbers as floats", () => {
    const limits = fc
      .tuple(fc.float({ min: -3, max: 300, noNaN: true }), fc.float({ min: 0, max: 20, noNaN: true }))
      .map(([low, range]) => [low, low + range] as const);
    const scales = fc.constantFrom("linear", "log", "sqrt");
    const pixels = fc.uint8Array({ minLength: 96, maxLength: 96 });
    fc.assert(
      fc.property(pixels, limits, scales, (counts, between, scale) => {
        const options = { limits: between, scale, step: 1, table: colormapTable("inferno") } as const;
        const [looked, made] = [new Uint8ClampedArray(96 * 4), new Uint8ClampedArray(96 * 4)];
        imageToRgba(counts, [8, 12], options, looked);
        imageToRgba(Float64Array.from(counts), [8, 12], options, made);
        expect(looked).toEqual(made);
      }),
    );
  });

  it("refuses an output that is too small", () => {
    const options = { limits: [0, 1], scale: "linear", table: colormapTable("gray") } as const;
    expect(() => imageToRgba(data, [2, 4], options, new Uint8ClampedArray(31))).toThrow("room for 7 pixels");
  });
});
