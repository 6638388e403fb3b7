import { beamCentre } from "#core/virtual/placeDetector.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";

/** Decimals of a detector's numbers when a hand or a default places it, px: code and picture then say the same. */
export const detectorDecimals = 2;

/** The expression that makes a detector: "annulus({ inner: 24, outer: 46, centre: [47.5, 47.5] })". Exact numbers. */
export function detectorToCode(detector: DrawableDetector): string {
  const centre = `centre: [${detector.centre.join(", ")}]`;
  switch (detector.shape) {
    case "point":
      return `point({ ${centre} })`;
    case "circle":
      return `circle({ radius: ${detector.radius}, ${centre} })`;
    case "annulus":
      return `annulus({ inner: ${detector.inner}, outer: ${detector.outer}, ${centre} })`;
    case "rectangle":
      return `rectangle({ height: ${detector.height}, width: ${detector.width}, ${centre} })`;
  }
}

type Scan = Pick<DetectorPickerState["scan"], "variable" | "shape" | "calibration">;

/** The line of a cell that makes the image that a DetectorPicker shows; of vectors, the line that makes both parts. */
export function pickerCode({ scan, detector, response }: ShownImage & { readonly scan: Scan }): string {
  const code = detectorToCode(detector);
  switch (response ?? "integrate") {
    case "integrate":
      return `const { image } = await virtualImages(${scan.variable}, { image: ${code} });`;
    case "max":
      return `const { image } = await maxImages(${scan.variable}, { image: ${code} });`;
    case "comX":
      return `const { x: image } = await centerOfMass(${centred(scan)}, { detector: ${code} });`;
    case "comY":
      return `const { y: image } = await centerOfMass(${centred(scan)}, { detector: ${code} });`;
    case "comVector":
      return `const { x, y } = await centerOfMass(${centred(scan)}, { detector: ${code} });`;
  }
}

/** Centres of mass count from the direct beam: where the calibration does not say, the picker takes the middle. */
function centred({ variable, shape, calibration }: Scan): string {
  if (calibration.origin !== undefined) return variable;
  const origin = beamCentre([shape[2], shape[3]], calibration);
  return `${variable}.withCalibration({ origin: [${origin.join(", ")}] })`;
}

/** The line of a cell that makes the pattern that a DetectorPicker shows. */
export function patternCode({
  scan,
  pattern,
  cursor,
  region,
}: ShownPattern & { readonly scan: Pick<Scan, "variable"> }): string {
  const box = region ? `, { region: { y: [${region.y.join(", ")}], x: [${region.x.join(", ")}] } }` : "";
  const call = {
    cursor: `pattern(${scan.variable}, [${cursor.join(", ")}])`,
    sum: `sumPattern(${scan.variable})`,
    regionSum: `sumPattern(${scan.variable}${box})`,
    regionMean: `meanPattern(${scan.variable}${box})`,
    regionMax: `maxPattern(${scan.variable}${box})`,
  }[pattern];
  return `const diffraction = await ${call};`;
}

/** The same detector with its numbers rounded to {@link detectorDecimals}. */
export function roundedDetector<D extends DrawableDetector>(detector: D): D {
  const entries = Object.entries(detector).map(([key, value]) => [key, roundedValue(value)]);
  // The keys stay and their values keep their types.
  return Object.fromEntries(entries) as D;
}

function roundedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(roundedValue);
  return typeof value === "number" ? Number(value.toFixed(detectorDecimals)) : value;
}
