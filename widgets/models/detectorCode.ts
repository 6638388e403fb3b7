import type { DetectorPickerState, DrawableDetector } from "./detectorPickerState.js";

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

/** The line of a cell that makes the virtual image that a DetectorPicker shows. */
export function pickerCode(state: {
  readonly scan: Pick<DetectorPickerState["scan"], "variable">;
  readonly detector: DrawableDetector;
}): string {
  const detector = detectorToCode(state.detector);
  return `const { image } = await virtualImages(${state.scan.variable}, { image: ${detector} });`;
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
