import type { NumberArray } from "#core/data/dtype.js";
import type { Overflow } from "#core/data/executor.js";
import type { FourierPlane } from "#core/data/fourierSlice.js";
import { scanFourierPlane } from "#core/fourier/fft.js";
import { type SpectrumPart, spectrumOf } from "#core/fourier/spectrum.js";
import { type Deflection, integratedDeflections } from "#core/phase/integrateCenterOfMass.js";
import { deflectionsFrom } from "#core/udf/library/centerOfMass.js";
import { unitsPerPixel } from "#core/virtual/detectorUnit.js";
import { differenceOf, perMeanUnit } from "#core/virtual/imageDifference.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import type { Channel } from "../codecs.js";
import type { PickerResponse, ShownImage } from "./detectorPickerState.js";
import { type PickerSource, shownShifts } from "./imagePass.js";
import type { ShownComposite } from "./namedDetectors.js";
import { isTransformed } from "./shown.js";

/** An image that a run made. */
export interface RunImage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** One value stands for so many pixels along each axis; see ImageMessage. */
  readonly box?: number;
  /** Angles, rad, where the data are magnitudes of vectors; see ImageMessage. */
  readonly direction?: Float32Array;
  /** Of a colour composite: its images, red first; the data are the first of them. */
  readonly channels?: readonly Channel[];
  /** Of a Fourier transform: amplitudes, zero frequency in the middle. */
  readonly fourier?: FourierPlane;
  readonly unit: string;
  /** What the values are called; see ImageMessage. */
  readonly symbol?: string;
  readonly overflow: Overflow;
}

type Source = Pick<PickerSource, "description" | "calibration">;
type Values = Pick<RunImage, "data" | "direction" | "channels" | "unit" | "symbol">;

/** The image of a response, or its transform, from the fields of its pass (see ImagePass). */
export function fieldImage(
  source: Source,
  shown: ShownImage,
  fields: readonly NumberArray[],
  overflow: Overflow,
): RunImage {
  const [scanY, scanX] = source.description.shape;
  const image = { ...valuesOf(source, shown, fields), shape: [scanY, scanX] as const, overflow };
  const { spectrum = "off", part = "magnitude" } = shown;
  if (!isTransformed(shown)) return image;
  const data = spectrumOf(image.data, image.shape, spectrum === "hann" ? "hann" : "none", part);
  const unit = part === "phase" ? "rad" : image.unit;
  const fourier = scanFourierPlane({ ...image, calibration: source.calibration });
  return { ...image, data, unit, symbol: partSymbols[part], fourier };
}

const partSymbols: Readonly<Record<SpectrumPart, string>> = {
  magnitude: "|F|",
  phase: "arg F",
  real: "Re F",
  imaginary: "Im F",
};

const deflectionSymbols = { comX: "CoM x", comY: "CoM y", comVector: "|CoM|" } as const;

function valuesOf(source: Source, shown: ShownImage, fields: readonly NumberArray[]): Values {
  const { response = "integrate", unit = "px" } = shown;
  if (response === "integrate" || response === "max") return compositeOf(shown.composite ?? null, fields);
  const [y, x] = deflections(source, shown, fields);
  if (response === "icom") return { ...integratedImage(source, y, x), symbol: "iCoM" };
  const [perY, perX] = unitsPerPixel(unit, source.calibration);
  const symbol = deflectionSymbols[response];
  return { ...deflectionImage(response, scaled(y, perY), scaled(x, perX)), unit, symbol };
}

/** The field itself, or what several are put together to. */
function compositeOf(composite: ShownComposite | null, fields: readonly NumberArray[]): Values {
  const [first, second] = fields as [NumberArray, NumberArray];
  if (composite === null) return { data: first, unit: "counts" };
  if (composite.kind === "rgb") {
    const channels = composite.detectors.map(({ name }, i) => ({ name, data: fields[i]! }));
    return { data: first, channels, unit: "counts" };
  }
  const { perMean = false } = composite;
  return { data: differenceOf(first, second, perMean), unit: perMean ? perMeanUnit : "counts" };
}

/** Centres of mass from the direct beam, px. */
function deflections(source: Source, shown: ShownImage, [y, x]: readonly NumberArray[]) {
  const [, , detY, detX] = source.description.shape;
  const descan = shownShifts(source, shown);
  const beam = descan?.beam ?? beamCentre([detY, detX], source.calibration);
  return deflectionsFrom(beam, { y: y!, x: x! }, descan?.shifts);
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor);
}

function deflectionImage(
  response: Exclude<PickerResponse, "integrate" | "max" | "icom">,
  y: Float64Array,
  x: Float64Array,
): Pick<RunImage, "data" | "direction"> {
  switch (response) {
    case "comX":
      return { data: x };
    case "comY":
      return { data: y };
    case "comVector":
      // Angles from +x to +y; 0 where the vector is not known.
      return {
        data: y.map((value, i) => Math.hypot(value, x[i]!)),
        direction: Float32Array.from(y, (value, i) => Math.atan2(value, x[i]!) || 0),
      };
  }
}

function integratedImage({ description, calibration }: Source, y: Float64Array, x: Float64Array): Values {
  const [scanY, scanX] = description.shape;
  const component = (data: Float64Array): Deflection => ({
    data,
    shape: [scanY, scanX],
    unit: "px",
    calibration,
  });
  return integratedDeflections({ y: component(y), x: component(x) });
}
