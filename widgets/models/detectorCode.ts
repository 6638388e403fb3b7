import { beamCentre } from "#core/virtual/placeDetector.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";
import type { ShownComposite } from "./namedDetectors.js";
import { isTransformed } from "./shown.js";

/** Decimals of a detector's numbers when a hand or a default places it, px: code and picture then say the same. */
export const detectorDecimals = 2;

/** Longer lists of runs are not for a line of code. */
const mostRunsInCode = 400;

/**
 * The expression that makes a detector: "annulus({ inner: 24, outer: 46, centre: [47.5, 47.5] })". Exact numbers. A bitmap
 * is written as runs of pixels; one that is longer than a line can be is `picker.detector`.
 */
export function detectorToCode(detector: DrawableDetector): string {
  return hasLongBitmap(detector) ? "picker.detector" : expression(detector);
}

function expression(detector: DrawableDetector): string {
  switch (detector.shape) {
    case "union":
    case "intersection":
      return `${detector.shape}(${detector.detectors.map(expression).join(", ")})`;
    case "inversion":
      return `invert(${expression(detector.detector)})`;
    case "bitmap":
      return `bitmap({ size: ${list(detector.size)}, runs: ${list(detector.runs)} })`;
    case "sector": {
      const { index, ...ring } = detector;
      return `segments(${options(ring, ["inner", "outer", "count", "rotation", "centre"])})[${index}]`;
    }
    default:
      return `${detector.shape}(${options(detector, optionOrder)})`;
  }
}

/** What a user writes first, first. */
const optionOrder = ["radius", "inner", "outer", "height", "width", "g1", "g2", "points", "order", "extent"];

function options(detector: object, first: readonly string[]): string {
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);
  const entries = Object.entries(detector)
    .filter(([name, value]) => name !== "shape" && value !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b));
  return `{ ${entries.map(([name, value]) => `${name}: ${literal(value)}`).join(", ")} }`;
}

function literal(value: unknown): string {
  return Array.isArray(value) ? list(value) : String(value);
}

function list(values: readonly unknown[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

function hasLongBitmap(detector: DrawableDetector): boolean {
  switch (detector.shape) {
    case "bitmap":
      return detector.runs.length > mostRunsInCode;
    case "union":
    case "intersection":
      return detector.detectors.some(hasLongBitmap);
    case "inversion":
      return hasLongBitmap(detector.detector);
    default:
      return false;
  }
}

type Scan = Pick<DetectorPickerState["scan"], "variable" | "shape" | "calibration">;

/**
 * The line of a cell that makes the image that a DetectorPicker shows, with the origin that it follows, and its transform
 * where that is shown; of vectors, the line that makes both parts.
 */
export function pickerCode({ scan, ...shown }: ShownImage & { readonly scan: Scan }): string {
  const image = shown.composite ? compositeCode(scan, shown.composite, shown) : imageCode(scan, shown);
  const line = `${originCode(scan, shown)}${image}`;
  if (!isTransformed(shown)) return line;
  const { spectrum, part = "magnitude" } = shown;
  const options = [
    ...(spectrum === "hann" ? [`window: "hann"`] : []),
    ...(part === "magnitude" ? [] : [`part: "${part}"`]),
  ];
  const given = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
  return `${line} const spectrum = fft(image${given});`;
}

/** What the picker measured a cell measures likewise; what a cell gave is known to the picker. */
function originCode({ variable }: Scan, { descan }: ShownImage): string {
  if (!descan) return "";
  return `const origin = ${descan.measured ? `await measureOrigin(${variable})` : "picker.origin"}; `;
}

/** The line that makes named images, and of two of them their difference. */
function compositeCode(
  { variable }: Scan,
  { kind, detectors, perMean = false }: ShownComposite,
  { response = "integrate", descan }: ShownImage,
): string {
  const unique = detectors.filter(({ name }, i) => detectors.findIndex((other) => other.name === name) === i);
  const names = unique.map(({ name }) => name);
  const taken = [variable, "image", "origin"];
  const arePlain = names.every((name) => isIdentifier(name) && !taken.includes(name));
  const key = (name: string) => (arePlain ? name : JSON.stringify(name));
  const record = unique.map(({ name, detector }) => `${key(name)}: ${detectorToCode(detector)}`).join(", ");
  const call = `await ${response === "max" ? "maxImages" : "virtualImages"}(${variable}, { ${record} }${descan ? ", { origin }" : ""});`;
  const line = arePlain ? `const { ${names.join(", ")} } = ${call}` : `const images = ${call}`;
  if (kind === "rgb") return line;
  const [a, b] = detectors.map(({ name }) => (arePlain ? name : `images[${JSON.stringify(name)}]`));
  return `${line} const image = imageDifference(${a}, ${b}${perMean ? ", { perMean: true }" : ""});`;
}

/** Whether a name can be that of a constant; words of the language can not. */
function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) && !languageWords.has(name);
}

const languageWords = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

function imageCode(
  scan: Scan,
  { detector, response = "integrate", unit = "px", descan }: ShownImage,
): string {
  const code = detectorToCode(detector);
  const followed = descan ? ", { origin }" : "";
  const from = descan ? scan.variable : centred(scan);
  const inUnit = `${descan ? ", origin" : ""}${unit === "px" ? "" : `, unit: "${unit}"`}`;
  switch (response) {
    case "integrate":
      return `const { image } = await virtualImages(${scan.variable}, { image: ${code} }${followed});`;
    case "max":
      return `const { image } = await maxImages(${scan.variable}, { image: ${code} }${followed});`;
    case "comX":
      return `const { x: image } = await centerOfMass(${from}, { detector: ${code}${inUnit} });`;
    case "comY":
      return `const { y: image } = await centerOfMass(${from}, { detector: ${code}${inUnit} });`;
    case "comVector":
      return `const { x, y } = await centerOfMass(${from}, { detector: ${code}${inUnit} });`;
    case "icom":
      return `const image = integrateCenterOfMass(await centerOfMass(${from}, { detector: ${code}${inUnit} }));`;
  }
}

/** Centres of mass count from the direct beam: where the calibration does not say, the picker takes the middle. */
function centred({ variable, shape, calibration }: Scan): string {
  if (calibration.origin !== undefined) return variable;
  const origin = beamCentre([shape[2], shape[3]], calibration);
  return `${variable}.withCalibration({ origin: [${origin.join(", ")}] })`;
}

/** The line of a cell that makes the pattern that a DetectorPicker shows, or its cepstrum. */
export function patternCode({
  scan,
  pattern,
  cursor,
  region,
  cepstrum = false,
}: ShownPattern & { readonly scan: Pick<Scan, "variable"> }): string {
  const box = region ? `, { region: { y: [${region.y.join(", ")}], x: [${region.x.join(", ")}] } }` : "";
  const call = {
    cursor: `pattern(${scan.variable}, [${cursor.join(", ")}])`,
    sum: `sumPattern(${scan.variable})`,
    regionSum: `sumPattern(${scan.variable}${box})`,
    regionMean: `meanPattern(${scan.variable}${box})`,
    regionMax: `maxPattern(${scan.variable}${box})`,
  }[pattern];
  return cepstrum ? `const cepstrum = ewpc(await ${call});` : `const diffraction = await ${call};`;
}

/** Places and sizes; angles, counts and lattice vectors stay as they are. */
const roundedKeys: readonly string[] = ["centre", "radius", "inner", "outer", "height", "width", "points"];

/** The same detector with its places and sizes rounded to {@link detectorDecimals}. */
export function roundedDetector<D extends DrawableDetector>(detector: D): D {
  const entries = Object.entries(detector).map(([key, value]) => {
    if (key === "detectors") return [key, (value as DrawableDetector[]).map(roundedDetector)];
    if (key === "detector") return [key, roundedDetector(value as DrawableDetector)];
    return [key, roundedKeys.includes(key) ? roundedValue(value) : value];
  });
  // The keys stay and their values keep their types.
  return Object.fromEntries(entries) as D;
}

function roundedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(roundedValue);
  return typeof value === "number" ? Number(value.toFixed(detectorDecimals)) : value;
}
