import { describe, expect, it } from "vitest";
import { electronWavelength } from "#core/calibration/electronWavelength.js";
import type { Calibration } from "#core/data/calibration.js";
import type { DataCube } from "#core/data/dataCube.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { fft2, inverseFft2 } from "#core/math/fft2.js";
import { integrateGradient } from "#core/math/integrateGradient.js";
import { integrateCenterOfMass } from "#core/phase/integrateCenterOfMass.js";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { cubeOf } from "../udf/cubeOf.js";
import { storeCube } from "../udf/cubes.js";

type Shape = readonly [number, number];

/** Values of a function of place, [y, x], mean taken off. */
function sampled([height, width]: Shape, at: (y: number, x: number) => number): Float64Array {
  return Float64Array.from({ length: height * width }, (_, i) => at(Math.floor(i / width), i % width));
}

function withoutMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

describe("the potential of a vector field", () => {
  const shape = [24, 20] as const;
  const [ky, kx] = [(2 * Math.PI * 2) / 24, (2 * Math.PI * 3) / 20];
  const wave = (y: number, x: number) => Math.cos(ky * y + kx * x);
  const slope = (y: number, x: number) => -Math.sin(ky * y + kx * x);

  it("is exact for whole periods, with the spacing of each axis", () => {
    const spacing = [0.5, 2] as const;
    const field = {
      y: sampled(shape, (y, x) => (ky / spacing[0]) * slope(y, x)),
      x: sampled(shape, (y, x) => (kx / spacing[1]) * slope(y, x)),
    };
    const potential = integrateGradient(field, shape, { spacing, boundary: "periodic" });
    expect(farthest(potential, sampled(shape, wave))).toBeLessThan(1e-12);
  });

  it("with mirrored edges is that of structures cut by the edge, where the periodic one is not", () => {
    const large = [64, 48] as const;
    const bumps = [
      [0, 10, 5],
      [40, 47, 6],
      [30, 20, 4],
    ] as const;
    const sum = (part: (dy: number, dx: number, width: number) => number) => (y: number, x: number) =>
      bumps.reduce((total, [cy, cx, width]) => total + part(y - cy, x - cx, width), 0);
    const bump = (dy: number, dx: number, width: number) =>
      Math.exp(-(dy * dy + dx * dx) / (2 * width * width));
    const truth = withoutMean(sampled(large, sum(bump)));
    const field = {
      y: sampled(
        large,
        sum((dy, dx, width) => (-dy / width ** 2) * bump(dy, dx, width)),
      ),
      x: sampled(
        large,
        sum((dy, dx, width) => (-dx / width ** 2) * bump(dy, dx, width)),
      ),
    };
    // The potential is 1 high.
    expect(farthest(integrateGradient(field, large), truth)).toBeLessThan(0.05);
    expect(farthest(integrateGradient(field, large, { boundary: "periodic" }), truth)).toBeGreaterThan(0.2);
  });

  it("leaves out what no potential explains: a pure rotation gives nothing", () => {
    const field = {
      y: sampled(shape, (y, x) => -kx * slope(y, x)),
      x: sampled(shape, (y, x) => ky * slope(y, x)),
    };
    const potential = integrateGradient(field, shape, { boundary: "periodic" });
    expect(farthest(potential, new Float64Array(480))).toBeLessThan(1e-12);
  });

  it("keeps a constant slope with mirrored edges", () => {
    const field = { y: sampled(shape, () => 0.5), x: sampled(shape, () => -0.25) };
    const truth = withoutMean(sampled(shape, (y, x) => 0.5 * y - 0.25 * x));
    expect(farthest(integrateGradient(field, shape), truth)).toBeLessThan(0.15);
  });
});

/** A phase object of whole periods on n x n places a distance apart, and what a probe sees of it. */
const n = 16;
const step = 0.4;
const calibration: Calibration = {
  scanStep: [step, step],
  detectorPixel: [1 / (n * step), 1 / (n * step)],
  origin: [n / 2, n / 2],
  energy: 200_000,
};
const turn = (2 * Math.PI) / n;
const phase = sampled(
  [n, n],
  (y, x) => 0.2 * Math.cos(turn * x) + 0.15 * Math.sin(turn * (2 * y + x)) - 0.1 * Math.cos(turn * y),
);
const around = (d: number) => Math.min(d, n - d);
const probe = sampled([n, n], (y, x) => Math.exp(-(around(y) ** 2 + around(x) ** 2) / (2 * 1.3 ** 2)));

/** Intensity of the Fourier transform of probe times exp(i phase), zero in the middle, for every place of the probe. */
function simulatedPatterns(): Float32Array {
  const pixels = new Float32Array(n ** 4);
  for (let place = 0; place < n * n; place++) {
    const [py, px] = [Math.floor(place / n), place % n];
    const at = (i: number) => probe[((Math.floor(i / n) - py + n) % n) * n + (((i % n) - px + n) % n)]!;
    const wave = {
      re: phase.map((value, i) => at(i) * Math.cos(value)),
      im: phase.map((value, i) => at(i) * Math.sin(value)),
    };
    fft2(wave, [n, n]);
    for (let i = 0; i < n * n; i++) {
      const [ky, kx] = [(Math.floor(i / n) + n / 2) % n, ((i % n) + n / 2) % n];
      pixels[place * n * n + ky * n + kx] = wave.re[i]! ** 2 + wave.im[i]! ** 2;
    }
  }
  return pixels;
}

/** The phase, blurred by the intensity of the probe: what iCoM is to show of a phase object. */
function blurredPhase(): Float64Array {
  const weights = probe.map((value) => value * value);
  const total = weights.reduce((sum, value) => sum + value, 0);
  const [a, b] = [
    { re: phase.slice(), im: new Float64Array(n * n) },
    { re: weights.map((value) => value / total), im: new Float64Array(n * n) },
  ];
  for (const image of [a, b]) fft2(image, [n, n]);
  // Both kernels are even: a correlation is a convolution.
  const product = {
    re: a.re.map((value, i) => value * b.re[i]! - a.im[i]! * b.im[i]!),
    im: a.re.map((value, i) => value * b.im[i]! + a.im[i]! * b.re[i]!),
  };
  inverseFft2(product, [n, n]);
  return product.re;
}

function phaseObject(pixels: Float32Array, known: Calibration): DataCube {
  return cubeOf(storeCube([n, n, n, n], "float32", pixels), 1, known);
}

describe("the integrated centre of mass of a simulated phase object", () => {
  const pixels = simulatedPatterns();
  const truth = withoutMean(blurredPhase());

  it.each(["px", "Å⁻¹", "mrad"] as const)(
    "is its phase, blurred by the probe, in rad, from %s",
    async (unit) => {
      const field = await centerOfMass(phaseObject(pixels, calibration), { unit });
      const made = integrateCenterOfMass(field, { boundary: "periodic" });
      expect(made).toMatchObject({ kind: "RealSlice", name: "iCoM", unit: "rad", shape: [n, n] });
      expect(farthest(made.data, truth)).toBeLessThan(2e-3);
      expect(Math.max(...truth)).toBeGreaterThan(0.2);
    },
  );

  it("is the same when the detector is turned against the scan and the angle is given", async () => {
    // The detector's axes are the scan's, turned by 90° clockwise: its +x is the scan's +y.
    const turned = new Float32Array(pixels.length);
    for (let place = 0; place < n * n; place++)
      for (let y = 1; y < n; y++)
        for (let x = 1; x < n; x++) turned[(place * n + (n - x)) * n + y] = pixels[(place * n + y) * n + x]!;
    const field = await centerOfMass(phaseObject(turned, calibration));
    const straight = integrateCenterOfMass(field, { boundary: "periodic", rotation: Math.PI / 2 });
    expect(farthest(straight.data, truth)).toBeLessThan(5e-3);
    expect(farthest(integrateCenterOfMass(field).data, truth)).toBeGreaterThan(0.1);
  });

  it("without calibration is in px² and proportional to it", async () => {
    const field = await centerOfMass(phaseObject(pixels, { origin: [n / 2, n / 2] }));
    const { unit, data } = integrateCenterOfMass(field, { boundary: "periodic" });
    const perPixel = (2 * Math.PI) / n;
    expect(unit).toBe("px²");
    expect(
      farthest(
        Float64Array.from(data, (value) => value * perPixel),
        truth,
      ),
    ).toBeLessThan(2e-3);
  });

  it("says what it needs for deflections in mrad of an uncalibrated scan", async () => {
    const { scanStep: _, ...known } = calibration;
    const field = await centerOfMass(phaseObject(pixels, known), { unit: "mrad" });
    expect(() => integrateCenterOfMass(field)).toThrow(/scanStep/);
  });
});

describe("what is taken off before the integration", () => {
  const shape = [12, 10] as const;
  const slice = (data: Float64Array): RealSlice => ({
    kind: "RealSlice",
    name: "CoM",
    data,
    shape,
    unit: "px",
    calibration: {},
    overflow: { pixels: 0, frames: 0 },
    provenance: { operation: "test", parameters: {}, inputs: [], version: "0" },
  });
  const descan = {
    y: slice(sampled(shape, (y, x) => 3 + 0.1 * y - 0.2 * x)),
    x: slice(sampled(shape, (y, x) => -1 + 0.05 * y + 0.3 * x)),
  };

  it("is the best plane if that is asked for: pure descan then gives nothing", () => {
    const { data } = integrateCenterOfMass(descan, { background: "plane" });
    expect(farthest(data, new Float64Array(120))).toBeLessThan(1e-12);
  });

  it("is the mean by default, and nothing with none", () => {
    const shift = { y: slice(sampled(shape, () => 3)), x: slice(sampled(shape, () => -1)) };
    expect(farthest(integrateCenterOfMass(shift).data, new Float64Array(120))).toBeLessThan(1e-12);
    const { data } = integrateCenterOfMass(shift, { background: "none" });
    expect(Math.max(...data) - Math.min(...data)).toBeGreaterThan(30);
  });

  it("positions without counts count as undeflected", () => {
    const y = Float64Array.from(descan.y.data, (value, i) => (i === 7 ? Number.NaN : value));
    const holed = { ...descan, y: slice(y) };
    const { data } = integrateCenterOfMass(holed);
    expect(data.every(Number.isFinite)).toBe(true);
  });

  it("x and y of different shapes are refused", () => {
    const other = { ...descan.y, shape: [10, 12] as const };
    expect(() => integrateCenterOfMass({ ...descan, y: other })).toThrow(/12 x 10.*10 x 12/);
  });
});

it("a centre of mass in mrad is that in px times pixel and wavelength", async () => {
  const pixels = simulatedPatterns();
  const cube = phaseObject(pixels, { ...calibration, detectorPixel: [0.1, 0.05] });
  const [px, mrad] = [await centerOfMass(cube), await centerOfMass(cube, { unit: "mrad" })];
  const factor = electronWavelength(200_000) * 1e3;
  expect(mrad.x.unit).toBe("mrad");
  expect(
    farthest(
      mrad.x.data,
      px.x.data.map((value) => value * 0.05 * factor),
    ),
  ).toBeLessThan(1e-9);
  expect(
    farthest(
      mrad.y.data,
      px.y.data.map((value) => value * 0.1 * factor),
    ),
  ).toBeLessThan(1e-9);
});
