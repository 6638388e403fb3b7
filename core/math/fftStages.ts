/**
 * One stage of a Stockham FFT of radix p. The input is seen as p parts of `m` rows of `s` numbers each; row j of the output
 * group k is the p-point transform of row j of the parts, turned by exp(-2 pi i j k / (p m)). Every inner loop runs over
 * neighbouring numbers, and nothing has to be put into bit-reversed order.
 */
export type Stage = (from: Planes, to: Planes, m: number, s: number, twiddles: Float64Array) => void;

/** Real and imaginary parts, in arrays of their own. */
export interface Planes {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Radices that have a stage of their own, in the order in which a length is divided by them. */
export const radices = [4, 2, 3, 5] as const;
/** A factor of a length that has a stage of its own. */
export type Radix = (typeof radices)[number];

/** exp(-2 pi i j k / (p m)) for j < m and 0 < k < p, as [j][k - 1][re, im]. */
export function stageTwiddles(p: Radix, m: number): Float64Array {
  const twiddles = new Float64Array(m * (p - 1) * 2);
  for (let j = 0, t = 0; j < m; j++)
    for (let k = 1; k < p; k++, t += 2) {
      const angle = (-2 * Math.PI * j * k) / (p * m);
      twiddles[t] = Math.cos(angle);
      twiddles[t + 1] = Math.sin(angle);
    }
  return twiddles;
}

/** The hot loops of every transform: sums and turns written out, without arrays or calls. */
const radix2: Stage = ({ re, im }, { re: outRe, im: outIm }, m, s, twiddles) => {
  for (let j = 0; j < m; j++) {
    const [w, v] = [twiddles[2 * j]!, twiddles[2 * j + 1]!];
    const [a, b, o] = [s * j, s * (j + m), s * 2 * j];
    for (let q = 0; q < s; q++) {
      const [ar, ai, br, bi] = [re[a + q]!, im[a + q]!, re[b + q]!, im[b + q]!];
      outRe[o + q] = ar + br;
      outIm[o + q] = ai + bi;
      outRe[o + s + q] = (ar - br) * w - (ai - bi) * v;
      outIm[o + s + q] = (ar - br) * v + (ai - bi) * w;
    }
  }
};

const sin60 = Math.sqrt(3) / 2;

const radix3: Stage = ({ re, im }, { re: outRe, im: outIm }, m, s, twiddles) => {
  for (let j = 0; j < m; j++) {
    const t = 4 * j;
    const [w1, v1, w2, v2] = [twiddles[t]!, twiddles[t + 1]!, twiddles[t + 2]!, twiddles[t + 3]!];
    const [a, b, c, o] = [s * j, s * (j + m), s * (j + 2 * m), s * 3 * j];
    for (let q = 0; q < s; q++) {
      const sumRe = re[b + q]! + re[c + q]!;
      const sumIm = im[b + q]! + im[c + q]!;
      const halfRe = re[a + q]! - sumRe / 2;
      const halfIm = im[a + q]! - sumIm / 2;
      const turnRe = sin60 * (im[b + q]! - im[c + q]!);
      const turnIm = -sin60 * (re[b + q]! - re[c + q]!);
      outRe[o + q] = re[a + q]! + sumRe;
      outIm[o + q] = im[a + q]! + sumIm;
      outRe[o + s + q] = (halfRe + turnRe) * w1 - (halfIm + turnIm) * v1;
      outIm[o + s + q] = (halfRe + turnRe) * v1 + (halfIm + turnIm) * w1;
      outRe[o + 2 * s + q] = (halfRe - turnRe) * w2 - (halfIm - turnIm) * v2;
      outIm[o + 2 * s + q] = (halfRe - turnRe) * v2 + (halfIm - turnIm) * w2;
    }
  }
};

const radix4: Stage = ({ re, im }, { re: outRe, im: outIm }, m, s, twiddles) => {
  for (let j = 0; j < m; j++) {
    const t = 6 * j;
    const [w1, v1, w2, v2] = [twiddles[t]!, twiddles[t + 1]!, twiddles[t + 2]!, twiddles[t + 3]!];
    const [w3, v3] = [twiddles[t + 4]!, twiddles[t + 5]!];
    const [a, b, c, d, o] = [s * j, s * (j + m), s * (j + 2 * m), s * (j + 3 * m), s * 4 * j];
    for (let q = 0; q < s; q++) {
      const evenRe = re[a + q]! + re[c + q]!;
      const evenIm = im[a + q]! + im[c + q]!;
      const oddRe = re[b + q]! + re[d + q]!;
      const oddIm = im[b + q]! + im[d + q]!;
      const restRe = re[a + q]! - re[c + q]!;
      const restIm = im[a + q]! - im[c + q]!;
      // The difference of the odd ones, turned by -i.
      const turnRe = im[b + q]! - im[d + q]!;
      const turnIm = re[d + q]! - re[b + q]!;
      outRe[o + q] = evenRe + oddRe;
      outIm[o + q] = evenIm + oddIm;
      outRe[o + s + q] = (restRe + turnRe) * w1 - (restIm + turnIm) * v1;
      outIm[o + s + q] = (restRe + turnRe) * v1 + (restIm + turnIm) * w1;
      outRe[o + 2 * s + q] = (evenRe - oddRe) * w2 - (evenIm - oddIm) * v2;
      outIm[o + 2 * s + q] = (evenRe - oddRe) * v2 + (evenIm - oddIm) * w2;
      outRe[o + 3 * s + q] = (restRe - turnRe) * w3 - (restIm - turnIm) * v3;
      outIm[o + 3 * s + q] = (restRe - turnRe) * v3 + (restIm - turnIm) * w3;
    }
  }
};

const [cos72, cos144] = [Math.cos((2 * Math.PI) / 5), Math.cos((4 * Math.PI) / 5)];
const [sin72, sin144] = [Math.sin((2 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

const radix5: Stage = ({ re, im }, { re: outRe, im: outIm }, m, s, twiddles) => {
  for (let j = 0; j < m; j++) {
    const w = twiddles.subarray(8 * j, 8 * j + 8);
    const [a, o] = [s * j, s * 5 * j];
    const [b, c, d, e] = [a + s * m, a + 2 * s * m, a + 3 * s * m, a + 4 * s * m];
    for (let q = 0; q < s; q++) {
      const [ar, ai] = [re[a + q]!, im[a + q]!];
      const outerRe = re[b + q]! + re[e + q]!;
      const outerIm = im[b + q]! + im[e + q]!;
      const innerRe = re[c + q]! + re[d + q]!;
      const innerIm = im[c + q]! + im[d + q]!;
      const acrossRe = re[b + q]! - re[e + q]!;
      const acrossIm = im[b + q]! - im[e + q]!;
      const nearRe = re[c + q]! - re[d + q]!;
      const nearIm = im[c + q]! - im[d + q]!;
      const firstRe = ar + cos72 * outerRe + cos144 * innerRe;
      const firstIm = ai + cos72 * outerIm + cos144 * innerIm;
      const secondRe = ar + cos144 * outerRe + cos72 * innerRe;
      const secondIm = ai + cos144 * outerIm + cos72 * innerIm;
      // Turned by -i.
      const turn1Re = sin72 * acrossIm + sin144 * nearIm;
      const turn1Im = -sin72 * acrossRe - sin144 * nearRe;
      const turn2Re = sin144 * acrossIm - sin72 * nearIm;
      const turn2Im = -sin144 * acrossRe + sin72 * nearRe;
      outRe[o + q] = ar + outerRe + innerRe;
      outIm[o + q] = ai + outerIm + innerIm;
      outRe[o + s + q] = (firstRe + turn1Re) * w[0]! - (firstIm + turn1Im) * w[1]!;
      outIm[o + s + q] = (firstRe + turn1Re) * w[1]! + (firstIm + turn1Im) * w[0]!;
      outRe[o + 2 * s + q] = (secondRe + turn2Re) * w[2]! - (secondIm + turn2Im) * w[3]!;
      outIm[o + 2 * s + q] = (secondRe + turn2Re) * w[3]! + (secondIm + turn2Im) * w[2]!;
      outRe[o + 3 * s + q] = (secondRe - turn2Re) * w[4]! - (secondIm - turn2Im) * w[5]!;
      outIm[o + 3 * s + q] = (secondRe - turn2Re) * w[5]! + (secondIm - turn2Im) * w[4]!;
      outRe[o + 4 * s + q] = (firstRe - turn1Re) * w[6]! - (firstIm - turn1Im) * w[7]!;
      outIm[o + 4 * s + q] = (firstRe - turn1Re) * w[7]! + (firstIm - turn1Im) * w[6]!;
    }
  }
};

/** The stage of each radix. */
export const stages: Readonly<Record<Radix, Stage>> = { 2: radix2, 3: radix3, 4: radix4, 5: radix5 };
