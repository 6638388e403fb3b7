import { meanOrigin } from "#core/calibration/fitOrigin.js";
import type { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import type { Provenance } from "#core/data/provenance.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { version } from "#core/version.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import type { Channel } from "../codecs.js";
import type { ShownImage, ShownPattern } from "./detectorPickerState.js";
import { imageTitle, patternTitle, type Shows } from "./pickerPicture.js";
import type { RunImage } from "./runImage.js";

/** The image of a picker; of vectors, their lengths with their angles beside. */
export interface PickedImage extends RealSlice {
  /** Angles, rad, from +x to +y (clockwise on the screen). */
  readonly direction?: Float32Array;
  /** Of a colour composite: its images, red first; the data are the first of them. */
  readonly channels?: readonly Channel[];
}

/** The image that a picker shows, or its transform, as a slice of its cube. */
export function pickedImage(cube: DataCube, { shown, image }: Shows<ShownImage>): PickedImage | FourierSlice {
  const provenance = origin(cube, imageCall(cube, shown));
  if (image.fourier !== undefined) {
    const { part = "magnitude" } = shown;
    const window = shown.spectrum === "hann" ? "hann" : "none";
    return fourierSlice(cube, imageTitle(shown), image, provenance, {
      operation: "fft",
      parameters: { window, ...(part === "magnitude" ? {} : { part }) },
    });
  }
  const { symbol, ...values } = image;
  return { kind: "RealSlice", name: imageTitle(shown), ...values, calibration: cube.calibration, provenance };
}

/** The pattern that a picker shows, or its cepstrum, as a slice of its cube. */
export function pickedPattern(
  cube: DataCube,
  { shown, image }: Shows<ShownPattern>,
): DiffractionSlice | FourierSlice {
  const { excluded } = cube.description;
  const provenance = origin(cube, patternCall(shown));
  if (image.fourier !== undefined)
    return fourierSlice(cube, patternTitle(shown), image, provenance, { operation: "ewpc", parameters: {} });
  return {
    kind: "DiffractionSlice",
    name: patternTitle(shown),
    ...image,
    frameCount: shownFrames(cube, shown),
    ...(excluded === undefined ? {} : { excluded }),
    calibration: cube.calibration,
    provenance,
  };
}

function fourierSlice(
  cube: DataCube,
  name: string,
  { fourier, data, symbol, ...image }: RunImage,
  input: Provenance,
  call: Call,
): FourierSlice {
  return {
    kind: "FourierSlice",
    name,
    ...image,
    data: Float64Array.from(data),
    ...fourier!,
    calibration: cube.calibration,
    provenance: { ...call, inputs: [input], version },
  };
}

type Call = Pick<Provenance, "operation" | "parameters">;

function imageCall({ shape, calibration }: DataCube, shown: ShownImage): Call {
  const { detector, response = "integrate", composite, unit = "px", descan } = shown;
  const followed = descan ? { origin: descan.origin } : {};
  if (composite) return { operation: "composite", parameters: { response, ...composite, ...followed } };
  switch (response) {
    case "integrate":
      return { operation: "virtualImages", parameters: { detectors: { image: detector }, ...followed } };
    case "max":
      return { operation: "maxImages", parameters: { detectors: { image: detector }, ...followed } };
    default: {
      const relativeTo = descan ? meanOrigin(descan.origin) : beamCentre([shape[2], shape[3]], calibration);
      const parameters = { detector, relativeTo, shown: response, unit, ...followed };
      return { operation: "centerOfMass", parameters };
    }
  }
}

function patternCall({ pattern, cursor, region }: ShownPattern): Call {
  switch (pattern) {
    case "cursor":
      return { operation: "pattern", parameters: { position: cursor } };
    case "sum":
      return { operation: "sumPattern", parameters: { region: "all" } };
    default: {
      const operation = { regionSum: "sumPattern", regionMean: "meanPattern", regionMax: "maxPattern" }[
        pattern
      ];
      return { operation, parameters: { region: region ?? "all" } };
    }
  }
}

function shownFrames({ shape }: DataCube, { pattern, region }: ShownPattern): number {
  if (pattern === "cursor") return 1;
  if (pattern === "sum" || !region) return shape[0] * shape[1];
  return (region.y[1] - region.y[0]) * (region.x[1] - region.x[0]);
}

function origin(cube: DataCube, call: Call): Provenance {
  return { ...call, inputs: [cube.provenance], version };
}
