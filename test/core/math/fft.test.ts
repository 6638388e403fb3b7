import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fft, frequencies, inverseFft, type Planes } from "#core/math/fft.js";
import { amplitudes, centred, fft2, inverseFft2, realFft2 } from "#core/math/fft2.js";

/** The sums of the definition. */
function naiveDft({ re, im }: Planes): Planes {
  const n = re.length;
  const term = (k: number, part: (j: number, angle: number) => number): number => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += part(j, (-2 * Math.PI * ((j * k) % n)) / n);
    return sum;
  };
  const each = (part: (j: number, angle: number) => number) =>
    Float64Array.from({ length: n }, (_, k) => term(k, part));
  return {
    re: each((j, angle) => re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle)),
    im: each((j, angle) => re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle)),
  };
}

const copyOf = ({ re, im }: Planes): Planes => ({ re: re.slice(), im: im.slice() });
const energy = ({ re, im }: Planes): number => re.reduce((sum, a, i) => sum + a * a + im[i]! * im[i]!, 0);
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
const distance = (a: Planes, b: Planes): number => Math.max(farthest(a.re, b.re), farthest(a.im, b.im));

const number = fc.double({ min: -1, max: 1, noNaN: true });
const complexOf = (length: number) =>
  fc.record({
    re: fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values)),
    im: fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values)),
  });
const anyLength = fc.integer({ min: 1, max: 130 }).chain(complexOf);
const anyImage = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([height, width]) =>
    complexOf(height * width).map((values) => ({ shape: [height, width] as const, values })),
  );

describe("the transform of a row", () => {
  it("is the sum of the definition for every length, with factors 2, 3, 4, 5 and others", () => {
    for (let n = 1; n <= 64; n++) {
      const values = fc.sample(complexOf(n), { numRuns: 1, seed: n })[0]!;
      const transformed = copyOf(values);
      fft(transformed);
      expect(distance(transformed, naiveDft(values)), `length ${n}`).toBeLessThan(1e-11);
    }
  });

  it("is what numpy.fft.fft gives", () => {
    const re = Float64Array.from({ length: 14 }, (_, j) => (j * j) % 11);
    const im = Float64Array.from({ length: 14 }, (_, j) => (j * 5) % 7);
    fft({ re, im });
    const expected = [
      [0, 49, 42],
      [1, -11.886198877165, -10.332772171242],
      [6, -11.754720863558, -10.04896484839],
      [13, -11.886198877165, 10.332772171242],
    ] as const;
    for (const [k, real, imaginary] of expected) {
      expect(re[k]).toBeCloseTo(real, 10);
      expect(im[k]).toBeCloseTo(imaginary, 10);
    }
  });

  it("keeps the energy (Parseval) and comes back", () => {
    fc.assert(
      fc.property(anyLength, (values) => {
        const transformed = copyOf(values);
        fft(transformed);
        expect(energy(transformed) / values.re.length).toBeCloseTo(energy(values), 9);
        inverseFft(transformed);
        expect(distance(transformed, values)).toBeLessThan(1e-12);
      }),
    );
  });

  it("of a shifted row is turned by the shift times the frequency", () => {
    fc.assert(
      fc.property(anyLength, fc.nat(200), (values, shift) => {
        const n = values.re.length;
        const shifted = (part: Float64Array) => part.map((_, j) => part[(j + shift) % n]!);
        const [plain, turned] = [copyOf(values), { re: shifted(values.re), im: shifted(values.im) }];
        fft(plain);
        fft(turned);
        frequencies(n).forEach((q, k) => {
          const angle = 2 * Math.PI * q * shift;
          const re = plain.re[k]! * Math.cos(angle) - plain.im[k]! * Math.sin(angle);
          expect(turned.re[k]).toBeCloseTo(re, 9);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("counts frequencies as numpy.fft.fftfreq does", () => {
    expect([...frequencies(4)]).toEqual([0, 0.25, -0.5, -0.25]);
    expect([...frequencies(5)]).toEqual([0, 0.2, 0.4, -0.4, -0.2]);
    expect([...frequencies(1)]).toEqual([0]);
  });
});

describe("the transform of an image", () => {
  const image = Float64Array.from({ length: 42 }, (_, i) => (i * i * 7 + 3 * i) % 23);

  it("is what numpy.fft.fft2 gives", () => {
    const { re, im } = realFft2(image, [6, 7]);
    const expected = [
      [0, 0, 418, 0],
      [1, 0, -10.5, 6.06217782649107],
      [0, 1, 7.813355339583564, -0.8648583858582999],
      [2, 3, -27.26381633260121, -18.905297040253778],
      [5, 6, 4.636523137317724, 17.805823828177846],
      [3, 4, -40.5, -28.882292762783834],
    ] as const;
    for (const [y, x, real, imaginary] of expected) {
      expect(re[7 * y + x]).toBeCloseTo(real, 10);
      expect(im[7 * y + x]).toBeCloseTo(imaginary, 10);
    }
  });

  it("is the transform of its rows and then of its columns, and comes back", () => {
    fc.assert(
      fc.property(anyImage, ({ shape: [height, width], values }) => {
        const byRows = copyOf(values);
        for (let y = 0; y < height; y++)
          fft({
            re: byRows.re.subarray(y * width, (y + 1) * width),
            im: byRows.im.subarray(y * width, (y + 1) * width),
          });
        for (let x = 0; x < width; x++) {
          const column = (part: Float64Array) =>
            Float64Array.from({ length: height }, (_, y) => part[y * width + x]!);
          const one = { re: column(byRows.re), im: column(byRows.im) };
          fft(one);
          for (let y = 0; y < height; y++) {
            byRows.re[y * width + x] = one.re[y]!;
            byRows.im[y * width + x] = one.im[y]!;
          }
        }
        const whole = copyOf(values);
        fft2(whole, [height, width]);
        expect(distance(whole, byRows)).toBeLessThan(1e-11);
        inverseFft2(whole, [height, width]);
        expect(distance(whole, values)).toBeLessThan(1e-12);
      }),
    );
  });

  it("of real values is the complex one with no imaginary part", () => {
    fc.assert(
      fc.property(anyImage, ({ shape, values: { re } }) => {
        const complex = { re: re.slice(), im: new Float64Array(re.length) };
        fft2(complex, shape);
        expect(distance(realFft2(re, shape), complex)).toBeLessThan(1e-11);
      }),
    );
  });

  it("has its zero frequency in the middle when centred, as numpy.fft.fftshift has", () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i);
    expect([...centred(values, [3, 4])]).toEqual([10, 11, 8, 9, 2, 3, 0, 1, 6, 7, 4, 5]);
    expect([...amplitudes({ re: Float64Array.of(3, 0), im: Float64Array.of(-4, 2) })]).toEqual([5, 2]);
  });

  it("refuses a shape that does not fit, and none at all", () => {
    for (const shape of [
      [5, 7],
      [0, 0],
    ] as const)
      expect(() => realFft2(image, shape)).toThrow(
        expect.objectContaining({ code: "shape-mismatch", name: "RonchiError" }),
      );
  });
});
