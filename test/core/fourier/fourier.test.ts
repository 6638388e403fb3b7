import { describe, expect, it } from "vitest";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { ewpc } from "#core/fourier/ewpc.js";
import { fft, powerSpectrum } from "#core/fourier/fft.js";

const common = {
  name: "test",
  unit: "counts",
  overflow: { pixels: 0, frames: 0 },
  provenance: { operation: "test", parameters: {}, inputs: [], version: "0" },
} as const;

function image(data: NumberArray, shape: readonly [number, number], step?: number): RealSlice {
  const calibration = step === undefined ? {} : ({ scanStep: [step, step] } as const);
  return { ...common, kind: "RealSlice", data, shape, calibration };
}

function pattern(
  data: NumberArray,
  shape: readonly [number, number],
  excluded?: Uint8Array,
): DiffractionSlice {
  const calibration = { detectorPixel: [0.02, 0.02] } as const;
  const mask = excluded === undefined ? {} : { excluded };
  return { ...common, kind: "DiffractionSlice", data, shape, frameCount: 1, calibration, ...mask };
}

/** Place [y, x] of the largest value, from the middle. */
function brightest({ data, shape }: { data: Float64Array; shape: readonly [number, number] }): number[] {
  const at = data.indexOf(Math.max(...data));
  return [Math.floor(at / shape[1]) - (shape[0] >> 1), (at % shape[1]) - (shape[1] >> 1)];
}

const numpyImage = Float64Array.from({ length: 42 }, (_, i) => (i * i * 7 + 3 * i) % 23);

describe("the FFT of an image", () => {
  it("is abs(fftshift(fft2(image - mean))) as numpy gives it, and its power the square", () => {
    const { data } = fft(image(numpyImage, [6, 7]));
    const power = powerSpectrum(image(numpyImage, [6, 7]));
    const expected = [
      [3, 3, 0],
      [2, 3, 12.124355653],
      [3, 4, 7.861075098],
      [0, 0, 49.743711514],
      [5, 6, 33.177190014],
    ] as const;
    for (const [y, x, value] of expected) {
      expect(data[7 * y + x]).toBeCloseTo(value, 8);
      expect(power.data[7 * y + x]).toBeCloseTo(value * value, 5);
    }
    expect(power.unit).toBe("(counts)²");
  });

  it("gives phases, real and imaginary parts of the sum of (f - mean) exp(-2 pi i q r), zero in the middle", () => {
    const [height, width] = [6, 7];
    const mean = numpyImage.reduce((sum, value) => sum + value, 0) / 42;
    const parts = (["real", "imaginary", "phase"] as const).map((part) =>
      fft(image(numpyImage, [6, 7]), { part }),
    );
    for (let i = 0; i < 42; i++) {
      const [ky, kx] = [Math.floor(i / width) - 3, (i % width) - 3];
      let [re, im] = [0, 0];
      numpyImage.forEach((value, at) => {
        const angle = -2 * Math.PI * ((ky * Math.floor(at / width)) / height + (kx * (at % width)) / width);
        re += (value - mean) * Math.cos(angle);
        im += (value - mean) * Math.sin(angle);
      });
      expect(parts[0]!.data[i]).toBeCloseTo(re, 8);
      expect(parts[1]!.data[i]).toBeCloseTo(im, 8);
      // Of no amplitude there is no angle; real numbers may be turned by π or by -π.
      if (Math.hypot(re, im) > 1e-6)
        expect(Math.cos(parts[2]!.data[i]! - Math.atan2(im, re))).toBeCloseTo(1, 10);
    }
    expect(parts.map(({ unit }) => unit)).toEqual(["counts", "counts", "rad"]);
    expect(parts.map(({ name }) => name)).toEqual([
      "real part of the FFT of test",
      "imaginary part of the FFT of test",
      "phase of the FFT of test",
    ]);
  });

  it("has the peak of a lattice at its frequency, in Å⁻¹, with and without window at the same height", () => {
    const shape = [40, 60] as const;
    const wave = Float64Array.from(
      { length: 2400 },
      (_, i) => 5 + Math.cos((2 * Math.PI * 12 * (i % 60)) / 60),
    );
    for (const window of ["none", "hann"] as const) {
      const made = fft(image(wave, shape, 0.5), { window });
      const [y, x] = brightest(made);
      expect([y, Math.abs(x!)]).toEqual([0, 12]);
      // One wave in 5 px of 0.5 Å.
      expect(12 * made.pixel![1]).toBeCloseTo(1 / 2.5, 12);
      expect(Math.max(...made.data)).toBeCloseTo(1200, 6);
    }
  });

  it("under a Hann window has no cross of an image whose edges do not match", () => {
    const ramp = Float64Array.from({ length: 1024 }, (_, i) => i % 32);
    const far = (window: "none" | "hann") => fft(image(ramp, [32, 32]), { window }).data[16 * 32 + 28]!;
    expect(far("hann")).toBeLessThan(far("none") / 20);
  });

  it("says in px what is not calibrated, and takes what is not a number for the mean", () => {
    const made = fft(image(Float64Array.of(1, Number.NaN, 3, 2), [2, 2]));
    expect(made).toMatchObject({ kind: "FourierSlice", pixelUnit: "Å⁻¹", unit: "counts" });
    expect(made.pixel).toBeUndefined();
    expect([...made.data]).toEqual([...fft(image(Float64Array.of(1, 2, 3, 2), [2, 2])).data]);
  });
});

describe("the cepstrum of a pattern", () => {
  it("is abs(fftshift(fft2(hann * (log(I + 1) - mean)))) as numpy gives it, over the window's mean", () => {
    const values = Float64Array.from({ length: 42 }, (_, i) => (i * i * 5 + 11 * i) % 31);
    const { data } = ewpc(pattern(values, [6, 7]), { offset: 1 });
    expect(data[7 * 3 + 3]).toBeCloseTo(3.933892687507258, 10);
    expect(data[7 * 2 + 3]).toBeCloseTo(10.642892839745045, 10);
    expect(data[0]).toBeCloseTo(8.022817478910111, 10);
    expect(data[7 * 4 + 5]).toBeCloseTo(6.270571143434964, 10);
  });

  // Spots 8 px of 0.02 Å⁻¹ apart: a lattice of 6.25 Å.
  const shape = [64, 64] as const;
  const spots = Float64Array.from({ length: 4096 }, (_, i) => {
    const [y, x] = [Math.floor(i / 64) - 32, (i % 64) - 32];
    const near = (d: number) => d - 8 * Math.round(d / 8);
    const spot = Math.exp(-(near(y) ** 2 + near(x) ** 2) / 3);
    return Math.round(1000 * spot * Math.exp(-(y * y + x * x) / 600));
  });
  const envelope = 3;
  const peak = (made: ReturnType<typeof ewpc>): number[] => {
    const data = made.data.map((value, i) => {
      const [y, x] = [Math.floor(i / 64) - 32, (i % 64) - 32];
      return Math.hypot(y, x) > envelope ? value : 0;
    });
    return brightest({ data, shape }).map(Math.abs);
  };

  it("has its peak at the distance of the lattice, in Å", () => {
    const made = ewpc(pattern(spots, shape));
    const [y, x] = peak(made);
    expect(Math.hypot(y! * made.pixel![0], x! * made.pixel![1])).toBeCloseTo(6.25, 6);
    expect(made).toMatchObject({ pixelUnit: "Å", unit: "", name: "EWPC of test" });
  });

  it("is hardly changed by a gap of excluded pixels, which would otherwise make a cross", () => {
    const excluded = Uint8Array.from({ length: 4096 }, (_, i) => (i % 64 >= 38 && i % 64 <= 40 ? 1 : 0));
    const holed = spots.map((value, i) => (excluded[i] === 1 ? 0 : value));
    const whole = ewpc(pattern(spots, shape));
    const filled = ewpc(pattern(holed, shape, excluded));
    const naive = ewpc(pattern(holed, shape));
    const off = (made: typeof whole) => made.data.reduce((sum, v, i) => sum + (v - whole.data[i]!) ** 2, 0);
    expect(peak(filled)).toEqual(peak(whole));
    expect(off(filled)).toBeLessThan(off(naive) / 2);
  });

  it("looks the same of a mean as of the sum: the offset is the smallest value above 0", () => {
    const mean = ewpc(
      pattern(
        spots.map((value) => value / 50),
        shape,
      ),
    );
    const sum = ewpc(pattern(spots, shape));
    for (const at of [0, 1000, 2080, 4000]) expect(mean.data[at]).toBeCloseTo(sum.data[at]!, 8);
  });

  it("refuses an offset that has no logarithm", () => {
    expect(() => ewpc(pattern(spots, shape), { offset: 0 })).toThrow(/offset of ewpc: found 0/);
  });
});
