import { describe, expect, it } from "vitest";
import { histogramOf } from "#widgets/draw/histogram.js";
import { limitsOf } from "#widgets/draw/paneLimits.js";

const data = Float64Array.of(-10, 0, 10, 20, 40);

describe("the limits of a pane", () => {
  it("are percentiles, unless values are given", () => {
    expect(limitsOf(data, { percentile: [0, 100] })).toEqual([-10, 40]);
    expect(limitsOf(data, { percentile: [0, 100], limits: [3, 5] })).toEqual([3, 5]);
  });

  it("are equally far from 0 when they are to be symmetric", () => {
    expect(limitsOf(data, { percentile: [0, 100], symmetric: true })).toEqual([-40, 40]);
    expect(limitsOf(data, { percentile: [0, 100], limits: [-7, 5], symmetric: true })).toEqual([-7, 7]);
  });
});

describe("a histogram on another scale than the linear one", () => {
  it("has bins of equal width on a square root scale: borders at 0, 25, 100, 225, 400", () => {
    const values = Uint16Array.of(0, 24, 25, 99, 100, 224, 225, 400, 401);
    const { counts } = histogramOf(values, [0, 400], { bins: 4, scale: "sqrt" });
    expect([...counts]).toEqual([2, 2, 2, 2]);
  });

  it("parts a log scale of 0–9999 into decades", () => {
    // ln(1 + v) / ln(10 000): borders at 0, 9, 99, 999.
    const values = Uint16Array.of(0, 8, 10, 98, 100, 998, 1000, 9999);
    expect([...histogramOf(values, [0, 9999], { bins: 4, scale: "log" }).counts]).toEqual([2, 2, 2, 2]);
  });
});

describe("a histogram of a sample", () => {
  it("counts every n-th value, in columns of any parity", () => {
    const values = Uint8Array.from({ length: 1000 }, (_, i) => i % 2);
    const { counts } = histogramOf(values, [0, 1], { bins: 2, sample: 500 });
    // Every third: 334 values, half of them of each kind.
    expect([...counts]).toEqual([167, 167]);
  });
});
