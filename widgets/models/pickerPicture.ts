import type { PickerPicture } from "../draw/picture.js";
import type {
  DrawableDetector,
  PaneLooks,
  PatternMode,
  PickerResponse,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";
import type { PickerSource, RunImage } from "./runImage.js";

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
  comVector: "centre of mass, distance",
};

const patternTitles: Readonly<Record<Exclude<PatternMode, "cursor">, string>> = {
  sum: "sum pattern",
  regionSum: "sum of region",
  regionMean: "mean of region",
  regionMax: "maximum of region",
};

/** What the picture of a picker shows, from finished runs, as the panes look. */
export function pickerPicture(
  { description, calibration }: Pick<PickerSource, "description" | "calibration">,
  looks: PaneLooks,
  image: Shows<ShownImage>,
  pattern: Shows<ShownPattern>,
): PickerPicture & { readonly detector: DrawableDetector } {
  const { excluded } = description;
  return {
    pattern: { ...pattern.image, title: patternTitle(pattern.shown), excluded },
    image: { ...image.image, title: imageTitle(image.shown) },
    calibration,
    detector: image.shown.detector,
    diffraction: looks.diffraction,
    real: looks.image,
  };
}

export function imageTitle({ response = "integrate" }: ShownImage): string {
  return imageTitles[response];
}

export function patternTitle({ pattern, cursor }: ShownPattern): string {
  return pattern === "cursor" ? `pattern [${cursor.join(", ")}]` : patternTitles[pattern];
}
