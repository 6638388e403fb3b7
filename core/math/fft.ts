import { type Planes, type Radix, radices, stages, stageTwiddles } from "./fftStages.js";

export type { Planes } from "./fftStages.js";

/**
 * Discrete Fourier transform of one length, F[k] = sum over j of f[j] exp(-2 pi i j k / n), for any number of columns at
 * once: an array [n, columns] in C order is transformed along its first axis, in place.
 */
export interface Fft {
  readonly length: number;
  transform(values: Planes, columns: number): void;
}

const plans = new Map<number, Fft>();
/** Plans are small, but a program that transforms every length should not keep them all. */
const keptPlans = 32;

/** The transform of a length: by stages of radix 4, 2, 3 and 5 where these divide it, otherwise Bluestein's. */
export function fftOf(length: number): Fft {
  const known = plans.get(length);
  if (known !== undefined) return known;
  const factors = factorsOf(length);
  const made = factors === undefined ? chirpFft(length) : stagedFft(length, factors);
  if (plans.size >= keptPlans) plans.delete(plans.keys().next().value!);
  plans.set(length, made);
  return made;
}

/** Transforms one row of complex numbers in place. */
export function fft(values: Planes): void {
  fftOf(values.re.length).transform(values, 1);
}

/** The inverse of {@link fft}, with its factor 1 / n. */
export function inverseFft(values: Planes): void {
  inverseTransform(values, 1);
}

/** The inverse transform along the first axis of [n, columns]: with the two parts exchanged, the forward one is it. */
export function inverseTransform({ re, im }: Planes, columns: number): void {
  const length = re.length / columns;
  fftOf(length).transform({ re: im, im: re }, columns);
  for (let i = 0; i < re.length; i++) {
    re[i]! /= length;
    im[i]! /= length;
  }
}

/** Frequencies of the transform of n samples, cycles a sample: 0, 1/n … below 1/2, then from -1/2 (of even n) to -1/n. */
export function frequencies(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => (k < n / 2 ? k : k - n) / n);
}

/** The length as a product of radices; undefined where another factor is left. */
function factorsOf(length: number): Radix[] | undefined {
  const factors: Radix[] = [];
  let rest = length;
  for (const radix of radices)
    while (rest % radix === 0 && rest > 1) {
      factors.push(radix);
      rest /= radix;
    }
  return rest === 1 ? factors : undefined;
}

/** Stockham's FFT: each stage reads one pair of arrays and writes another. */
function stagedFft(length: number, factors: readonly Radix[]): Fft {
  let rest = length;
  const steps = factors.map((radix) => {
    const m = rest / radix;
    const step = { stage: stages[radix], m, repeat: length / rest, twiddles: stageTwiddles(radix, m) };
    rest = m;
    return step;
  });
  return {
    length,
    transform(values, columns) {
      let from = values;
      let to: Planes = { re: new Float64Array(values.re.length), im: new Float64Array(values.im.length) };
      for (const { stage, m, repeat, twiddles } of steps) {
        stage(from, to, m, repeat * columns, twiddles);
        [from, to] = [to, from];
      }
      if (from === values) return;
      values.re.set(from.re);
      values.im.set(from.im);
    },
  };
}

/**
 * Bluestein's FFT (IEEE Trans. Audio Electroacoust. 18 (1970) 451): with jk = (j² + k² - (k - j)²) / 2 the transform is a
 * convolution with a chirp, done by a longer transform of a length that has stages.
 */
function chirpFft(length: number): Fft {
  const longer = fftOf(smoothLengthFrom(2 * length - 1));
  const chirp = chirpOf(length);
  const kernel = kernelOf(chirp, longer);
  return {
    length,
    transform(values, columns) {
      const padded: Planes = {
        re: new Float64Array(longer.length * columns),
        im: new Float64Array(longer.length * columns),
      };
      turnRows(values, padded, chirp, columns);
      longer.transform(padded, columns);
      turnRows(padded, padded, kernel, columns);
      inverseTransform(padded, columns);
      turnRows(padded, values, chirp, columns);
    },
  };
}

/** exp(-pi i j² / n); j² modulo 2n keeps the angles small and exact. */
function chirpOf(length: number): Planes {
  const angle = (j: number) => (-Math.PI * ((j * j) % (2 * length))) / length;
  return {
    re: Float64Array.from({ length }, (_, j) => Math.cos(angle(j))),
    im: Float64Array.from({ length }, (_, j) => Math.sin(angle(j))),
  };
}

/** Transform of the conjugate chirp, from -n to n around the beginning of the longer array. */
function kernelOf({ re, im }: Planes, longer: Fft): Planes {
  const kernel: Planes = { re: new Float64Array(longer.length), im: new Float64Array(longer.length) };
  for (let j = 0; j < re.length; j++)
    for (const at of [j, (longer.length - j) % longer.length]) {
      kernel.re[at] = re[j]!;
      kernel.im[at] = -im[j]!;
    }
  longer.transform(kernel, 1);
  return kernel;
}

/** Writes each row of `from` times the factor of that row; as many rows as there are factors. */
function turnRows(from: Planes, to: Planes, factors: Planes, columns: number): void {
  for (let row = 0, i = 0; row < factors.re.length; row++) {
    const [w, v] = [factors.re[row]!, factors.im[row]!];
    for (const end = i + columns; i < end; i++) {
      const [a, b] = [from.re[i]!, from.im[i]!];
      to.re[i] = a * w - b * v;
      to.im[i] = a * v + b * w;
    }
  }
}

/** The smallest length from `least` on that has only factors 2, 3 and 5. */
function smoothLengthFrom(least: number): number {
  let length = least;
  while (factorsOf(length) === undefined) length += 1;
  return length;
}
