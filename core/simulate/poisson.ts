import type { Random } from "./random.js";

/** Above this mean, rejection is cheaper than walking the distribution. */
const LARGE_MEAN = 20;

/** A Poisson-distributed count with the given mean (>= 0). */
export function poisson(mean: number, random: Random): number {
  return mean < LARGE_MEAN ? byInversion(mean, random) : byRejection(mean, random);
}

/** Walks the cumulative distribution from 0 with one uniform number. */
function byInversion(mean: number, random: Random): number {
  let left = random();
  let probability = Math.exp(-mean);
  let count = 0;
  // Rounding could keep the sum of probabilities below the uniform number: they have vanished by then.
  while (left >= probability && probability > 1e-18) {
    left -= probability;
    count += 1;
    probability *= mean / count;
  }
  return count;
}

/** Transformed rejection with squeeze: Hörmann, Insurance: Mathematics and Economics 12 (1993) 39, "PTRS". */
function byRejection(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const logRatio = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (logRatio <= count * Math.log(mean) - mean - logFactorial(count)) return count;
  }
}

/** ln n!: summed while small, by Stirling's series (error below 1e-10) from 16 on. */
function logFactorial(n: number): number {
  if (n < 16) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  const x = n + 1;
  const series = (1 / 12 - (1 / 360 - 1 / (1260 * x * x)) / (x * x)) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
