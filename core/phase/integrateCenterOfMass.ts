import { electronWavelength } from "../calibration/electronWavelength.js";
import type { RealSlice } from "../data/realSlice.js";
import { RonchiError } from "../errors.js";
import { type FieldBoundary, integrateGradient, type VectorField } from "../math/integrateGradient.js";
import { version } from "../version.js";

/** What the integration needs of one component of the deflections; a RealSlice is one. */
export type Deflection = Pick<RealSlice, "data" | "shape" | "unit" | "calibration">;

/** Deflections along detector x and y, [scanY, scanX], in px, Å⁻¹ or mrad: what `centerOfMass` gives. */
export interface DeflectionField<Component extends Deflection = RealSlice> {
  readonly x: Component;
  readonly y: Component;
}

/** What is taken off the deflections: nothing, their mean, or the plane that fits them best (descan). */
export type DeflectionBackground = "none" | "mean" | "plane";

/** Options of {@link integrateCenterOfMass}. */
export interface IntegrateCenterOfMassOptions {
  /** Default "mean": an origin that is a little off makes no slope. */
  readonly background?: DeflectionBackground;
  /** Default "mirror": opposite edges of the scan need not match. "periodic" is exact where the scan holds whole periods. */
  readonly boundary?: FieldBoundary;
  /** Angle from the scan's +x to the detector's +x, rad, positive towards +y (clockwise on the screen); default 0. */
  readonly rotation?: number;
}

/**
 * Integrated centre of mass (iCoM, integrated DPC; Lazić, Bosch and Lazar, Ultramicroscopy 160 (2016) 265): the phase whose gradient
 * is 2 pi times the mean momentum transfer, rad, mean 0. Of a thin object it is the projected phase blurred by the probe, bright where
 * electrons are attracted. The integration is that of `integrateGradient`, least squares in Fourier space. Where scan step or detector
 * pixel are not known the result is in px² (deflection in px times scan positions). Positions without counts count as undeflected.
 *
 * Throws RonchiError "shape-mismatch" when x and y differ in shape, "invalid-argument" for deflections in Å⁻¹ or mrad of an uncalibrated scan.
 */
export function integrateCenterOfMass(
  field: DeflectionField,
  options: IntegrateCenterOfMassOptions = {},
): RealSlice {
  const { background = "mean", boundary = "mirror", rotation = 0 } = options;
  const { shape, calibration, overflow } = field.x;
  return {
    kind: "RealSlice",
    name: "iCoM",
    ...integratedDeflections(field, options),
    shape,
    calibration,
    overflow,
    provenance: {
      operation: "integrateCenterOfMass",
      parameters: { background, boundary, rotation },
      inputs: [field.x.provenance, field.y.provenance],
      version,
    },
  };
}

/** Values and unit of {@link integrateCenterOfMass}. */
export function integratedDeflections(
  field: DeflectionField<Deflection>,
  options: IntegrateCenterOfMassOptions = {},
): { readonly data: Float64Array; readonly unit: "rad" | "px²" } {
  const { background = "mean", boundary = "mirror", rotation = 0 } = options;
  checkShapes(field);
  const { perUnit, spacing, unit } = phaseScale(field.x);
  const vectors = deflections(field, perUnit, { background, rotation });
  return { data: integrateGradient(vectors, field.x.shape, { spacing, boundary }), unit };
}

interface PhaseScale {
  /** From the unit of the deflections to the gradient of the result, [y, x]. */
  readonly perUnit: readonly [number, number];
  /** Distance between scan positions, [y, x]. */
  readonly spacing: readonly [number, number];
  readonly unit: "rad" | "px²";
}

function phaseScale(component: Deflection): PhaseScale {
  const { unit, calibration } = component;
  const { scanStep } = calibration;
  const perUnit = inverseAngstromPerUnit(component);
  if (perUnit !== undefined && scanStep !== undefined) {
    const [y1, x1] = perUnit;
    return { perUnit: [2 * Math.PI * y1, 2 * Math.PI * x1], spacing: scanStep, unit: "rad" };
  }
  if (unit === "px") return { perUnit: [1, 1], spacing: [1, 1], unit: "px²" };
  throw new RonchiError({
    code: "invalid-argument",
    subject: "deflections to integrate",
    found: `values in ${unit || "no unit"} of a scan whose calibration does not fit them`,
    expected: "px, or Å⁻¹ or mrad with calibration.scanStep (and calibration.energy for mrad)",
    remedy: "withCalibration({ scanStep: [5, 5] }) sets the scan step, in Å. Or take centerOfMass in px.",
  });
}

function inverseAngstromPerUnit({ unit, calibration }: Deflection): readonly [number, number] | undefined {
  if (unit === "Å⁻¹") return [1, 1];
  if (unit === "px") return calibration.detectorPixel;
  if (unit !== "mrad" || calibration.energy === undefined) return undefined;
  const perMrad = 1e-3 / electronWavelength(calibration.energy);
  return [perMrad, perMrad];
}

/** Scaled, turned into the scan's axes, background off, 0 where nothing is known. */
function deflections(
  { y, x }: DeflectionField<Deflection>,
  [fromY, fromX]: readonly [number, number],
  { background, rotation }: Required<Pick<IntegrateCenterOfMassOptions, "background" | "rotation">>,
): VectorField {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const turned = {
    y: Float64Array.from(y.data, (value, i) => sin * fromX * x.data[i]! + cos * fromY * value),
    x: Float64Array.from(x.data, (value, i) => cos * fromX * value - sin * fromY * y.data[i]!),
  };
  return { y: levelled(turned.y, y.shape, background), x: levelled(turned.x, x.shape, background) };
}

function levelled(
  values: Float64Array,
  shape: readonly [number, number],
  background: DeflectionBackground,
): Float64Array {
  const { mean, slopeY, slopeX } = background === "none" ? flat : planeOf(values, shape);
  const tilt = background === "plane" ? 1 : 0;
  const [height, width] = shape;
  return values.map((value, i) => {
    if (Number.isNaN(value)) return 0;
    const y = Math.floor(i / width) - (height - 1) / 2;
    const x = (i % width) - (width - 1) / 2;
    return value - mean - tilt * (slopeY * y + slopeX * x);
  });
}

const flat = { mean: 0, slopeY: 0, slopeX: 0 } as const;

/** The plane through the middle of a grid: on all of it the three parameters are independent. Unknown values count as the mean. */
function planeOf(values: Float64Array, [height, width]: readonly [number, number]) {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  const mean = count === 0 ? 0 : sum / count;
  let [momentY, momentX] = [0, 0];
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    momentY += (value - mean) * (Math.floor(i / width) - (height - 1) / 2);
    momentX += (value - mean) * ((i % width) - (width - 1) / 2);
  });
  return { mean, slopeY: momentY / spread(height, width), slopeX: momentX / spread(width, height) };
}

/** Sum over a grid of the squared distances from its middle along the first extent; never 0. */
function spread(along: number, across: number): number {
  return Math.max((across * along * (along * along - 1)) / 12, 1);
}

function checkShapes({ y, x }: DeflectionField<Deflection>): void {
  if (y.shape[0] === x.shape[0] && y.shape[1] === x.shape[1]) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "deflections to integrate",
    found: `x of ${x.shape.join(" x ")} and y of ${y.shape.join(" x ")}`,
    expected: "equally many scan positions",
    remedy: "Give x and y of one centerOfMass.",
  });
}
