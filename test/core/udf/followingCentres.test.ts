import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImages } from "#core/udf/library/maxImages.js";
import { annulus, circle, rectangle } from "#core/virtual/detector.js";
import { cubeOf } from "./cubeOf.js";
import { anyStoredCube, type StoredCube, storeCube } from "./cubes.js";
import { away, descanOf, mean, originsOf } from "./descans.js";

type Weight = (y: number, x: number, origin: readonly [number, number]) => number | boolean;

/** The valid pixels of each frame, with their places and their weights by the frame's origin. */
function weighed(stored: StoredCube, weight: Weight) {
  const { shape, excluded } = stored.description;
  const [detY, detX] = [shape[2], shape[3]];
  return originsOf(descanOf(stored)).map((origin, frame) =>
    Array.from({ length: detY * detX }, (_, i) => {
      const [y, x] = [Math.floor(i / detX), i % detX];
      const valid = excluded?.[i] !== 1;
      const value = stored.pixels[frame * detY * detX + i]!;
      return { y, x, value, weight: valid ? Number(weight(y, x, origin)) : 0 };
    }).filter((pixel) => pixel.weight > 0),
  );
}

/** Centre of mass of each frame from its origin along one axis. */
function naiveDeflections(stored: StoredCube, axis: "y" | "x", weight: Weight): number[] {
  const origins = originsOf(descanOf(stored));
  return weighed(stored, weight).map((pixels, frame) => {
    const total = pixels.reduce((sum, { value, weight }) => sum + value * weight, 0);
    const moment = pixels.reduce((sum, pixel) => sum + pixel.value * pixel.weight * pixel[axis], 0);
    return moment / total - origins[frame]![axis === "y" ? 0 : 1];
  });
}

function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i]).toBeNaN();
    else expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(tolerance);
  });
}

describe("centres of mass with a fitted origin", () => {
  it("are of the pixels about each frame's origin, and relative to it, for any dtype and storage", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, fc.integer({ min: 1, max: 3 }), async (stored, workers) => {
        const origin = descanOf(stored);
        const { y, x } = await centerOfMass(cubeOf(stored, workers), {
          detector: annulus({ inner: 1.2, outer: 5.3 }),
          origin,
        });
        const inside: Weight = (py, px, at) => away(py, px, at) >= 1.2 && away(py, px, at) < 5.3;
        expectClose(y.data, naiveDeflections(stored, "y", inside), 1e-9);
        expectClose(x.data, naiveDeflections(stored, "x", inside), 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  const pixels = Uint16Array.from({ length: 5 * 4 * 31 * 27 }, (_, i) => (i * 2_654_435_761) >>> 23);
  const stored = storeCube([5, 4, 31, 27], "uint16", pixels);
  const origin = descanOf(stored);

  it("of a soft edge weigh the pixels anew in every frame", async () => {
    const { y, x } = await centerOfMass(cubeOf(stored), {
      detector: circle({ radius: 5, softEdge: 3 }),
      origin,
    });
    const weight: Weight = (py, px, at) => Math.min(1, Math.max(0, 0.5 + (5 - away(py, px, at)) / 3));
    expectClose(y.data, naiveDeflections(stored, "y", weight), 1e-5);
    expectClose(x.data, naiveDeflections(stored, "x", weight), 1e-5);
  });

  it("without a detector are of all pixels, and say what they are relative to", async () => {
    const { y } = await centerOfMass(cubeOf(stored), { origin });
    expectClose(
      y.data,
      naiveDeflections(stored, "y", () => true),
      1e-9,
    );
    expect(y.provenance.parameters).toMatchObject({ origin: { model: "plane" } });
  });

  it("are zero where the disk is, however it wanders", async () => {
    const [height, width] = [24, 26];
    const counts = new Uint16Array(6 * 5 * height * width);
    const wandering = { ...descanOf(stored), scanShape: [6, 5] as const, y: [11, 3, 0], x: [13, 0, -4] };
    const cube = storeCube([6, 5, height, width], "uint16", counts);
    originsOf(wandering).forEach(([y, x], frame) => {
      // Four pixels about the origin share a count of 1000 as linear interpolation does: their centre is the origin.
      for (const py of [Math.floor(y), Math.floor(y) + 1])
        for (const px of [Math.floor(x), Math.floor(x) + 1])
          counts[frame * height * width + py * width + px] = Math.round(
            60_000 * (1 - Math.abs(y - py)) * (1 - Math.abs(x - px)),
          );
    });
    const found = await centerOfMass(
      cubeOf({ ...cube, files: storeCube([6, 5, height, width], "uint16", counts).files }),
      {
        detector: circle({ radius: 3 }),
        origin: wandering,
      },
    );
    for (const value of [...found.y.data, ...found.x.data]) expect(Math.abs(value)).toBeLessThan(1e-4);
  });
});

describe("largest pixels with a fitted origin", () => {
  it("are of the pixels about each frame's origin, for any dtype and storage", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, async (stored) => {
        const origin = descanOf(stored);
        const images = await maxImages(
          cubeOf(stored, 2),
          { disk: circle({ radius: 4.1 }), box: rectangle({ height: 5.13, width: 3.29, centre: [6, 7] }) },
          { origin },
        );
        const largest = (weight: Weight) =>
          weighed(stored, weight).map((all) => all.reduce((most, { value }) => Math.max(most, value), 0));
        expect([...images.disk.data]).toEqual(largest((y, x, at) => away(y, x, at) <= 4.1));
        const beam = mean(originsOf(origin));
        // Its sides meet no pixel's centre, where rounding would decide.
        const inBox: Weight = (y, x, at) =>
          Math.abs(y - 6 - (at[0] - beam[0])) <= 2.565 && Math.abs(x - 7 - (at[1] - beam[1])) <= 1.645;
        expect([...images.box.data]).toEqual(largest(inBox));
      }),
      { numRuns: 40 },
    );
  });
});
