import { spectrumNames } from "#core/fourier/spectrum.js";
import type { ImageMessage } from "#widgets/codecs.js";
import { cssColour, detectorColours } from "#widgets/draw/detectorColours.js";
import { patternCode, pickerCode } from "#widgets/models/detectorCode.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  PickerPane,
  ShownImage,
  ShownPattern,
} from "#widgets/models/detectorPickerState.js";
import { geometryScale, type Units } from "#widgets/models/paneUnits.js";
import { isComposable, isTransformed } from "#widgets/models/shown.js";
import type { DrawnShape } from "../parts/shapeGeometry.js";
import type { Pair } from "../parts/viewTransform.js";
import type { DescanDesk } from "./descanDesk.js";
import type { DetectorDesk } from "./detectorDesk.js";
import type { Frame } from "./paneLine.js";
import type { PanePart } from "./panePart.js";
import { patternWords } from "./patternChoice.js";
import type { PickerParts } from "./pickerParts.js";
import { responseWords } from "./responses.js";
import {
  calibratedWords,
  compositeWords,
  fourierReadout,
  imageReadout,
  namedWords,
  patternReadout,
} from "./words.js";

type Scan = DetectorPickerState["scan"];

/** The detectors of a picker as they are under the hands. */
type Drawn = Pick<DetectorDesk, "shown" | "hand" | "all">;
/** Where the shown pattern has them. */
type Placed = Pick<DescanDesk, "onPattern" | "beam">;

/** All detectors on the pattern, the selected one with handles; with names where there are several. */
export function showMarks(
  { editor, brush, others, beam, panes }: PickerParts,
  { shown, hand, all }: Drawn,
  descan: Placed,
): void {
  const colours = detectorColours(all.detectors, all.composite).map(cssColour);
  const marked = all.detectors.map(({ name, detector }, i) => ({
    name,
    detector: descan.onPattern(detector),
    colour: colours[i]!,
  }));
  const selected = marked.find(({ name }) => name === all.selected);
  for (const tool of [editor, brush]) {
    tool.show(descan.onPattern(shown));
    tool.showHand(hand);
  }
  if (selected !== undefined)
    editor.showMark({ colour: selected.colour, name: marked.length > 1 ? selected.name : undefined });
  others.show(marked.filter((mark) => mark !== selected));
  beam.show(descan.beam);
  panes.pattern.pane.placeTools();
}

/** The detector in numbers, in the title of its image and as code. */
export function showDetector(
  parts: PickerParts,
  image: ShownImage,
  { shown: detector, hand, all }: Drawn,
  scan: Scan,
  units: Units,
): void {
  const { response = "integrate" } = image;
  const { controls } = parts;
  controls.chips.show(all);
  controls.composites.show(all, isComposable(response));
  const scale = geometryScale(units.pattern, scan);
  const calibrated = units.pattern === "both" ? calibratedWords(detector, scan) : undefined;
  const uncalibrated = scan.calibration.detectorPixel === undefined ? "uncalibrated" : "";
  controls.fields.show(detector, scale, calibrated ?? uncalibrated);
  controls.handFields.show(detector, hand, scale);
  controls.shapes.show(parts.pen.isActive ? "polygon" : shapeOf(detector));
  controls.inverted.show(detector.shape === "inversion");
  controls.responses.show(response);
  controls.presets.descan.show(Boolean(image.descan));
  const place = compositeWords(image) ?? responseWords(response, namedWords(detector, scale));
  const words = image.descan ? `${place}, following the descan` : place;
  const title = isTransformed(image)
    ? `${capitalised(spectrumNames[image.part ?? "magnitude"])} of the virtual image`
    : "Virtual image";
  const isNamed = all.detectors.length > 1 && !image.composite;
  parts.panes.image.pane.setTitle(title, isNamed ? `${all.selected}: ${words}` : words);
  const code = pickerCode({ scan, ...image });
  parts.code.show(code);
  parts.panes.image.setCode(code);
}

function capitalised(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}

/** The shape that a hand edits, also where its pixels are left out. */
function shapeOf(detector: DrawableDetector): DrawnShape {
  // Shapes that no button stands for leave all of them unpressed.
  return (detector.shape === "inversion" ? detector.detector : detector).shape as DrawnShape;
}

/** Of which scan positions the pattern is: its choice, its title and, unless it is the plain sum, its code. */
export function showPattern(parts: PickerParts, shown: ShownPattern, scan: Scan): void {
  const { pattern, cursor, region = null, cepstrum = false } = shown;
  parts.patterns.show(pattern);
  const title = cepstrum ? "EWPC of the diffraction pattern" : "Diffraction pattern";
  parts.panes.pattern.pane.setTitle(title, patternWords(pattern, cursor, region, scan));
  const isPlain = pattern === "sum" && !cepstrum;
  const code = patternCode({ scan, ...shown });
  parts.patternCode.show(isPlain ? undefined : code);
  parts.panes.pattern.setCode(code);
}

/** A picture, with its number and how complete it is, for programs and tests. */
export function showFrame({ pane, controls }: PanePart, { image, reply }: Frame): void {
  pane.canvas.dataset.seq = String(reply.seq);
  pane.canvas.dataset.complete = String(reply.complete);
  pane.show(image, image.unit);
  controls.setHistogramDisabled(image.channels !== undefined);
  controls.setMapDisabled(image.direction !== undefined || image.channels !== undefined);
}

/** Place and value under `at`, or nothing when it is beside the picture. */
export function showReadout(
  parts: PickerParts,
  pane: PickerPane,
  at: Pair | undefined,
  shown: {
    readonly image: ImageMessage | undefined;
    readonly scan: Scan;
    readonly units: Units;
  },
): void {
  const { image, scan, units } = shown;
  const { shape } = scan;
  const frame: Pair = pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
  const place = at === undefined ? undefined : nearestInside(at, frame);
  const pixels = { image, unit: image?.unit ?? "", symbol: image?.symbol };
  const words = (inside: Pair) => {
    if (image?.fourier !== undefined) return fourierReadout(pixels, inside, image.fourier, units[pane]);
    return pane === "pattern"
      ? patternReadout(pixels, inside, units.pattern, scan)
      : imageReadout(pixels, inside, units.image, scan);
  };
  parts.panes[pane].readout.show(place === undefined ? [] : words(place));
}

function nearestInside(at: Pair, frame: Pair): Pair | undefined {
  const [y, x] = [Math.round(at[0]), Math.round(at[1])];
  return y >= 0 && x >= 0 && y < frame[0] && x < frame[1] ? [y, x] : undefined;
}
