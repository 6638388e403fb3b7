/** The middle value, or the mean of the two middle ones; NaN of nothing. NaN values are left out. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Residuals beyond this many standard deviations have no weight; 95 % efficient for normal errors. */
const bisquareLimit = 4.685;

/** Tukey's bisquare weight of a residual, 1 at 0 and 0 beyond 4.685 `scale` (the standard deviation). */
export function bisquareWeight(residual: number, scale: number): number {
  const part = residual / (bisquareLimit * scale);
  return Math.abs(part) < 1 ? (1 - part * part) ** 2 : 0;
}
