import { describe, expect, it } from "vitest";
import { barWords } from "#widgets/views/parts/colorBar.js";

const look = { scale: "linear", colormap: "gray" } as const;

describe("the words of a colour bar", () => {
  it("gives limits and three values between, as they are when they read well", () => {
    const words = barWords({ ...look, limits: [0, 400] }, "counts", [0, 400]);
    expect(words).toEqual({ ticks: ["0", "100", "200", "300", "400"], unit: "counts" });
  });

  it("marks a limit that clips the image", () => {
    const { ticks } = barWords({ ...look, limits: [10, 50] }, "counts", [0, 90]);
    expect([ticks[0], ticks.at(-1)]).toEqual(["≤ 10", "≥ 50"]);
  });

  it("shares one power of ten between large values, so that they can be compared", () => {
    const words = barWords({ ...look, limits: [50_000, 250_000] }, "counts", [50_000, 250_000]);
    expect(words).toEqual({ ticks: ["0.50", "1.00", "1.50", "2.00", "2.50"], unit: "10⁵ counts" });
  });

  it("writes small values with a negative power", () => {
    expect(barWords({ ...look, limits: [0, 0.004] }, "", [0, 0.004]).unit).toBe("10⁻³");
  });

  it("keeps every value of a logarithmic bar in full, since they span decades", () => {
    const words = barWords({ ...look, scale: "log", limits: [0, 80_000] }, "counts", [0, 80_000]);
    expect(words.unit).toBe("counts");
    expect(words.ticks.at(-1)).toBe("80000");
  });
});
