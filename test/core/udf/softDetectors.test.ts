import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImages } from "#core/udf/library/maxImages.js";
import { run } from "#core/udf/library/runUdfs.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { intersection, invert } from "#core/virtual/combine.js";
import { annulus, circle } from "#core/virtual/detector.js";
import { cubeOf } from "./cubeOf.js";
import { anyStoredCube, type StoredCube, storeCube } from "./cubes.js";

const ramp = (inside: number, softEdge: number): number => Math.min(1, Math.max(0, 0.5 + inside / softEdge));

/** Of every frame the sum by a weight for each pixel, [y, x], as a plain loop in float64 makes it, and that of all pixels. */
function naive(
  stored: StoredCube,
  weight: (y: number, x: number) => number,
): { sum: number; size: number }[] {
  const [scanY, scanX, detY, detX] = stored.description.shape;
  return Array.from({ length: scanY * scanX }, (_, frame) => {
    let [sum, size] = [0, 0];
    for (let i = 0; i < detY * detX; i++) {
      if (stored.description.excluded?.[i] === 1) continue;
      const value = stored.pixels[frame * detY * detX + i]!;
      sum += value * weight(Math.floor(i / detX), i % detX);
      size += Math.abs(value);
    }
    return { sum, size };
  });
}

/** Weights are float32: what they round away of each pixel, and nothing else. */
function expectClose(found: ArrayLike<number>, expected: readonly { sum: number; size: number }[]): void {
  expected.forEach(({ sum, size }, frame) => {
    expect(Math.abs(found[frame]! - sum)).toBeLessThanOrEqual(size * 1e-7);
  });
}

describe("detectors with a soft edge", () => {
  it("give the naive weighted sums for any dtype, storage and mask, beside hard ones in the same pass", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, fc.integer({ min: 1, max: 3 }), async (stored, workers) => {
        const centre = [stored.description.shape[2] / 2, stored.description.shape[3] / 3] as const;
        const away = (y: number, x: number) => Math.hypot(y - centre[0], x - centre[1]);
        const images = await virtualImages(cubeOf(stored, workers), {
          ring: annulus({ centre, inner: 3, outer: 7, softEdge: 2.5 }),
          hard: circle({ centre, radius: 4.2 }),
          outside: intersection(
            invert(circle({ centre, radius: 5, softEdge: 1.5 })),
            circle({ centre, radius: 9 }),
          ),
        });
        expectClose(
          images.ring.data,
          naive(stored, (y, x) => ramp(Math.min(7 - away(y, x), away(y, x) - 3), 2.5)),
        );
        expectClose(
          images.outside.data,
          naive(stored, (y, x) => Math.min(away(y, x) <= 9 ? 1 : 0, 1 - ramp(5 - away(y, x), 1.5))),
        );
        const hard = naive(stored, (y, x) => (away(y, x) <= 4.2 ? 1 : 0));
        expect([...images.hard.data]).toEqual(hard.map(({ sum }) => sum));
      }),
      { numRuns: 80 },
    );
  });

  it("give Float64Array, also in a run of several analyses", async () => {
    const stored = storeCube([1, 2, 1, 3], "uint16", Uint16Array.of(2, 4, 6, 1, 3, 8));
    const soft = circle({ centre: [0, 0], radius: 1, softEdge: 2 });
    const expected = Float64Array.of(2 + 0.5 * 4, 1 + 0.5 * 3);
    expect((await virtualImages(cubeOf(stored), { soft })).soft.data).toEqual(expected);
    expect((await run(cubeOf(stored), { soft })).soft.data).toEqual(expected);
  });

  it("weigh the centre of mass", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, async (stored) => {
        const weight = (y: number, x: number) => ramp(6 - Math.hypot(y - 4, x - 5), 3);
        const detector = circle({ centre: [4, 5], radius: 6, softEdge: 3 });
        const { y, x } = await centerOfMass(cubeOf(stored), { detector });
        const total = naive(stored, weight);
        const [alongY, alongX] = [
          naive(stored, (v, u) => weight(v, u) * v),
          naive(stored, (v, u) => weight(v, u) * u),
        ];
        total.forEach(({ sum, size }, frame) => {
          const isThere = sum > 1e-3 * size;
          if (isThere) expect(y.data[frame]).toBeCloseTo(alongY[frame]!.sum / sum, 3);
          if (isThere) expect(x.data[frame]).toBeCloseTo(alongX[frame]!.sum / sum, 3);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("have no largest pixel: refused by name", async () => {
    const stored = storeCube([1, 1, 1, 2], "uint8", Uint8Array.of(1, 2));
    await expect(maxImages(cubeOf(stored), { soft: circle({ radius: 1, softEdge: 1 }) })).rejects.toThrow(
      /circle\.softEdge: found a soft edge.*no largest pixel/s,
    );
  });
});
