import { describe, expect, it } from "vitest";
import { compactNumber } from "#widgets/draw/format.js";
import { barWords } from "#widgets/views/parts/colorBar.js";

const look = { scale: "linear", step: 1, colormap: "gray" } as const;

describe("the words of a colour bar", () => {
  it("gives limits and three values between, as they are when they read well", () => {
    const words = barWords({ ...look, limits: [0, 400] }, "counts", [0, 400]);
    expect(words).toEqual({ ticks: ["0", "100", "200", "300", "400"], unit: "counts" });
  });

  it("labels a picture of one value once", () => {
    expect(barWords({ ...look, limits: [0, 0] }, "counts", [0, 0]).ticks).toEqual(["0", "", "", "", ""]);
  });

  it("marks a limit that clips the image", () => {
    const { ticks } = barWords({ ...look, limits: [10, 50] }, "counts", [0, 90]);
    expect([ticks[0], ticks.at(-1)]).toEqual(["≤ 10", "≥ 50"]);
  });

  it("shares one power of ten between large values, so that they can be compared", () => {
    const words = barWords({ ...look, limits: [50_000, 250_000] }, "counts", [50_000, 250_000]);
    expect(words).toEqual({ ticks: ["0.50", "1.00", "1.50", "2.00", "2.50"], unit: "10⁵ counts" });
  });

  it("gives all labels the same decimals, as few as tell them apart", () => {
    const words = (limits: readonly [number, number]) => barWords({ ...look, limits }, "px", limits).ticks;
    expect(words([-2, 2])).toEqual(["−2", "−1", "0", "1", "2"]);
    expect(words([-0.5, 0.5])).toEqual(["−0.50", "−0.25", "0.00", "0.25", "0.50"]);
    expect(words([0.00001, 0.4])).toEqual(["0.0", "0.1", "0.2", "0.3", "0.4"]);
  });

  it("writes small values with a negative power", () => {
    expect(barWords({ ...look, limits: [0, 0.004] }, "", [0, 0.004]).unit).toBe("10⁻³");
  });

  it("writes the values of a logarithmic bar as short plain numbers, since they span decades", () => {
    const words = barWords({ ...look, scale: "log", limits: [0, 114_000] }, "counts", [0, 114_000]);
    expect(words).toEqual({ ticks: ["0", "17", "337", "6.2k", "114k"], unit: "counts" });
  });

  it("keeps tiny values of a logarithmic bar short by one power of ten", () => {
    const words = barWords({ ...look, scale: "log", limits: [0, 0.004] }, "", [0, 0.004]);
    expect([words.ticks.at(-1), words.unit]).toEqual(["4", "10⁻³"]);
  });
});

describe("a compact number", () => {
  it.each([
    [0, "0"],
    [1.23, "1.2"],
    [19.4, "19"],
    [340.4, "340"],
    [999.6, "1k"],
    [6234, "6.2k"],
    [113_700, "114k"],
    [2.5e6, "2.5M"],
    [-4200, "−4.2k"],
    [0.0216, "0.022"],
    [0.00002, "2.0e−5"],
    [Number.NaN, "–"],
  ])("%d is %s", (value, text) => expect(compactNumber(value)).toBe(text));
});
