import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameCount, pixelCount } from "#core/data/cubeDescription.js";
import type { RunResult } from "#core/data/executor.js";
import type { RingSumsParams } from "#core/udf/library/ringSums.js";
import { planStandardDeviation, standardDeviationOf } from "#core/udf/library/standardDeviation.js";
import { makePlan } from "#core/udf/plan.js";
import { anyStoredCube, type StoredCube, storeCube } from "./cubes.js";
import { serialExecutor } from "./serialExecutor.js";

const anyWorkers = fc.integer({ min: 1, max: 3 });

function run(stored: StoredCube, udf: string, params: unknown, workers: number): Promise<RunResult> {
  const plan = makePlan(stored.description, [{ name: "it", udf, params }]);
  return serialExecutor(stored.files, workers).run(plan);
}

/** `f` over all values of each pixel; 0 for excluded ones. */
function eachPixel({ description, pixels }: StoredCube, f: (values: number[]) => number): number[] {
  const size = pixelCount(description);
  return Array.from({ length: size }, (_, i) => {
    if (description.excluded?.[i] === 1) return 0;
    return f(Array.from({ length: frameCount(description) }, (__, frame) => pixels[frame * size + i]!));
  });
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

describe("sig results over whole frames", () => {
  it("are the naive sums for any dtype, storage and number of workers", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, anyWorkers, async (stored, workers) => {
        const { sum } = (await run(stored, "frameSum", undefined, workers)).results.it!;
        expect([...sum!]).toEqual(eachPixel(stored, total));
      }),
    );
  });

  it("are exact over more frames than a bit counter takes, full-scale counts included", async () => {
    const shape = [10, 60, 3, 7] as const;
    const pixels = Uint16Array.from({ length: 600 * 21 }, (_, i) => (i % 3 === 0 ? 65_535 : i % 1000));
    const stored = storeCube(shape, "uint16", pixels, { chunk: [1, 1, 3, 7], filters: "bitshuffle-lz4" });
    const { sum } = (await run(stored, "frameSum", undefined, 1)).results.it!;
    expect([...sum!]).toEqual(eachPixel(stored, total));
  });

  it("are the naive maxima", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, anyWorkers, async (stored, workers) => {
        const { max } = (await run(stored, "frameMax", undefined, workers)).results.it!;
        expect([...max!]).toEqual(eachPixel(stored, (values) => Math.max(...values)));
      }),
    );
  });

  it("are the naive sums of squares", async () => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, anyWorkers, async (stored, workers) => {
        const { squares } = (await run(stored, "frameSquareSum", undefined, workers)).results.it!;
        const expected = eachPixel(stored, (values) => total(values.map((value) => value * value)));
        squares!.forEach((value, i) => {
          // Beyond 2^53 float64 rounds, in another order with several workers.
          if (expected[i]! <= Number.MAX_SAFE_INTEGER) expect(value).toBe(expected[i]);
          else expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(1e-14);
        });
      }),
    );
  });

  it("give the standard deviation of the definition, small ones on a large mean too", async () => {
    const pixels = Uint16Array.of(60_000, 1, 60_001, 5, 60_002, 9, 60_001, 1);
    const stored = storeCube([2, 2, 1, 2], "uint16", pixels);
    const plan = planStandardDeviation(stored.description);
    const found = standardDeviationOf(plan, await serialExecutor(stored.files).run(plan));
    expect(found[0]).toBeCloseTo(Math.sqrt(0.5), 6);
    expect(found[1]).toBeCloseTo(Math.sqrt(11), 12);
  });
});

describe("sums over rings", () => {
  it.each([false, true])("are the naive sums of every frame; cumulative: %s", async (cumulative) => {
    await fc.assert(
      fc.asyncProperty(anyStoredCube, anyWorkers, fc.nat(30), async (stored, workers, more) => {
        const { description, pixels } = stored;
        const size = pixelCount(description);
        const rings = 1 + more;
        const labels = Uint16Array.from({ length: size }, (_, i) => (i * 7) % (rings + 2));
        const params: RingSumsParams = { labels, rings, cumulative };
        const found = (await run(stored, "ringSums", params, workers)).results.it!.rings!;
        const inRing = (i: number, ring: number): boolean =>
          description.excluded?.[i] !== 1 && (cumulative ? labels[i]! <= ring : labels[i] === ring);
        const expected = Array.from({ length: frameCount(description) }, (_, frame) =>
          Array.from({ length: rings }, (__, ring) =>
            total([...pixels.subarray(frame * size, (frame + 1) * size)].filter((___, i) => inRing(i, ring))),
          ),
        ).flat();
        expect([...found]).toEqual(expected);
      }),
    );
  });
});
