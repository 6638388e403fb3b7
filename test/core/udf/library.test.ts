import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { annulus, bitmap, circle } from "#core/virtual/detector.js";
import { detectorMask } from "#core/virtual/mask.js";
import { cubeOf } from "./cubeOf.js";
import { anyStoredCube, type StoredCube, storeCube } from "./cubes.js";

/** Sum over the pixels of a mask, as the definition says, one value a frame. */
function naiveSums(stored: StoredCube, weight: (pixel: number) => number): number[] {
  const [scanY, scanX, detY, detX] = stored.description.shape;
  const size = detY * detX;
  return Array.from({ length: scanY * scanX }, (_, frame) => {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const included = stored.description.excluded?.[i] !== 1;
      if (included) sum += stored.pixels[frame * size + i]! * weight(i);
    }
    return sum;
  });
}

describe("virtual images", () => {
  it("equal the naive sums for any dtype, storage, byte order, mask and number of workers", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, fc.integer({ min: 1, max: 3 }), async (stored, workers) => {
        const [, , detY, detX] = stored.description.shape;
        const disk = detectorMask({ shape: "circle", centre: [detY / 2, detX / 3], radius: 5 }, [detY, detX]);
        const { all, part } = await virtualImages(cubeOf(stored, workers), {
          all: bitmap({ size: [detY, detX], mask: new Uint8Array(detY * detX).fill(1) }),
          part: circle({ radius: 5, centre: [detY / 2, detX / 3] }),
        });
        expect([...all.data]).toEqual(naiveSums(stored, () => 1));
        expect([...part.data]).toEqual(naiveSums(stored, (i) => disk[i]!));
      }),
      { numRuns: 150 },
    );
  });

  it("keep counts as Uint32Array while they fit and say where they come from", async () => {
    const stored = storeCube([1, 2, 2, 2], "uint16", Uint16Array.of(1, 2, 3, 4, 65_535, 0, 0, 1));
    const { ring } = await virtualImages(cubeOf(stored), { ring: annulus({ inner: 0, outer: 9 }) });
    expect(ring.data).toEqual(Uint32Array.of(10, 65_536));
    expect(ring).toMatchObject({ shape: [1, 2], unit: "counts", name: "ring" });
    expect(ring.provenance).toMatchObject({
      operation: "virtualImages",
      parameters: { detectors: { ring: { shape: "annulus", centre: [0.5, 0.5], inner: 0, outer: 9 } } },
    });
  });

  it("give Float64Array when a sum exceeds 32 bits", async () => {
    const stored = storeCube([1, 1, 1, 2], "uint32", Uint32Array.of(4_294_967_295, 2));
    const { all } = await virtualImages(cubeOf(stored), { all: circle({ radius: 9 }) });
    expect(all.data).toEqual(Float64Array.of(4_294_967_297));
  });

  it("count overflowed pixels outside the static mask, and the frames that hold them", async () => {
    const pixels = Uint16Array.of(65_535, 1, 65_535, 2, 65_535, 1, 2, 3, 65_535, 65_535, 0, 0);
    const excluded = Uint8Array.of(1, 0, 0, 0);
    for (const chunk of [undefined, [1, 1, 2, 2] as const]) {
      const stored = storeCube([1, 3, 2, 2], "uint16", pixels, {
        ...(chunk === undefined ? {} : { chunk, filters: "bitshuffle-lz4" as const }),
        excluded,
        overflowValue: 65_535,
      });
      const { all } = await virtualImages(cubeOf(stored, 2), { all: circle({ radius: 9 }) });
      expect(all.overflow).toEqual({ pixels: 2, frames: 2 });
      expect([...all.data]).toEqual([65_538, 6, 65_535]);
    }
  });
});

describe("centre of mass", () => {
  it("equals sum(I r) / sum(I) for any storage, and is NaN where a frame has no counts", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, async (stored) => {
        const width = stored.description.shape[3];
        const total = naiveSums(stored, () => 1);
        const y = naiveSums(stored, (i) => Math.floor(i / width));
        const x = naiveSums(stored, (i) => i % width);
        const com = await centerOfMass(cubeOf(stored));
        total.forEach((sum, frame) => {
          if (sum === 0) expect(com.x.data[frame]).toBeNaN();
          else {
            expect(com.y.data[frame]).toBeCloseTo(y[frame]! / sum, 9);
            expect(com.x.data[frame]).toBeCloseTo(x[frame]! / sum, 9);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it("is measured from the calibrated origin and only over the given detector", async () => {
    const stored = storeCube([1, 1, 3, 3], "uint8", Uint8Array.of(0, 0, 0, 0, 1, 3, 0, 0, 200));
    const cube = cubeOf(stored).withCalibration({ origin: [1, 1] });
    const com = await centerOfMass(cube, { detector: circle({ radius: 1 }) });
    expect([com.y.data[0], com.x.data[0]]).toEqual([0, 0.75]);
  });
});

describe("patterns", () => {
  it("sum, region, mean and single pattern equal the naive ones; excluded pixels hold 0", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, fc.nat(), fc.nat(), async (stored, a, b) => {
        const [scanY, scanX, detY, detX] = stored.description.shape;
        const y0 = a % scanY;
        const x0 = b % scanX;
        const naive = (inside: (y: number, x: number) => boolean): number[] =>
          Array.from({ length: detY * detX }, (_, i) => {
            if (stored.description.excluded?.[i] === 1) return 0;
            let sum = 0;
            for (let f = 0; f < scanY * scanX; f++) {
              if (inside(Math.floor(f / scanX), f % scanX)) sum += stored.pixels[f * detY * detX + i]!;
            }
            return sum;
          });
        const cube = cubeOf(stored, 2);
        const region = { y: [y0, scanY], x: [x0, scanX] } as const;
        expect([...(await sumPattern(cube)).data]).toEqual(naive(() => true));
        expect([...(await sumPattern(cube, { region })).data]).toEqual(naive((y, x) => y >= y0 && x >= x0));
        expect([...(await pattern(cube, [y0, x0])).data]).toEqual(naive((y, x) => y === y0 && x === x0));
        const mean = await meanPattern(cube, { region });
        expect(mean.frameCount).toBe((scanY - y0) * (scanX - x0));
        expect(mean.data[0]).toBeCloseTo(naive((y, x) => y >= y0 && x >= x0)[0]! / mean.frameCount, 9);
      }),
      { numRuns: 60 },
    );
  });

  it("refuse a position outside the scan and name the limits", async () => {
    const cube = cubeOf(storeCube([2, 3, 1, 1], "uint8", new Uint8Array(6)));
    await expect(pattern(cube, [2, 0])).rejects.toThrow(/y 2\.\.3.*y 0\.\.2, x 0\.\.3/);
    await expect(pattern(cube, [0.5, 0])).rejects.toThrow(/whole numbers/);
  });
});
