import { RonchiError } from "../errors.js";

/**
 * A linear least-squares problem in `size` unknowns, summed up row by row: the sums of w r rᵀ (C order) and w r value
 * over rows r with weights w. Unknowns of order 1 (coordinates scaled to -1..1) keep it well conditioned.
 */
export interface NormalEquations {
  readonly size: number;
  readonly matrix: Float64Array;
  readonly vector: Float64Array;
}

/** Equations of so many unknowns, none added yet. */
export function normalEquations(size: number): NormalEquations {
  return { size, matrix: new Float64Array(size * size), vector: new Float64Array(size) };
}

/** Adds the equation row · unknowns = value. */
export function addEquation(
  equations: NormalEquations,
  row: ArrayLike<number>,
  value: number,
  weight = 1,
): void {
  const { size, matrix, vector } = equations;
  for (let i = 0; i < size; i++) {
    const weighted = weight * row[i]!;
    vector[i]! += weighted * value;
    for (let j = 0; j <= i; j++) matrix[i * size + j]! += weighted * row[j]!;
  }
}

/** Smallest pivot, of unknowns scaled to 1, with which the rows still tell the unknowns apart. */
const leastPivot = 1e-12;

/**
 * The unknowns of least squared error, by Cholesky's factors of the equations scaled to a unit diagonal. `damping`
 * adds that part of the diagonal to itself, as Levenberg and Marquardt do.
 * @throws RonchiError "invalid-argument" when the rows do not determine every unknown
 */
export function solveLeastSquares({ size, matrix, vector }: NormalEquations, damping = 0): Float64Array {
  const scale = Float64Array.from({ length: size }, (_, i) => 1 / Math.sqrt(matrix[i * size + i]!));
  const factor = new Float64Array(size * size);
  const solution = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]! * scale[i]! * scale[j]! + (i === j ? damping : 0);
      for (let k = 0; k < j; k++) rest -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = rest / factor[j * size + j]!;
      else if (rest > leastPivot) factor[i * size + i] = Math.sqrt(rest);
      else throw undetermined(i, size);
    }
  }
  for (let i = 0; i < size; i++) {
    let rest = vector[i]! * scale[i]!;
    for (let k = 0; k < i; k++) rest -= factor[i * size + k]! * solution[k]!;
    solution[i] = rest / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = solution[i]!;
    for (let k = i + 1; k < size; k++) rest -= factor[k * size + i]! * solution[k]!;
    solution[i] = rest / factor[i * size + i]!;
  }
  return solution.map((value, i) => value * scale[i]!);
}

function undetermined(unknown: number, size: number): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "least-squares fit",
    found: `values that do not determine unknown ${unknown + 1} of ${size}`,
    expected: "enough values, at different places",
    remedy: "Give more values, or fit a simpler model.",
  });
}
