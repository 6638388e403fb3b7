import { describe, expect, it } from "vitest";
import { originAt } from "#core/calibration/fitOrigin.js";
import { simulate } from "#core/simulate/simulate.js";
import { measureOrigin } from "#core/udf/library/measureOrigin.js";
import { cubeOf } from "./cubeOf.js";
import { storeCube } from "./cubes.js";

describe("the origin measured from a simulated scan", () => {
  it.each([
    ["plane", 0.8],
    ["parabola", 3],
  ] as const)("by a %s follows a descan of %d px", async (model, descan) => {
    const scan = simulate({ scanShape: [16, 16], detectorShape: [64, 64], electronsPerFrame: 2000, descan });
    const pixels = Uint16Array.from([...scan.frames()].flatMap((frame) => [...frame]));
    const excluded = Uint8Array.from(scan.pixelMask, (bits) => (bits === 0 ? 0 : 1));
    const stored = storeCube(scan.shape, "uint16", pixels, { excluded });
    const cube = cubeOf(stored, 1, { origin: [7, 3] });
    const fit = await measureOrigin(cube, { model });
    const errors = [...scan.truth.origin.y].map((y, i) => {
      const found = originAt(fit, [Math.floor(i / 16), i % 16]);
      return Math.hypot(found[0] - y, found[1] - scan.truth.origin.x[i]!);
    });
    expect(Math.max(...errors)).toBeLessThan(0.15);
  });
});
