import { boxedShape } from "#core/data/boxes.js";
import type { FourierPlane } from "#core/data/fourierSlice.js";
import { formatNumber, formatQuantity } from "#widgets/draw/format.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  PickerPane,
  ShownImage,
} from "#widgets/models/detectorPickerState.js";
import {
  calibratedScale,
  type DetectorScale,
  geometryScale,
  type ImageUnit,
  type PatternUnit,
} from "#widgets/models/paneUnits.js";
import type { PaneImage } from "../parts/imageRenderer.js";
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

/** While a polygon is drawn. */
export const penWords =
  "Polygon: click its corners (or arrows and Space); Enter, a double click or the first corner closes it, Backspace takes one back, Esc all";

/** "24–46 px", "0.37–0.72 Å⁻¹": the size of a detector, the place of a point, or what it is put together from. */
export function detectorWords(detector: DrawableDetector, scale: DetectorScale): string {
  const { unit, perPixel, origin } = scale;
  const [uy, ux] = perPixel;
  // Numbers of px are kept to what geometry is kept to.
  const number = (value: number) => (unit === "px" ? String(value) : formatNumber(value));
  switch (detector.shape) {
    case "point": {
      const [y, x] = detector.centre;
      return `y ${number((y - origin[0]) * uy)}, x ${number((x - origin[1]) * ux)} ${unit}`;
    }
    case "circle":
      return `radius ${number(detector.radius * ux)} ${unit}`;
    case "annulus":
      return `${number(detector.inner * ux)}–${number(detector.outer * ux)} ${unit}`;
    case "sector": {
      const range = `${number(detector.inner * ux)}–${number(detector.outer * ux)} ${unit}`;
      return `${detector.index + 1} of ${detector.count}, ${range}`;
    }
    case "rectangle":
      return `${number(detector.height * uy)} × ${number(detector.width * ux)} ${unit}`;
    case "polygon":
      return `of ${detector.points.length} corners`;
    case "lattice":
      return `of disks, radius ${number(detector.radius * ux)} ${unit}`;
    case "bitmap":
      return `of ${markedPixels(detector.runs)} px`;
    case "inversion":
      return namedWords(detector.detector, scale);
    case "union":
    case "intersection":
      return `of ${detector.detectors.length} detectors`;
  }
}

/** "annulus 24–46 px", "all but circle radius 12 px". */
export function namedWords(detector: DrawableDetector, scale: DetectorScale): string {
  const name = detector.shape === "inversion" ? "all but" : detector.shape;
  const soft = "softEdge" in detector && detector.softEdge ? `, soft edge ${detector.softEdge} px` : "";
  return `${name} ${detectorWords(detector, scale)}${soft}`;
}

function markedPixels(runs: readonly number[]): number {
  return runs.reduce((sum, run, i) => (i % 2 === 1 ? sum + run : sum), 0);
}

/** "A − B, each per its mean", "RGB: bf, adf"; undefined for the image of one detector. */
export function compositeWords({ composite, response }: ShownImage): string | undefined {
  if (!composite) return undefined;
  const names = composite.detectors.map(({ name }) => name);
  const prefix = response === "max" ? "largest pixels, " : "";
  if (composite.kind === "rgb") return `${prefix}RGB: ${names.join(", ")}`;
  return `${prefix}${names.join(" − ")}${composite.perMean === true ? ", each per its mean" : ""}`;
}

/** The size while a shape is dragged: "24–46 px = 0.37–0.72 Å⁻¹", or in the one unit that is chosen. */
export function draggedWords(detector: DrawableDetector, unit: PatternUnit, scan: Scan): string {
  const words = detectorWords(detector, geometryScale(unit, scan));
  const calibrated = unit === "both" ? calibratedWords(detector, scan) : undefined;
  return calibrated === undefined ? words : `${words} = ${calibrated}`;
}

const sized: readonly DrawableDetector["shape"][] = ["circle", "annulus", "rectangle"];

/** Sizes in Å⁻¹; undefined for what has no size in numbers and without calibration. */
export function calibratedWords(detector: DrawableDetector, scan: Scan): string | undefined {
  const scale = calibratedScale("Å⁻¹", scan);
  if (detector.shape === "inversion") return calibratedWords(detector.detector, scan);
  if (scale === undefined || !sized.includes(detector.shape)) return undefined;
  return detectorWords(detector, scale).replace("radius ", "");
}

/** Value, place and distance from the direct beam of a pixel of the diffraction pattern. */
export function patternReadout(shown: ShownPixels, at: Pair, unit: PatternUnit, scan: Scan): string[] {
  const scale = calibratedScale(unit, scan);
  const px = unit === "both" || unit === "px" || scale === undefined ? [placeWords(at)] : [];
  if (unit === "px") return [valueWords(shown, at), ...px];
  if (scale === undefined) return [valueWords(shown, at), ...px, "q uncalibrated"];
  const away: Pair = [
    (at[0] - scale.origin[0]) * scale.perPixel[0],
    (at[1] - scale.origin[1]) * scale.perPixel[1],
  ];
  const place =
    unit === "both" ? [] : [`y ${formatNumber(away[0])}  x ${formatNumber(away[1])} ${scale.unit}`];
  const distance = `${scale.unit === "mrad" ? "θ" : "q"} ${formatQuantity(Math.hypot(...away), scale.unit)}`;
  // Distances count from the direct beam: where nobody has said where it is, from the middle.
  const from = scan.calibration.origin === undefined ? " from the middle" : "";
  return [valueWords(shown, at), ...px, ...place, `${distance}${from}`];
}

/** Value, place and calibrated place of a pixel of the virtual image. */
export function imageReadout(shown: ShownPixels, at: Pair, unit: ImageUnit, scan: Scan): string[] {
  const step = scan.calibration.scanStep;
  if (step === undefined) return [valueWords(shown, at), placeWords(at), "uncalibrated"];
  if (unit === "px") return [valueWords(shown, at), placeWords(at)];
  const [y, x] = [lengthWords(at[0] * step[0], unit), lengthWords(at[1] * step[1], unit)];
  if (unit === "both") return [valueWords(shown, at), placeWords(at), `${y}, ${x}`];
  return [valueWords(shown, at), `y ${y}  x ${x}`];
}

/** Value of a pixel of a transform, and where it is from the middle: as frequency with its spacing, or as distance. */
export function fourierReadout(
  shown: ShownPixels,
  at: Pair,
  plane: FourierPlane,
  unit: ImageUnit | PatternUnit,
): string[] {
  const [height, width] = shown.image!.shape;
  const away: Pair = [at[0] - Math.floor(height / 2), at[1] - Math.floor(width / 2)];
  return [valueWords(shown, at), ...fourierWords(away, plane, unit)];
}

/** A vector in the plane of a transform, px: "q 0.41 Å⁻¹, d 2.44 Å, 30.0°". */
export function fourierWords(
  [dy, dx]: Pair,
  { pixel, pixelUnit }: FourierPlane,
  unit: ImageUnit | PatternUnit,
): string[] {
  const px = [`y ${dy}  x ${dx} px from 0`.replaceAll("-", "−"), ...(pixel ? [] : ["uncalibrated"])];
  if (pixel === undefined || unit === "px") return px;
  const [y, x] = [dy * pixel[0], dx * pixel[1]];
  const length = Math.hypot(y, x);
  const isFrequency = pixelUnit === "Å⁻¹";
  const spacing = isFrequency && length > 0 ? [`d ${formatQuantity(1 / length, "Å")}`] : [];
  return [`${isFrequency ? "q" : "r"} ${formatQuantity(length, pixelUnit)}`, ...spacing, angleWords(y, x)];
}

/** From +x to +y (down). */
export function angleWords(y: number, x: number): string {
  return degreeWords(Math.atan2(y, x));
}

/** @param angle rad */
function degreeWords(angle: number): string {
  return `${((angle * 180) / Math.PI).toFixed(1).replace("-", "−")}°`;
}

function placeWords([y, x]: Pair): string {
  return `y ${y}  x ${x} px`;
}

/** Lengths read best in nm from 10 Å on. */
export function lengthWords(ångström: number, unit: ImageUnit = "both"): string {
  const inNanometres = unit === "nm" || (unit === "both" && Math.abs(ångström) >= 10);
  return inNanometres ? formatQuantity(ångström / 10, "nm") : formatQuantity(ångström, "Å");
}

/** The picture that a readout reads. */
export interface ShownPixels {
  readonly image: PaneImage | undefined;
  readonly unit: string;
  /** What the values are called; absent: intensities. */
  readonly symbol?: string | undefined;
}

/** The exact value for integers, six digits for others. */
function valueWords({ image, symbol, unit }: ShownPixels, [y, x]: Pair): string {
  const { shape, box = 1 } = image ?? { shape: [0, 0] };
  const at = Math.floor(y / box) * boxedShape(shape, box)[1] + Math.floor(x / box);
  const name = symbol ?? "I";
  const channels = image?.channels ?? [{ name, data: image?.data ?? [] }];
  const values = channels.flatMap((channel) => {
    const value = channel.data[at];
    return value === undefined ? [] : [`${channel.name} = ${numberWords(value)}`];
  });
  if (values.length === 0) return "";
  const direction = image?.direction?.[at];
  const angle = direction === undefined ? "" : `, ${degreeWords(direction)}`;
  return `${values.join("  ")} ${unit}`.trim() + angle;
}

function numberWords(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** What is being waited for before the first picture. */
export function loadingWords(pane: PickerPane, scan: Scan, pattern: DetectorPickerState["pattern"]): string {
  const patterns = counted(scan.shape[0] * scan.shape[1], "pattern");
  if (pane === "image") return `Loading: summing ${patterns} …`;
  return pattern === "cursor" ? "Loading: the diffraction pattern …" : `Loading: ${patterns} …`;
}

/** Why there is nothing on an exact picture, and what to do. */
export function emptyWords(pane: PickerPane, pattern: DetectorPickerState["pattern"]): string {
  if (pane === "image") return "No counts in the detector: drag it onto the pattern";
  return pattern === "cursor"
    ? "No counts here: choose another scan position"
    : "No counts in these patterns: check the file and its mask";
}

/** A time of day, HH:MM:SS. */
export function clockTime(time: Date): string {
  return time.toLocaleTimeString("en-GB");
}

/** Shape of the images of a pane, [y, x]. */
export function frameOf(name: PickerPane, { shape }: Scan): Pair {
  return name === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
}
