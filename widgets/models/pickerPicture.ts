import { spectrumNames } from "#core/fourier/spectrum.js";
import { channelColours, markColours } from "../draw/detectorColours.js";
import type { MarkedDetector } from "../draw/detectorOutline.js";
import type { PickerPicture } from "../draw/picture.js";
import type {
  PaneLooks,
  PatternMode,
  PickerResponse,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";
import { movedDetector } from "./movedDetector.js";
import { fourierPixel, imagePixel, patternPixel } from "./paneUnits.js";
import type { PickerSource, RunImage } from "./runImage.js";
import { isTransformed } from "./shown.js";
import { shownShift } from "./shownShift.js";

/** A finished image and what it shows. */
export interface Shows<Shown> {
  readonly shown: Shown;
  readonly image: RunImage;
}

const imageTitles: Readonly<Record<PickerResponse, string>> = {
  integrate: "virtual image",
  max: "largest pixel",
  comX: "centre of mass, x",
  comY: "centre of mass, y",
  comVector: "centre of mass",
  icom: "integrated centre of mass",
};

const patternTitles: Readonly<Record<Exclude<PatternMode, "cursor">, string>> = {
  sum: "sum pattern",
  regionSum: "sum of region",
  regionMean: "mean of region",
  regionMax: "maximum of region",
};

/** What the picture of a picker shows, from finished runs, as the panes look. */
export function pickerPicture(
  { description: { excluded, shape }, calibration }: Pick<PickerSource, "description" | "calibration">,
  looks: PaneLooks,
  image: Shows<ShownImage>,
  pattern: Shows<ShownPattern>,
): PickerPicture {
  const { units, diffraction, cepstrumLook, spectrumLook } = looks;
  const [cepstrum, spectrum] = [pattern.image.fourier, image.image.fourier];
  const measured = { calibration, shape };
  return {
    pattern: {
      ...pattern.image,
      title: patternTitle(pattern.shown),
      ...(cepstrum
        ? { look: cepstrumLook, pixel: fourierPixel(units.pattern, cepstrum) }
        : { look: diffraction, pixel: patternPixel(units.pattern, measured), excluded }),
    },
    image: {
      ...image.image,
      title: imageTitle(image.shown),
      ...(spectrum
        ? { look: spectrumLook, pixel: fourierPixel(units.image, spectrum) }
        : { look: looks.image, pixel: imagePixel(units.image, measured) }),
    },
    // A cepstrum is no place for a detector.
    detectors: cepstrum === undefined ? markedDetectors(image.shown, pattern.shown) : [],
  };
}

/** The detectors that the image is made of, as they are marked on a pattern: with names where there are several. */
function markedDetectors(
  { detector, composite, descan }: ShownImage,
  pattern: ShownPattern,
): readonly MarkedDetector[] {
  const by = shownShift(descan, pattern);
  const moved = (kept: ShownImage["detector"]) => movedDetector(kept, by);
  if (!composite) return [{ detector: moved(detector), colour: markColours[0]! }];
  const colours = composite.kind === "rgb" ? channelColours : markColours;
  return composite.detectors.map((named, i) => ({
    name: named.name,
    detector: moved(named.detector),
    colour: colours[i]!,
  }));
}

export function imageTitle(shown: ShownImage): string {
  const title = compositeTitle(shown) ?? imageTitles[shown.response ?? "integrate"];
  return isTransformed(shown) ? `${spectrumNames[shown.part ?? "magnitude"]} of ${title}` : title;
}

function compositeTitle({ composite, response = "integrate" }: ShownImage): string | undefined {
  if (!composite) return undefined;
  const names = composite.detectors.map(({ name }) => name);
  const of = response === "max" ? ", largest pixels" : "";
  if (composite.kind === "rgb") return `RGB of ${names.join(", ")}${of}`;
  return `${names.join(" − ")}${composite.perMean === true ? ", each per its mean" : ""}${of}`;
}

export function patternTitle({ pattern, cursor, cepstrum = false }: ShownPattern): string {
  const title = pattern === "cursor" ? `pattern [${cursor.join(", ")}]` : patternTitles[pattern];
  return cepstrum ? `EWPC of ${title}` : title;
}
