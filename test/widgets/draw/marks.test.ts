import { describe, expect, it } from "vitest";
import { formatQuantity } from "#widgets/draw/format.js";
import { histogramOf } from "#widgets/draw/histogram.js";
import { niceScaleBar } from "#widgets/draw/scaleBar.js";

describe("formatQuantity", () => {
  it.each([
    [0.41437, "Å⁻¹", "0.414 Å⁻¹"],
    [0.0012345, "Å⁻¹", "0.00123 Å⁻¹"],
    [0.00012345, "Å⁻¹", "1.23e−4 Å⁻¹"],
    [17, "counts", "17 counts"],
    [65_536, "counts", "65536 counts"],
    [1_234_567, "counts", "1.23e6 counts"],
    [99.96, "Å", "100 Å"],
    [9.996, "Å", "10.0 Å"],
    [12.345, "nm", "12.3 nm"],
    [1234.6, "", "1235"],
    [99_999.6, "", "1.00e5"],
    [-3.5, "px", "−3.50 px"],
    [0, "px", "0 px"],
    [Number.NaN, "px", "– px"],
  ])("%d %s reads as %s", (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });

  it("keeps its width while the number changes", () => {
    const widths = [0.1, 9, 12.3, -45.6].map(
      (value) => [...formatQuantity(value, "px", { width: 6 })].length,
    );
    expect(new Set(widths).size).toBe(1);
  });
});

describe("niceScaleBar", () => {
  it.each([
    [0.021, 96, "Å⁻¹", 0.5, "0.5 Å⁻¹"],
    [0.0021, 96, "Å⁻¹", 0.05, "0.05 Å⁻¹"],
    [0.3, 64, "Å", 5, "5 Å"],
    [2, 20, "Å", 10, "1 nm"],
    [4, 256, "Å", 200, "20 nm"],
    [400, 512, "Å", 50_000, "5 µm"],
  ] as const)("%d a pixel, %d px wide, %s: %d = %s", (pixelSize, width, unit, length, label) => {
    const bar = niceScaleBar(pixelSize, width, unit);
    expect(bar.length).toBe(length);
    expect(bar.label).toBe(label);
    expect(bar.pixels * pixelSize).toBeCloseTo(length, 9);
  });

  it("counts pixels where there is no calibration, and says so", () => {
    expect(niceScaleBar(undefined, 96, "Å")).toEqual({ length: 20, pixels: 20, label: "20 px" });
    expect(niceScaleBar(0, 3, "Å")).toEqual({ length: 1, pixels: 1, label: "1 px" });
  });

  it("covers between a tenth and three tenths of any width", () => {
    for (let i = 0; i < 200; i++) {
      const width = 16 + 7 * i;
      const bar = niceScaleBar(1.07 ** i * 1e-3, width, "Å");
      expect(bar.pixels / width).toBeLessThanOrEqual(0.3 + 1e-9);
      expect(bar.pixels / width).toBeGreaterThan(0.1);
      expect(String(bar.length / 10 ** Math.floor(Math.log10(bar.length * 1.0001)))).toMatch(
        /^(1|2|5|1\.9999\d*|4\.9999\d*|5\.0000\d*|2\.0000\d*|1\.0000\d*)$/,
      );
    }
  });
});

describe("histogramOf", () => {
  it("counts every value between the limits, the upper one in the last bin", () => {
    const { counts } = histogramOf(Uint8Array.of(0, 1, 2, 3, 4, 4, 9), [0, 4], { bins: 4 });
    expect([...counts]).toEqual([1, 1, 1, 3]);
  });

  it("draws logarithms of the counts, the fullest bin at 1", () => {
    const { heights } = histogramOf(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 5), [0, 8], { bins: 2 });
    expect(heights[0]).toBe(1);
    expect(heights[1]).toBeCloseTo(Math.log(2) / Math.log(8), 6);
  });

  it("leaves out NaN and excluded pixels, and survives constant and empty images", () => {
    const data = Float32Array.of(1, Number.NaN, 1, 2);
    const excluded = Uint8Array.of(0, 0, 0, 1);
    expect(histogramOf(data, [0, 4], { bins: 4, excluded }).counts).toEqual(Uint32Array.of(0, 2, 0, 0));
    expect(histogramOf(Uint8Array.of(5, 5), [5, 5]).counts[0]).toBe(2);
    expect(Math.max(...histogramOf(new Uint8Array(0), [0, 1]).heights)).toBe(0);
  });
});
