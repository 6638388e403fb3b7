import type { Calibration } from "#core/data/calibration.js";
import { formatNumber, formatQuantity } from "#widgets/draw/format.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  PickerPane,
} from "#widgets/models/detectorPickerState.js";
import type { PaneImage } from "../parts/imageRenderer.js";
import type { PixelSize } from "../parts/scaleBarMark.js";
import { counted } from "../parts/statusBar.js";
import type { Pair } from "../parts/viewTransform.js";

/** What the panes are called in sentences. */
export const paneNames: Readonly<Record<PickerPane, string>> = {
  pattern: "diffraction pattern",
  image: "virtual image",
};

type Scan = DetectorPickerState["scan"];

/** The name of a file without its folders, and what is in it. */
export function scanWords(scan: Scan): { name: string; contents: string } {
  const [sy, sx, dy, dx] = scan.shape;
  const name = scan.name.split(/[\\/]/).at(-1)!;
  return { name, contents: `scan ${sy} × ${sx}, detector ${dy} × ${dx} px, ${scan.dtype}` };
}

/** "annulus 24–46 px", with its size in Å⁻¹ when the detector is calibrated. */
export function detectorWords(detector: DrawableDetector, calibration: Calibration): string {
  const px = pixelWords(detector);
  const angular = calibratedWords(detector, calibration);
  return angular === undefined ? px : `${px} = ${angular}`;
}

function pixelWords(detector: DrawableDetector): string {
  switch (detector.shape) {
    case "point":
      return `y ${detector.centre[0]}, x ${detector.centre[1]} px`;
    case "circle":
      return `radius ${detector.radius} px`;
    case "annulus":
      return `${detector.inner}–${detector.outer} px`;
    case "rectangle":
      return `${detector.height} × ${detector.width} px`;
  }
}

/** Sizes in Å⁻¹; undefined for a point and without calibration. */
export function calibratedWords(detector: DrawableDetector, calibration: Calibration): string | undefined {
  const pixel = calibration.detectorPixel;
  if (pixel === undefined) return undefined;
  const [qy, qx] = pixel;
  switch (detector.shape) {
    case "point":
      return undefined;
    case "circle":
      return formatQuantity(detector.radius * qx, "Å⁻¹");
    case "annulus":
      return `${formatNumber(detector.inner * qx)}–${formatQuantity(detector.outer * qx, "Å⁻¹")}`;
    case "rectangle":
      return `${formatNumber(detector.height * qy)} × ${formatQuantity(detector.width * qx, "Å⁻¹")}`;
  }
}

/** Place, calibrated place and value of a pixel of the diffraction pattern. */
export function patternReadout(image: PaneImage | undefined, unit: string, at: Pair, scan: Scan): string[] {
  const { origin, detectorPixel } = scan.calibration;
  const centre = origin ?? [(scan.shape[2] - 1) / 2, (scan.shape[3] - 1) / 2];
  const away: Pair = [at[0] - centre[0], at[1] - centre[1]];
  const calibrated =
    detectorPixel === undefined
      ? "q uncalibrated"
      : `q ${formatQuantity(Math.hypot(away[0] * detectorPixel[0], away[1] * detectorPixel[1]), "Å⁻¹")}`;
  return [valueWords(image, unit, at), placeWords(at), calibrated];
}

/** Place, calibrated place and value of a pixel of the virtual image. */
export function imageReadout(image: PaneImage | undefined, unit: string, at: Pair, scan: Scan): string[] {
  const step = scan.calibration.scanStep;
  const calibrated =
    step === undefined ? "uncalibrated" : `${lengthWords(at[0] * step[0])}, ${lengthWords(at[1] * step[1])}`;
  return [valueWords(image, unit, at), placeWords(at), calibrated];
}

function placeWords([y, x]: Pair): string {
  return `y ${y}  x ${x} px`;
}

/** Lengths read best in nm from 10 Å on. */
function lengthWords(ångström: number): string {
  return Math.abs(ångström) >= 10 ? formatQuantity(ångström / 10, "nm") : formatQuantity(ångström, "Å");
}

/** The exact value for integers, six digits for others. */
function valueWords(image: PaneImage | undefined, unit: string, [y, x]: Pair): string {
  const value = image?.data[y * image.shape[1] + x];
  if (value === undefined) return "";
  const number = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return `I = ${number} ${unit}`.trim();
}

/** Size of a pixel along x, for the scale bar. */
export function pixelSizes(calibration: Calibration): {
  readonly pattern: PixelSize;
  readonly image: PixelSize;
} {
  return {
    pattern: { value: calibration.detectorPixel?.[1], unit: "Å⁻¹" },
    image: { value: calibration.scanStep?.[1], unit: "Å" },
  };
}

/** What is being waited for before the first picture. */
export function loadingWords(pane: PickerPane, scan: Scan, pattern: DetectorPickerState["pattern"]): string {
  const patterns = counted(scan.shape[0] * scan.shape[1], "pattern");
  if (pane === "image") return `Loading: summing ${patterns} …`;
  return pattern === "sum" ? `Loading: the sum of ${patterns} …` : "Loading: the diffraction pattern …";
}

/** A time of day, HH:MM:SS. */
export function clockTime(time: Date): string {
  return time.toLocaleTimeString("en-GB");
}
