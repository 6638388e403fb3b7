import { expect, test } from "vitest";
import { electronWavelength } from "#core/calibration/electronWavelength.js";
import { isRonchiError } from "#core/errors.js";
import { MASKED_VALUE, type Simulation, simulate } from "#core/simulate/simulate.js";

const GOLD_LATTICE = 4.0782;
const small = simulate({ scanShape: [20, 28] });
/** As the default, but enough electrons and detector pixels to measure positions on. */
const fine = simulate({ scanShape: [20, 28], detectorShape: [192, 160], electronsPerFrame: 1e5 });

test.each([
  [100e3, 0.037014],
  [200e3, 0.025079],
  [300e3, 0.019687],
])("electrons of %f eV have the wavelength of the tables, %f Å", (energy, wavelength) => {
  expect(electronWavelength(energy)).toBeCloseTo(wavelength, 6);
});

test("the same options give the same frames in any order, another seed gives others", () => {
  const again = simulate({ scanShape: [20, 28] });
  const backwards = [...Array(5).keys()].reverse().map((i) => again.frame(i));
  expect(backwards.reverse()).toEqual([...Array(5).keys()].map((i) => small.frame(i)));
  expect([...small.frames()].slice(0, 5)).toEqual(backwards);
  expect(again.truth).toEqual(small.truth);
  expect(simulate({ scanShape: [20, 28], seed: 2 }).frame(0)).not.toEqual(small.frame(0));
});

test("shape, frame count and frame size follow the options, axes not swapped", () => {
  expect(fine.shape).toEqual([20, 28, 192, 160]);
  expect([...small.frames()]).toHaveLength(20 * 28);
  expect(fine.frame(0)).toHaveLength(192 * 160);
  expect(small.truth.grain).toHaveLength(20 * 28);
});

test("the centre of the direct disk is the origin of the truth, within 0.05 px", () => {
  for (const frame of framesWhere(fine, (i) => fine.truth.support[i] === 0)) {
    const [y, x] = centroid(fine.expected(frame), fine.shape, originOf(fine, frame), 12);
    expect(Math.abs(y - fine.truth.origin.y[frame]!)).toBeLessThan(0.05);
    expect(Math.abs(x - fine.truth.origin.x[frame]!)).toBeLessThan(0.05);
  }
});

test("the direct beam wanders by less than a pixel, and not at all without descan", () => {
  const range = (values: Float64Array) => Math.max(...values) - Math.min(...values);
  expect(range(small.truth.origin.y)).toBeGreaterThan(0.2);
  expect(range(small.truth.origin.y)).toBeLessThan(1);
  expect(range(small.truth.origin.x)).toBeLessThan(1);
  const still = simulate({ scanShape: [4, 6], descan: 0 });
  expect(range(still.truth.origin.y) + range(still.truth.origin.x)).toBe(0);
});

test("the radius of the direct disk is semi-angle over wavelength", () => {
  const [frame] = framesWhere(fine, (i) => fine.truth.support[i] === 0);
  const pattern = fine.expected(frame!);
  const area = pattern.reduce((sum, v) => sum + v, 0) / Math.max(...pattern);
  const radius =
    fine.settings.semiAngle / electronWavelength(fine.settings.energy) / fine.settings.detectorPixel;
  expect(Math.sqrt(area / Math.PI)).toBeCloseTo(radius, 1);
});

/**
 * Shortest reflections of each zone axis of an fcc crystal, from the textbook patterns: |g| = √N / a for the
 * shortest and for others near it, and an angle that two of the shortest enclose.
 */
const zones = [
  { zoneAxis: [0, 0, 1], squared: 4, near: [4, 8], angle: 90 },
  { zoneAxis: [0, 1, 1], squared: 3, near: [3, 4, 8], angle: 70.5288 },
  { zoneAxis: [1, 1, 1], squared: 8, near: [8], angle: 60 },
  { zoneAxis: [1, 1, 2], squared: 3, near: [3, 8], angle: 180 },
] as const;

test.each(zones)(
  "zone axis $zoneAxis has its shortest disks at √$squared / a, $angle degrees apart",
  (zone) => {
    const index = fine.truth.grains.findIndex(({ zoneAxis }) => String(zoneAxis) === String(zone.zoneAxis));
    const frame = pureUnstrainedFrame(fine, index);
    const lengthOf = (n: number) => Math.sqrt(n) / GOLD_LATTICE / fine.settings.detectorPixel;
    const disks = disksAtRadius(fine, frame, lengthOf(zone.squared));
    for (const disk of disks) {
      const errors = zone.near.map((n) => Math.abs(Math.hypot(...disk) - lengthOf(n)));
      expect(Math.min(...errors)).toBeLessThan(0.25);
    }
    const shortest = disks.filter((disk) => Math.abs(Math.hypot(...disk) - lengthOf(zone.squared)) < 0.25);
    const [first, ...others] = shortest;
    const nearest = Math.min(...others.map((other) => Math.abs(angleBetween(first!, other) - zone.angle)));
    expect(nearest).toBeLessThan(1);
  },
);

test("tension along x brings disks closer along x: measured on the disks, not taken from the formula", () => {
  const { truth } = fine;
  const frame = truth.strain.xx.indexOf(Math.max(...truth.strain.xx));
  const index = truth.grain[frame]!;
  const strained = inclusionPair(frame, index);
  for (const { g, direction } of strained) {
    const [y, x] = direction;
    const { xx, yy, xy } = truth.strain;
    // First order: |g| changes by minus the normal strain along g.
    const normal = xx[frame]! * x * x + 2 * xy[frame]! * x * y + yy[frame]! * y * y;
    expect(Math.abs(g - (1 - normal))).toBeLessThan(0.004);
  }
  expect(strained.length).toBeGreaterThan(1);
});

test("in vacuum every electron is in the direct disk, and frames hold the asked number on average", () => {
  const vacuum = framesWhere(small, (i) => small.truth.support[i] === 0);
  expect(vacuum.length).toBeGreaterThan(10);
  const totals = vacuum.map((i) => countsOf(small, i));
  const mean = totals.reduce((a, b) => a + b, 0) / totals.length;
  const excludedPart = maskedPart(small, vacuum[0]!);
  const expected = 1000 * (1 - excludedPart);
  expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(expected / totals.length) + 10);
});

test("in the film a few per cent of the electrons leave the detector, and none appear", () => {
  for (const i of framesWhere(small, (i) => small.truth.thickness[i]! > 40).slice(0, 20)) {
    const total = small.expected(i).reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(850);
    expect(total).toBeLessThan(1000);
  }
});

test("masked pixels, and only they, hold the largest value in every frame", () => {
  const masked = indicesOf(small.pixelMask, (flag) => flag !== 0);
  expect(masked).toHaveLength(5);
  expect([...small.pixelMask].filter((flag) => flag === 2)).toHaveLength(3);
  expect([...small.pixelMask].filter((flag) => flag === 8)).toHaveLength(2);
  for (const frame of small.frames()) {
    expect(indicesOf(frame, (count) => count === MASKED_VALUE)).toEqual(masked);
  }
});

test("the specimen has every zone axis, vacuum, bare support, and mixed patterns at grain boundaries", () => {
  const { grains, grain, support, share } = small.truth;
  const axes = new Set(grains.map(({ zoneAxis }) => String(zoneAxis)));
  expect([...axes].sort()).toEqual(["0,0,1", "0,1,1", "1,1,1", "1,1,2"]);
  expect(support.some((t) => t === 0)).toBe(true);
  expect(grain.some((g, i) => g === -1 && support[i]! > 0)).toBe(true);
  expect(share.some((s) => s > 0 && s < 0.6)).toBe(true);
});

test.each([
  [{ scanShape: [0, 4] as const }, "scanShape"],
  [{ detectorShape: [96.5, 96] as const }, "detectorShape"],
  [{ electronsPerFrame: Number.NaN }, "electronsPerFrame"],
  [{ energy: -1 }, "energy"],
  [{ seed: 1.5 }, "seed"],
  [{ deadPixels: 9216 }, "deadPixels"],
])("%j is refused with an error that names the option", (options, name) => {
  const error = caught(() => simulate(options));
  expect(isRonchiError(error, "invalid-argument")).toBe(true);
  expect(String(error)).toContain(name);
});

test.each([-1, 20 * 28, 0.5])("frame %d of 560 does not exist and is refused", (frame) => {
  for (const run of [() => small.frame(frame), () => small.expected(frame)]) {
    expect(isRonchiError(caught(run), "invalid-argument")).toBe(true);
  }
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function framesWhere({ shape }: Simulation, wanted: (frame: number) => boolean): number[] {
  return [...Array(shape[0] * shape[1]).keys()].filter(wanted);
}

function indicesOf(values: ArrayLike<number>, wanted: (value: number) => boolean): number[] {
  return Array.from(values, (_, i) => i).filter((i) => wanted(values[i]!));
}

function originOf({ truth }: Simulation, frame: number): readonly [number, number] {
  return [truth.origin.y[frame]!, truth.origin.x[frame]!];
}

function countsOf(simulation: Simulation, frame: number): number {
  return simulation.frame(frame).reduce((sum, v) => sum + (v === MASKED_VALUE ? 0 : v), 0);
}

function maskedPart(simulation: Simulation, frame: number): number {
  const expected = simulation.expected(frame);
  const total = expected.reduce((a, b) => a + b, 0);
  return (
    indicesOf(simulation.pixelMask, (flag) => flag !== 0).reduce((sum, i) => sum + expected[i]!, 0) / total
  );
}

function pureUnstrainedFrame({ truth, shape }: Simulation, grain: number): number {
  const { grain: map, share, strain, thickness } = truth;
  const fits = (i: number) =>
    map[i] === grain && share[i]! > 0.98 && strain.xx[i] === 0 && thickness[i]! > 50;
  const frame = [...Array(shape[0] * shape[1]).keys()].find(fits);
  if (frame === undefined) throw new Error(`grain ${grain} has no pure, unstrained position`);
  return frame;
}

/** Centre of the disk within `radius` px of `centre`: of the pixels brighter than half its height. */
function centroid(
  pattern: Float64Array,
  shape: Simulation["shape"],
  centre: readonly [number, number],
  radius: number,
): [number, number] {
  const near = pixelsWithin(shape, centre, radius);
  const values = near.map(([y, x]) => pattern[y * shape[3] + x]!);
  const half = (Math.min(...values) + Math.max(...values)) / 2;
  const weights = values.map((value) => Math.max(0, value - half));
  const sum = weights.reduce((a, b) => a + b, 0);
  const along = (axis: 0 | 1) => near.reduce((s, pixel, i) => s + pixel[axis] * weights[i]!, 0) / sum;
  return [along(0), along(1)];
}

function pixelsWithin(
  shape: Simulation["shape"],
  [cy, cx]: readonly [number, number],
  radius: number,
): [number, number][] {
  const found: [number, number][] = [];
  for (let y = Math.max(0, Math.ceil(cy - radius)); y <= Math.min(shape[2] - 1, cy + radius); y++) {
    for (let x = Math.max(0, Math.ceil(cx - radius)); x <= Math.min(shape[3] - 1, cx + radius); x++) {
      if (Math.hypot(y - cy, x - cx) <= radius) found.push([y, x]);
    }
  }
  return found;
}

/**
 * Disks found by turning a disk-shaped aperture around the direct beam, [y, x] from it. The aperture knows the
 * ring it searches, not where on it the disks are; the centroid then measures the radius freely.
 */
function disksAtRadius(simulation: Simulation, frame: number, radius: number): [number, number][] {
  const pattern = simulation.expected(frame);
  const origin = originOf(simulation, frame);
  const disk = simulation.settings.semiAngle / electronWavelength(200e3) / simulation.settings.detectorPixel;
  const at = (k: number): [number, number] => [
    origin[0] + radius * Math.sin((k * Math.PI) / 180),
    origin[1] + radius * Math.cos((k * Math.PI) / 180),
  ];
  const sums = Array.from({ length: 360 }, (_, k) =>
    pixelsWithin(simulation.shape, at(k), disk).reduce(
      (s, [y, x]) => s + pattern[y * simulation.shape[3] + x]!,
      0,
    ),
  );
  const isPeak = (k: number) => {
    const window = Array.from({ length: 25 }, (_, j) => sums[(k + j - 12 + 360) % 360]!);
    return sums[k] === Math.max(...window) && sums[k]! > (Math.max(...sums) + Math.min(...sums)) / 2;
  };
  return [...sums.keys()].filter(isPeak).map((k) => {
    const near = centroid(pattern, simulation.shape, at(k), disk + 1.5);
    const [y, x] = centroid(pattern, simulation.shape, near, disk + 1.5);
    return [y - origin[0], x - origin[1]];
  });
}

function angleBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const cosine = (a[0] * b[0] + a[1] * b[1]) / (Math.hypot(...a) * Math.hypot(...b));
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** Disks of a strained frame: length in units of the unstrained one, and direction [y, x]. */
function inclusionPair(frame: number, grain: number) {
  const zone = zones.find(({ zoneAxis }) => String(zoneAxis) === String(fine.truth.grains[grain]!.zoneAxis))!;
  const length = Math.sqrt(zone.squared) / GOLD_LATTICE / fine.settings.detectorPixel;
  return disksAtRadius(fine, frame, length).map(([y, x]) => {
    const g = Math.hypot(y, x);
    return { g: g / length, direction: [y / g, x / g] as const };
  });
}
