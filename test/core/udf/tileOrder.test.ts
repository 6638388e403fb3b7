import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import { makePlan } from "#core/udf/plan.js";
import { bitReversed, spreadOrder } from "#core/udf/tileOrder.js";

/** Largest distance, along an axis, from any position of the scan to the nearest one of `taken`. */
function largestGap(taken: readonly number[], [height, width]: readonly [number, number]): number {
  let largest = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const away = taken.map((frame) =>
        Math.max(Math.abs(Math.floor(frame / width) - y), Math.abs((frame % width) - x)),
      );
      largest = Math.max(largest, Math.min(...away));
    }
  }
  return largest;
}

describe("the spread order", () => {
  it("takes every position once, for any number of them", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(9999), { minLength: 1, maxLength: 300 }), (frames) => {
        const order = spreadOrder(frames, 100);
        expect([...order].sort((a, b) => a - b)).toEqual([...frames.keys()]);
      }),
    );
  });

  it("is that of the van der Corput sequence along a line", () => {
    expect(bitReversed([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
    expect(bitReversed(["a", "b", "c"])).toEqual(["a", "c", "b"]);
  });

  it("leaves no gap wider than the square that each of the first 4, 16 and 64 positions stands for", () => {
    const shape = [64, 64] as const;
    const order = spreadOrder([...Array(64 * 64).keys()], 64);
    for (const [count, side] of [
      [4, 32],
      [16, 16],
      [64, 8],
    ] as const) {
      expect(largestGap(order.slice(0, count), shape)).toBeLessThan(side);
    }
  });
});

describe("a plan in spread order", () => {
  const cube: CubeDescription = {
    shape: [40, 60, 32, 32],
    dtype: "uint16",
    files: ["none"],
    parts: [{ kind: "contiguous", file: 0, offset: 0, firstFrame: 0, frameCount: 2400, littleEndian: true }],
  };

  it("processes every frame once", () => {
    const { tiles } = makePlan(cube, [], undefined, "spread");
    const frames = tiles.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
    expect(frames.sort((a, b) => a - b)).toEqual([...Array(2400).keys()]);
  });

  it("has its tiles made once for a cube, and anew for a region", () => {
    const whole = makePlan(cube, [], undefined, "spread").tiles;
    expect(makePlan(cube, [], undefined, "spread").tiles).toBe(whole);
    expect(makePlan({ ...cube }, [], undefined, "spread").tiles).not.toBe(whole);
    const region = new Uint8Array(2400).fill(1, 1200);
    expect(makePlan(cube, [], region, "spread").tiles.length).toBeLessThan(whole.length);
  });
});
