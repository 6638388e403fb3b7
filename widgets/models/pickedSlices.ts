import type { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { Provenance } from "#core/data/provenance.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { version } from "#core/version.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import type { ShownImage, ShownPattern } from "./detectorPickerState.js";
import { imageTitle, patternTitle, type Shows } from "./pickerPicture.js";

/** The image of a picker; of vectors, their lengths with their angles beside. */
export interface PickedImage extends RealSlice {
  /** Angles, rad, from +x to +y (clockwise on the screen). */
  readonly direction?: Float32Array;
}

/** The image that a picker shows, as a slice of its cube. */
export function pickedImage(cube: DataCube, { shown, image }: Shows<ShownImage>): PickedImage {
  const call = imageCall(cube, shown);
  const { calibration } = cube;
  return {
    kind: "RealSlice",
    name: imageTitle(shown),
    ...image,
    calibration,
    provenance: origin(cube, call),
  };
}

/** The pattern that a picker shows, as a slice of its cube. */
export function pickedPattern(cube: DataCube, { shown, image }: Shows<ShownPattern>): DiffractionSlice {
  const { excluded } = cube.description;
  return {
    kind: "DiffractionSlice",
    name: patternTitle(shown),
    ...image,
    frameCount: shownFrames(cube, shown),
    ...(excluded === undefined ? {} : { excluded }),
    calibration: cube.calibration,
    provenance: origin(cube, patternCall(shown)),
  };
}

type Call = Pick<Provenance, "operation" | "parameters">;

function imageCall({ shape, calibration }: DataCube, { detector, response = "integrate" }: ShownImage): Call {
  switch (response) {
    case "integrate":
      return { operation: "virtualImages", parameters: { image: detector } };
    case "max":
      return { operation: "maxImages", parameters: { image: detector } };
    default: {
      const relativeTo = beamCentre([shape[2], shape[3]], calibration);
      return { operation: "centerOfMass", parameters: { detector, relativeTo, shown: response } };
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
