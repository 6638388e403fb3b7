import { frequencies, type Planes } from "./fft.js";
import { fft2, inverseFft2 } from "./fft2.js";

/** Rows and columns, [y, x]. */
type Pair = readonly [number, number];

/** The two components of a vector field [height, width], C order. */
export interface VectorField {
  readonly y: Float64Array;
  readonly x: Float64Array;
}

/**
 * How a field goes on beyond its edges. "mirror": as the gradient of the mirrored potential, so that opposite edges need not
 * match; "periodic": from the beginning, exact where the image holds whole periods.
 */
export type FieldBoundary = "mirror" | "periodic";

/** Options of {@link integrateGradient}. */
export interface IntegrateOptions {
  /** Distance between neighbouring values, [y, x]; default 1. */
  readonly spacing?: Pair;
  /** Default "mirror". */
  readonly boundary?: FieldBoundary;
}

/**
 * The potential, mean 0, whose gradient is nearest to a vector field in the least-squares sense: in Fourier space
 * -i (q · G) / (2 pi |q|²) (Frankot and Chellappa, IEEE Trans. Pattern Anal. Mach. Intell. 10 (1988) 439). With the field as one
 * complex number G = Gx + i Gy that is the real part of G / (2 pi i (qx + i qy)); what no potential explains, the curl, is its
 * imaginary part and is dropped. A periodic potential has no constant slope: there the mean of the field is dropped too.
 * Throws RonchiError "shape-mismatch" when the arrays are not as large as the shape says.
 */
export function integrateGradient(
  field: VectorField,
  shape: Pair,
  { spacing = [1, 1], boundary = "mirror" }: IntegrateOptions = {},
): Float64Array {
  if (boundary === "periodic") return integratePeriodic(field, shape, spacing);
  const doubled: Pair = [2 * shape[0], 2 * shape[1]];
  return cropped(integratePeriodic(mirrored(field, shape), doubled, spacing), shape, doubled[1]);
}

function integratePeriodic({ y, x }: VectorField, shape: Pair, spacing: Pair): Float64Array {
  const values: Planes = { re: x.slice(), im: y.slice() };
  fft2(values, shape);
  divideByFrequency(values, shape, spacing);
  inverseFft2(values, shape);
  return values.re;
}

/** Divides by 2 pi i (qx + i qy), which is 2 pi (-qy + i qx). */
function divideByFrequency({ re, im }: Planes, shape: Pair, spacing: Pair): void {
  const [qys, qxs] = [oddFrequencies(shape[0], spacing[0]), oddFrequencies(shape[1], spacing[1])];
  for (let row = 0, i = 0; row < shape[0]; row++)
    for (let column = 0; column < shape[1]; column++, i++) {
      const [qy, qx] = [qys[row]!, qxs[column]!];
      const scale = 2 * Math.PI * (qx * qx + qy * qy);
      const [a, b] = [re[i]!, im[i]!];
      re[i] = scale === 0 ? 0 : (b * qx - a * qy) / scale;
      im[i] = scale === 0 ? 0 : -(a * qx + b * qy) / scale;
    }
}

/** The highest frequency of an even number of samples is its own negative: of a real image it has no slope. */
function oddFrequencies(count: number, spacing: number): Float64Array {
  return frequencies(count).map((q) => (Math.abs(q) === 0.5 ? 0 : q / spacing));
}

/** The gradient of an image mirrored at its right and lower edge: the component across the mirror changes its sign. */
function mirrored({ y, x }: VectorField, [height, width]: Pair): VectorField {
  const out = { y: new Float64Array(4 * height * width), x: new Float64Array(4 * height * width) };
  for (let row = 0, to = 0; row < 2 * height; row++) {
    const down = row < height ? 1 : -1;
    const fromRow = (row < height ? row : 2 * height - 1 - row) * width;
    for (let column = 0; column < 2 * width; column++, to++) {
      const right = column < width ? 1 : -1;
      const from = fromRow + (column < width ? column : 2 * width - 1 - column);
      out.y[to] = down * y[from]!;
      out.x[to] = right * x[from]!;
    }
  }
  return out;
}

/** The upper left part, its mean taken off. */
function cropped(values: Float64Array, [height, width]: Pair, stride: number): Float64Array {
  const out = new Float64Array(height * width);
  for (let row = 0; row < height; row++)
    out.set(values.subarray(row * stride, row * stride + width), row * width);
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length;
  return out.map((value) => value - mean);
}
