import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Descan } from "#core/calibration/descanShifts.js";
import { measureOrigin } from "#core/udf/library/measureOrigin.js";
import { run } from "#core/udf/library/runUdfs.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { difference, union } from "#core/virtual/combine.js";
import { annulus, bitmap, circle, lattice, point, polygon, rectangle } from "#core/virtual/detector.js";
import { detectorMask } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { cubeOf } from "./cubeOf.js";
import { anyStoredCube, type StoredCube, storeCube } from "./cubes.js";
import { away, descanOf, mean, originsOf } from "./descans.js";

/** Sum over the pixels of each frame for which `contains`, given the frame's origin, says so. */
function naiveSums(
  stored: StoredCube,
  descan: Descan,
  contains: (y: number, x: number, origin: readonly [number, number]) => number | boolean,
): number[] {
  const [, , detY, detX] = stored.description.shape;
  return originsOf(descan).map((origin, frame) => {
    let sum = 0;
    for (let i = 0; i < detY * detX; i++) {
      if (stored.description.excluded?.[i] === 1) continue;
      const weight = Number(contains(Math.floor(i / detX), i % detX, origin));
      if (weight !== 0) sum += stored.pixels[frame * detY * detX + i]! * weight;
    }
    return sum;
  });
}

describe("detectors that follow the descan", () => {
  it("take the pixels by their distance from each frame's origin, for any dtype, storage, mask and workers", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, fc.integer({ min: 1, max: 3 }), async (stored, workers) => {
        const origin = descanOf(stored);
        const images = await virtualImages(
          cubeOf(stored, workers),
          { disk: circle({ radius: 4.3 }), ring: annulus({ inner: 2.2, outer: 6.7 }) },
          { origin },
        );
        expect([...images.disk.data]).toEqual(naiveSums(stored, origin, (y, x, at) => away(y, x, at) <= 4.3));
        const ring = naiveSums(stored, origin, (y, x, at) => away(y, x, at) >= 2.2 && away(y, x, at) < 6.7);
        expect([...images.ring.data]).toEqual(ring);
      }),
      { numRuns: 80 },
    );
  });

  const pixels = Uint16Array.from({ length: 5 * 4 * 31 * 27 }, (_, i) => (i * 2_654_435_761) >>> 23);
  const stored = storeCube([5, 4, 31, 27], "uint16", pixels);
  const descan = descanOf(stored);
  const beam = mean(originsOf(descan));
  const corners = [
    [3, 4],
    [11.5, 20.2],
    [22, 6.3],
  ] as const;
  const mask = Uint8Array.from({ length: 31 * 27 }, (_, i) => Number((i * 40_503) % 7 === 0));

  it.each([
    ["polygon", polygon({ points: corners })],
    ["rectangle", rectangle({ height: 7.4, width: 5.1 })],
    ["point", point({ centre: [9, 8] })],
    ["lattice", lattice({ g1: [8.2, 0.4], g2: [-0.3, 7.9], radius: 2.1 })],
    ["union", union(circle({ radius: 3.4 }), polygon({ points: corners }))],
    ["difference", difference(circle({ radius: 8.4 }), rectangle({ height: 4, width: 4 }))],
  ])("move a %s with the origin, from its place at the mean origin", async (_, detector) => {
    const { image } = await virtualImages(cubeOf(stored), { image: detector }, { origin: descan });
    const origins = originsOf(descan);
    // The same shape placed for a frame whose beam is elsewhere: centres that are given move by as much.
    const masks = origins.map((at) => {
      const by = [at[0] - beam[0], at[1] - beam[1]] as const;
      const moved = JSON.parse(JSON.stringify(detector), (key, value) => {
        if (key === "centre") return [value[0] + by[0], value[1] + by[1]];
        if (key === "points") return value.map(([y, x]: [number, number]) => [y + by[0], x + by[1]]);
        return value;
      });
      return detectorMask(placeDetector(moved, [31, 27], { origin: at }), [31, 27]);
    });
    const expected = masks.map((inside, frame) =>
      inside.reduce((sum, value, i) => sum + value * pixels[frame * 31 * 27 + i]!, 0),
    );
    expect([...image.data]).toEqual(expected);
  });

  it("move a bitmap by whole pixels", async () => {
    const { image } = await virtualImages(
      cubeOf(stored),
      { image: bitmap({ size: [31, 27], mask }) },
      { origin: descan },
    );
    const expected = naiveSums(stored, descan, (y, x, at) => {
      const [fromY, fromX] = [y - Math.round(at[0] - beam[0]), x - Math.round(at[1] - beam[1])];
      return fromY >= 0 && fromY < 31 && fromX >= 0 && fromX < 27 && mask[fromY * 27 + fromX] === 1;
    });
    expect([...image.data]).toEqual(expected);
  });

  it("weigh the pixels anew for every frame where their edge is soft, beside hard ones", async () => {
    const images = await virtualImages(
      cubeOf(stored),
      { soft: circle({ radius: 5, softEdge: 3 }), hard: circle({ radius: 5 }) },
      { origin: descan },
    );
    const weight = (y: number, x: number, at: readonly [number, number]) =>
      Math.min(1, Math.max(0, 0.5 + (5 - away(y, x, at)) / 3));
    naiveSums(stored, descan, weight).forEach((sum, frame) => {
      expect(Math.abs(images.soft.data[frame]! - sum)).toBeLessThanOrEqual(sum * 1e-6);
    });
    expect([...images.hard.data]).toEqual(naiveSums(stored, descan, (y, x, at) => away(y, x, at) <= 5));
  });

  it("follow origins that were measured one by one, also in a run with a region", async () => {
    const origins = originsOf(descan);
    const origin = {
      y: origins.map(([y], i) => y + 0.3 * Math.sin(i)),
      x: Float32Array.from(origins, ([, x]) => x),
      scanShape: [5, 4] as const,
    };
    const region = { y: [1, 4], x: [0, 3] } as const;
    const results = await run(cubeOf(stored), { disk: circle({ radius: 5.2 }) }, { origin, region });
    const expected = naiveSums(stored, origin, (y, x, at) => away(y, x, at) <= 5.2);
    const inRegion = (i: number) => i >= 4 && i < 16 && i % 4 < 3;
    expect([...results.disk.data]).toEqual(expected.map((sum, i) => (inRegion(i) ? sum : 0)));
  });

  it.each(["disk", "origin"])("say what they followed, also one that is named %s", async (name) => {
    const images = await virtualImages(cubeOf(stored), { [name]: circle({ radius: 2 }) }, { origin: descan });
    expect(images[name]!.provenance.parameters).toMatchObject({
      detectors: { [name]: { shape: "circle" } },
      origin: { model: "plane" },
    });
  });

  it("refuse origins of another scan, and positions without one", async () => {
    const image = (origin: Descan) =>
      virtualImages(cubeOf(stored), { disk: circle({ radius: 2 }) }, { origin });
    await expect(image({ ...descan, scanShape: [4, 5] })).rejects.toMatchObject({ code: "shape-mismatch" });
    const holes = {
      y: new Float64Array(20).fill(Number.NaN),
      x: new Float64Array(20),
      scanShape: [5, 4] as const,
    };
    await expect(image(holes)).rejects.toThrow(/origin at \[0, 0\]: found no number/);
  });

  it("make the image of an even specimen flat again, with the origin that the data give", async () => {
    const size = [40, 40] as const;
    const electrons = 500;
    const counts = new Uint16Array(12 * 12 * size[0] * size[1]);
    for (let frame = 0; frame < 144; frame++) {
      const [y, x] = [18 + 0.25 * Math.floor(frame / 12), 21 - 0.3 * (frame % 12)];
      for (let i = 0; i < electrons; i++) {
        // Evenly over a disk of radius 6: equal areas, turned by the golden angle.
        const [radius, angle] = [6 * Math.sqrt((i + 0.5) / electrons), 2.399963 * i];
        const pixel =
          Math.round(y + radius * Math.sin(angle)) * 40 + Math.round(x + radius * Math.cos(angle));
        counts[frame * 1600 + pixel]! += 1;
      }
    }
    const cube = cubeOf(storeCube([12, 12, ...size], "uint16", counts));
    const origin = await measureOrigin(cube);
    const disk = { disk: circle({ radius: 7 }) };
    const [fixed, followed] = [await virtualImages(cube, disk), await virtualImages(cube, disk, { origin })];
    expect(new Set(fixed.disk.data).size).toBeGreaterThan(20);
    expect(new Set(followed.disk.data)).toEqual(new Set([electrons]));
  });
});
