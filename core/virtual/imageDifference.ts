import type { NumberArray } from "../data/dtype.js";
import type { RealSlice } from "../data/realSlice.js";
import { RonchiError } from "../errors.js";
import { version } from "../version.js";

/** Options of {@link imageDifference}. */
export interface ImageDifferenceOptions {
  /** Each image is divided by its own mean first, so that images of unequal signal compare; default false. */
  readonly perMean?: boolean;
}

/** Unit of a difference of images that were divided by their means. */
export const perMeanUnit = "× mean";

/**
 * The first image minus the second, Float64Array, [scanY, scanX].
 * @throws RonchiError "shape-mismatch" when they differ in shape
 */
export function imageDifference(
  a: RealSlice,
  b: RealSlice,
  { perMean = false }: ImageDifferenceOptions = {},
): RealSlice {
  if (a.shape.join() !== b.shape.join()) throw unequalShapes(a, b);
  const { shape, calibration } = a;
  return {
    kind: "RealSlice",
    name: `${a.name} − ${b.name}`,
    data: differenceOf(a.data, b.data, perMean),
    shape,
    unit: perMean ? perMeanUnit : a.unit,
    calibration,
    provenance: {
      operation: "imageDifference",
      parameters: { perMean },
      inputs: [a.provenance, b.provenance],
      version,
    },
    overflow: a.overflow.pixels >= b.overflow.pixels ? a.overflow : b.overflow,
  };
}

/** a − b value by value, or a / mean(a) − b / mean(b); an image whose mean is 0 counts as 0 then. */
export function differenceOf(a: NumberArray, b: NumberArray, perMean: boolean): Float64Array {
  const [scaleA, scaleB] = perMean ? [perMeanOf(a), perMeanOf(b)] : [1, 1];
  return Float64Array.from(a, (value, i) => value * scaleA - b[i]! * scaleB);
}

/** Positions without a value (NaN) do not count. */
function perMeanOf(data: NumberArray): number {
  let [sum, count] = [0, 0];
  for (const value of data) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum === 0 ? 0 : count / sum;
}

function unequalShapes(a: RealSlice, b: RealSlice): RonchiError {
  return new RonchiError({
    code: "shape-mismatch",
    subject: "images to subtract",
    found: `${a.shape.join(" x ")} and ${b.shape.join(" x ")}`,
    expected: "images of one shape",
    remedy: "Subtract images of the same scan.",
  });
}
