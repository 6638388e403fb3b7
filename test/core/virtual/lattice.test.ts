import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { union } from "#core/virtual/combine.js";
import { circle, type DetectorSpec, lattice, type Pair } from "#core/virtual/detector.js";
import { maskOf, place, sum } from "./anyDetector.js";

describe("lattices of disks", () => {
  it("hold one disk for each node on the detector", () => {
    const grid = lattice({ centre: [15, 13], g1: [10, 0], g2: [0, 9], radius: 1 });
    // 15 ± 10 and 13 ± 9: three by three disks of five pixels.
    expect(sum(maskOf(grid))).toBe(45);
    expect(sum(maskOf({ ...grid, directBeam: false }))).toBe(40);
    expect(sum(maskOf({ ...grid, order: 0 }))).toBe(5);
    expect(sum(maskOf({ ...grid, extent: 10 }))).toBe(25);
  });

  it("are the union of the circles at h g1 + k g2, for any lattice", () => {
    const step = fc.integer({ min: -200, max: 200 }).map((value) => value / 16);
    fc.assert(
      fc.property(place, fc.tuple(step, step), fc.tuple(step, step), (centre, g1, g2) => {
        fc.pre(Math.abs(g1[0] * g2[1] - g1[1] * g2[0]) > 4);
        const circles: DetectorSpec[] = [];
        for (let h = -60; h <= 60; h++) {
          for (let k = -60; k <= 60; k++) {
            const node: Pair = [centre[0] + h * g1[0] + k * g2[0], centre[1] + h * g1[1] + k * g2[1]];
            const isOn = node[0] >= -0.5 && node[0] <= 15.5 && node[1] >= -0.5 && node[1] <= 11.5;
            if (isOn) circles.push(circle({ centre: node, radius: 1.5 }));
          }
        }
        const mask = maskOf(lattice({ centre, g1, g2, radius: 1.5, order: 60 }), [16, 12]);
        if (circles.length === 0) expect(sum(mask)).toBe(0);
        else expect(mask).toEqual(maskOf(union(...circles), [16, 12]));
      }),
      { numRuns: 30 },
    );
  });

  it("refuse vectors that are parallel or vanish", () => {
    expect(() => maskOf(lattice({ g1: [4, 2], g2: [2, 1], radius: 1 }))).toThrow(/lattice\.g1, lattice\.g2/);
    expect(() => maskOf(lattice({ g1: [0, 0], g2: [2, 1], radius: 1, order: 3 }))).toThrow(/lattice\.g1/);
    expect(() => maskOf(lattice({ g1: [1e-6, 0], g2: [0, 1e-6], radius: 1 }))).toThrow(/lattice\.g1/);
  });
});
