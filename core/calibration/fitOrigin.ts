import { RonchiError } from "../errors.js";
import { addEquation, normalEquations, solveLeastSquares } from "../math/leastSquares.js";
import { bisquareWeight, median } from "../math/robust.js";

/** How the direct beam wanders over the scan. */
export type DescanModel = "constant" | "plane" | "parabola";

/**
 * Where the direct beam is for each scan position: polynomials of the scan, plain data. With v and u the scan position
 * along y and x scaled to -1..1 from the first to the last line, the coefficients are those of
 * 1 (constant), v, u (plane), v², v u, u² (parabola).
 */
export interface DescanOrigin {
  /** Which terms there are. */
  readonly model: DescanModel;
  /** [scanY, scanX]. */
  readonly scanShape: readonly [number, number];
  /** Coefficients of the origin's y, detector px. */
  readonly y: readonly number[];
  /** Coefficients of the origin's x, detector px. */
  readonly x: readonly number[];
  /** Standard deviation of the measured origins about the fit along one axis, px; robust against outliers. */
  readonly scatter: number;
  /** Part of the scan positions that the fit did not reject. */
  readonly used: number;
}

/** Origins measured one by one: detector px, C order over the scan; NaN where there is none. */
export interface MeasuredOrigins {
  readonly y: ArrayLike<number>;
  readonly x: ArrayLike<number>;
  /** [scanY, scanX]. */
  readonly scanShape: readonly [number, number];
}

const terms: Readonly<Record<DescanModel, number>> = { constant: 1, plane: 3, parabola: 6 };
/** Powers of v and u in each term. */
const powers = [
  [0, 0],
  [1, 0],
  [0, 1],
  [2, 0],
  [1, 1],
  [0, 2],
] as const;
const rounds = 8;
/** The median of |two normal errors| in units of their standard deviation, √(2 ln 2). */
const medianDistance = Math.sqrt(2 * Math.LN2);
/** Fits better than this are exact, px. */
const smallestScale = 1e-9;

/**
 * Fits a plane (default) or parabola to measured origins by linear least squares, again and again with Tukey's
 * weights: positions far from the fit, in both coordinates together, are left out. What a scan of one or two lines cannot
 * tell stays 0: the slope across a single line, the bend across two.
 * @throws RonchiError "shape-mismatch", or "invalid-argument" when too few positions have an origin
 */
export function fitOrigin(
  measured: MeasuredOrigins,
  options: { readonly model?: DescanModel } = {},
): DescanOrigin {
  checkMeasured(measured);
  const { scanShape } = measured;
  const { model = "plane" } = options;
  const weights = Float64Array.from(measured.y, (y, i) => (Number.isFinite(y + measured.x[i]!) ? 1 : 0));
  let fit = fitWeighted(measured, model, weights);
  for (let round = 0; round < rounds; round++) {
    const distances = residuals(measured, fit);
    const scale = Math.max(smallestScale, median(distances) / medianDistance);
    distances.forEach((distance, i) => {
      weights[i] = Number.isNaN(distance) ? 0 : bisquareWeight(distance, scale);
    });
    fit = fitWeighted(measured, model, weights);
  }
  const scatter = median(residuals(measured, fit)) / medianDistance;
  const used = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0) / weights.length;
  return { model, scanShape, y: fit.y, x: fit.x, scatter, used };
}

/** The direct beam at a scan position [y, x], which may lie between positions: [y, x] in detector px. */
export function originAt(
  fit: Pick<DescanOrigin, "model" | "scanShape" | "y" | "x">,
  [y, x]: readonly [number, number],
): [number, number] {
  const { model, scanShape } = fit;
  return evaluated(fit, polynomials(model, scaled(y, scanShape[0]), scaled(x, scanShape[1])));
}

/**
 * Mean of the origins of a box of scan positions (default: all), half open, [y, x] px: where the beam is in the sum of their
 * patterns.
 */
export function meanOrigin(
  fit: Pick<DescanOrigin, "model" | "scanShape" | "y" | "x">,
  box: {
    readonly y: readonly [number, number];
    readonly x: readonly [number, number];
  } = { y: [0, fit.scanShape[0]], x: [0, fit.scanShape[1]] },
): [number, number] {
  const [v, v2] = meanPowers(box.y, fit.scanShape[0]);
  const [u, u2] = meanPowers(box.x, fit.scanShape[1]);
  // Over a box the mean of a product of v and u is the product of the means.
  return evaluated(fit, [1, v, u, v2, v * u, u2]);
}

/** Mean of the scaled places from `first` to `end` of `count` lines, and of their squares. */
function meanPowers([first, end]: readonly [number, number], count: number): [number, number] {
  let [sum, squares] = [0, 0];
  for (let line = first; line < end; line++) {
    const place = scaled(line, count);
    sum += place;
    squares += place * place;
  }
  return [sum / (end - first), squares / (end - first)];
}

function evaluated({ y, x }: Pick<DescanOrigin, "y" | "x">, row: readonly number[]): [number, number] {
  const sum = (coefficients: readonly number[]): number =>
    coefficients.reduce((total, coefficient, i) => total + coefficient * row[i]!, 0);
  return [sum(y), sum(x)];
}

type Fit = Pick<DescanOrigin, "model" | "scanShape" | "y" | "x">;

function fitWeighted({ y, x, scanShape }: MeasuredOrigins, model: DescanModel, weights: Float64Array): Fit {
  const told = toldTerms(model, scanShape);
  const [forY, forX] = [normalEquations(told.length), normalEquations(told.length)];
  weights.forEach((weight, i) => {
    if (weight === 0) return;
    const [v, u] = positionOf(i, scanShape);
    const all = polynomials(model, scaled(v, scanShape[0]), scaled(u, scanShape[1]));
    const row = told.map((term) => all[term]!);
    addEquation(forY, row, y[i]!, weight);
    addEquation(forX, row, x[i]!, weight);
  });
  const coefficients = (solved: Float64Array): number[] =>
    Array.from({ length: terms[model] }, (_, term) => solved[told.indexOf(term)] ?? 0);
  return {
    model,
    scanShape,
    y: coefficients(solveLeastSquares(forY)),
    x: coefficients(solveLeastSquares(forX)),
  };
}

/** The terms that so many lines can tell apart: a single line tells nothing of a slope across it. */
function toldTerms(model: DescanModel, [scanY, scanX]: readonly [number, number]): number[] {
  return powers.slice(0, terms[model]).flatMap(([v, u], term) => (v < scanY && u < scanX ? [term] : []));
}

/** Distance of each measured origin from the fit, px; NaN where none was measured. */
function residuals({ y, x, scanShape }: MeasuredOrigins, fit: Fit): Float64Array {
  return Float64Array.from(y, (value, i) => {
    const [fitY, fitX] = originAt(fit, positionOf(i, scanShape));
    return Math.hypot(value - fitY, x[i]! - fitX);
  });
}

function positionOf(i: number, [, width]: readonly [number, number]): [number, number] {
  return [Math.floor(i / width), i % width];
}

/** -1 at the first of `count` lines, 1 at the last; 0 when there is one. */
function scaled(position: number, count: number): number {
  return count === 1 ? 0 : (2 * position) / (count - 1) - 1;
}

function polynomials(model: DescanModel, v: number, u: number): number[] {
  return [1, v, u, v * v, v * u, u * u].slice(0, terms[model]);
}

function checkMeasured({ y, x, scanShape }: MeasuredOrigins): void {
  const positions = scanShape[0] * scanShape[1];
  if (y.length === positions && x.length === positions) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "measured origins",
    found: `${y.length} values of y and ${x.length} of x`,
    expected: `${scanShape[0]} x ${scanShape[1]} of each`,
    remedy: "Give one value for each scan position, rows first; NaN where there is none.",
  });
}
