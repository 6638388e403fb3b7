import { describe, expect, it } from "vitest";
import { fitDirectDisk } from "#core/calibration/directDisk.js";
import { electronWavelength } from "#core/calibration/electronWavelength.js";
import { typedArray } from "#core/data/dtype.js";
import type { OpenOptions } from "#core/formats/format.js";
import type { SimulateOptions } from "#core/simulate/options.js";
import { simulate } from "#core/simulate/simulate.js";
import { hasSharedCases, readPath, sharedCase } from "../formats/openFile.js";

const side = 96;

/** Sum pattern of a simulated scan, its bad pixels, and where the direct disk was put. */
function summed(options: SimulateOptions) {
  const scan = simulate({ scanShape: [8, 8], scanStep: 60, detectorShape: [side, side], ...options });
  const data = new Float64Array(side * side);
  for (const frame of scan.frames()) {
    frame.forEach((counts, i) => {
      if (scan.pixelMask[i] === 0) data[i]! += counts;
    });
  }
  const { semiAngle, energy, detectorPixel } = scan.settings;
  const radius = semiAngle / electronWavelength(energy) / detectorPixel;
  const excluded = Uint8Array.from(scan.pixelMask, (bits) => (bits === 0 ? 0 : 1));
  return { data, excluded, shape: [side, side] as const, radius, centre: scan.calibration.origin };
}

type Truth = { readonly centre: readonly [number, number]; readonly radius: number };

function errors(found: Truth, truth: Truth): { centre: number; radius: number } {
  const [dy, dx] = [found.centre[0] - truth.centre[0], found.centre[1] - truth.centre[1]];
  return { centre: Math.hypot(dy, dx), radius: Math.abs(found.radius / truth.radius - 1) };
}

/** A part of a pattern, with the truth moved along. */
function cropped(pattern: ReturnType<typeof summed>, y0: number, x0: number) {
  const shape = [side - y0, side - x0] as const;
  const data = Float64Array.from({ length: shape[0] * shape[1] }, (_, i) => {
    return pattern.data[(y0 + Math.floor(i / shape[1])) * side + x0 + (i % shape[1])]!;
  });
  const centre = [pattern.centre[0] - y0, pattern.centre[1] - x0] as const;
  return { data, shape, centre, radius: pattern.radius };
}

describe("the direct disk of a simulated sum pattern", () => {
  const doses = [200, 3000, 100_000];
  it.each([1.5e-3, 3e-3, 5e-3, 8e-3].flatMap((angle) => doses.map((dose) => [angle, dose] as const)))(
    "semi-angle %d rad, %d electrons a frame: centre to 0.1 px, radius to 0.03 of itself, beside Bragg disks",
    (semiAngle, electronsPerFrame) => {
      for (const seed of [1, 2]) {
        const pattern = summed({ semiAngle, electronsPerFrame, seed });
        const { data, shape } = pattern;
        // Without the marks, dead pixels are holes of 0.
        for (const known of [pattern, { data, shape }]) {
          const error = errors(fitDirectDisk(known), pattern);
          expect(error.centre).toBeLessThan(0.1);
          expect(error.radius).toBeLessThan(0.03);
        }
      }
    },
  );

  it.each([3e-3, 5e-3, 8e-3])(
    "%d rad: is found behind a beam stop and between forty bad pixels",
    (semiAngle) => {
      for (const seed of [1, 2]) {
        const pattern = summed({ semiAngle, seed });
        const { centre, radius } = pattern;
        const stopped = pattern.data.map((value, i) => {
          const isBehind = Math.abs(Math.floor(i / side) - centre[0] - 1) < 0.4 * radius;
          return isBehind && i % side < centre[1] + 0.5 * radius ? 0.03 * value : value;
        });
        const speckled = pattern.data.slice();
        for (let k = 0; k < 40; k++)
          speckled[(k * 2371 + seed * 97) % speckled.length] = k % 2 === 0 ? 0 : 1e6;
        for (const data of [stopped, speckled]) {
          const error = errors(fitDirectDisk({ data, shape: pattern.shape }), pattern);
          expect(error.centre).toBeLessThan(0.1);
          expect(error.radius).toBeLessThan(0.03);
        }
      }
    },
  );

  it.each([3e-3, 5e-3, 8e-3])(
    "%d rad: is found where the detector's border cuts it, with less confidence",
    (semiAngle) => {
      const pattern = summed({ semiAngle });
      const [y, x] = pattern.centre;
      const cut = cropped(pattern, Math.round(y - 0.5 * pattern.radius), Math.round(x - 2 * pattern.radius));
      const found = fitDirectDisk(cut);
      expect(errors(found, cut).centre).toBeLessThan(0.15);
      expect(errors(found, cut).radius).toBeLessThan(0.03);
      expect(found.confidence).toBeLessThan(fitDirectDisk(pattern).confidence - 0.1);
    },
  );

  it("does not depend on the unit, nor on a flat background", () => {
    const pattern = summed({});
    const found = fitDirectDisk(pattern);
    const scaled = fitDirectDisk({ ...pattern, data: pattern.data.map((value) => value / 64_000) });
    expect(errors(scaled, found).centre).toBeLessThan(1e-3);
    expect(errors(scaled, found).radius).toBeLessThan(1e-3);
    const most = pattern.data.reduce((a, b) => Math.max(a, b), 0);
    const raised = fitDirectDisk({ ...pattern, data: pattern.data.map((value) => value + most / 2) });
    expect(errors(raised, pattern).centre).toBeLessThan(0.1);
    expect(errors(raised, pattern).radius).toBeLessThan(0.03);
    expect(raised.confidence).toBeLessThan(0.7);
  });
});

describe("a large blurred disk with structure inside", () => {
  it.each([30, 80, 110])(
    "radius %d px on 256 x 256: sub-pixel centre and the width of its edge",
    (radius) => {
      const centre = [120.32, 135.68] as const;
      const data = Float32Array.from({ length: 256 * 256 }, (_, i) => {
        const [y, x] = [Math.floor(i / 256), i % 256];
        const distance = Math.hypot(y - centre[0], x - centre[1]);
        const structure = 1 + 0.2 * Math.sin(x / 7) * Math.cos(y / 9);
        return 3 + (200 * structure) / (1 + Math.exp((distance - radius) / 1.5));
      });
      const found = fitDirectDisk({ data, shape: [256, 256] });
      expect(errors(found, { centre, radius }).centre).toBeLessThan(0.2);
      expect(errors(found, { centre, radius }).radius).toBeLessThan(0.005);
      // A logistic function falls from 90 % to 10 % over 2 ln 9 of its length.
      expect(found.edgeWidth).toBeCloseTo(2 * Math.log(9) * 1.5, 0);
      expect(found.confidence).toBeGreaterThan(0.9);
    },
  );
});

describe.skipIf(!hasSharedCases)("the direct disk of the reference cases", () => {
  async function sumOf(path: string, options: OpenOptions = {}) {
    const { description, bytes } = await readPath(sharedCase(path), options);
    const [scanY, scanX, detY, detX] = description.shape;
    const frames = typedArray("uint16", bytes.buffer);
    const data = new Float64Array(detY * detX);
    for (let i = 0; i < scanY * scanX * data.length; i++) data[i % data.length]! += frames[i]!;
    return { data, shape: [detY, detX] as const };
  }

  it("case 01: the mean of the true origins, and the true radius of 5 px blurred by their drift", async () => {
    const found = fitDirectDisk(await sumOf("01-strain-crystal/data.h5", { dataset: "/datacube" }));
    const error = errors(found, { centre: [63.28, 64.59], radius: 5 });
    expect(error.centre).toBeLessThan(0.1);
    expect(error.radius).toBeLessThan(0.03);
  });

  it("case 08: the disk of 15 px that the case's bright-field mask covers", async () => {
    const found = fitDirectDisk(await sumOf("08-masks/contiguous.h5"));
    const error = errors(found, { centre: [47, 48.5], radius: 15 });
    // The case names its centre to half a pixel only.
    expect(error.centre).toBeLessThan(0.5);
    expect(error.radius).toBeLessThan(0.03);
  });
});

describe("a pattern without a disk", () => {
  it.each([
    ["empty", () => 0],
    ["flat", () => 5],
    ["noise", (i: number) => 10 + ((i * 7919) % 13)],
    ["not finite", () => Number.NaN],
  ])("%s is an error that says what to do", (_, value) => {
    const data = Float64Array.from({ length: 64 * 64 }, (_, i) => value(i));
    expect(() => fitDirectDisk({ data, shape: [64, 64] })).toThrow(
      expect.objectContaining({ code: "not-found", subject: "direct disk" }),
    );
  });

  it("of another size than its shape says is refused", () => {
    expect(() => fitDirectDisk({ data: new Uint32Array(5), shape: [2, 3] })).toThrow(/found 5 values.*2 x 3/);
  });
});
