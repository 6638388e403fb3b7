/** Round places on an axis from 0 to `length`: multiples of 1, 2 or 5 times a power of ten, at most `most` beyond 0. */
export function axisTicks(length: number, most: number): readonly number[] {
  if (!(length > 0) || most < 1) return [0];
  const least = length / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((wanted) => wanted >= least * (1 - 1e-9))!;
  // Rounded to the digits of the step, so that 3 · 0.1 reads 0.3.
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const count = Math.floor(length / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toFixed(decimals)));
}
