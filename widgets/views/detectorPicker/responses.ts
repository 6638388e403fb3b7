import type { PaneState, PickerResponse } from "#widgets/models/detectorPickerState.js";
import type { Composite } from "#widgets/models/namedDetectors.js";
import { isComposable } from "#widgets/models/shown.js";
import { unlocked } from "../parts/histogram.js";
import { type Choice, type Chooser, choiceGroup } from "../parts/toolbar.js";

const choices: readonly Choice<PickerResponse>[] = [
  { value: "integrate", label: "∑", hint: "Sum of the pixels in the detector" },
  { value: "max", label: "max", hint: "Largest pixel in the detector" },
  { value: "comX", label: "CoM x", hint: "Centre of mass along x, from the direct beam" },
  { value: "comY", label: "CoM y", hint: "Centre of mass along y (down), from the direct beam" },
  {
    value: "comVector",
    label: "CoM ↗",
    hint: "Centre of mass as colour: hue is direction, brightness is length",
  },
  { value: "icom", label: "iCoM", hint: "Integrated centre of mass: the phase of a thin object" },
];

/** What the image shows of the pixels in the detector. */
export function responseChoice(onChoose: (response: PickerResponse) => void): Chooser<PickerResponse> {
  return choiceGroup("Response of the detector", choices, onChoose);
}

const prefixes: Readonly<Record<PickerResponse, string>> = {
  integrate: "",
  max: "maximum in ",
  comX: "centre of mass x in ",
  comY: "centre of mass y in ",
  comVector: "centre of mass in ",
  icom: "integrated centre of mass in ",
};

/** "centre of mass x in annulus 8–20 px". */
export function responseWords(response: PickerResponse, detector: string): string {
  return `${prefixes[response]}${detector}`;
}

/** Values of one kind look alike: lengths and counts, values about 0, phases. */
type Kind = "plain" | "signed" | "phase";

/** What decides which values an image has. */
export interface ImageKind {
  readonly response: PickerResponse;
  readonly composite: Composite;
}

function kindOf({ response, composite }: ImageKind): Kind {
  if (isComposable(response) && composite?.kind === "difference") return "signed";
  if (response === "comX" || response === "comY") return "signed";
  return response === "icom" ? "phase" : "plain";
}

export function isPlain(image: ImageKind): boolean {
  return kindOf(image) === "plain";
}

/**
 * The look for an image of another kind: values of both signs get a diverging map about 0, phases grey ones, and fixed limits end,
 * since the values are other ones.
 * @param kept the look of the last plain values
 */
export function lookFor(
  image: ImageKind,
  before: ImageKind,
  look: PaneState,
  kept: PaneState | undefined,
): PaneState {
  const { symmetric, ...free } = unlocked(look);
  const kind = kindOf(image);
  if (kind === kindOf(before)) return symmetric === undefined ? free : { ...free, symmetric };
  switch (kind) {
    case "signed":
      return { ...withoutGamma(free), scale: "linear", colormap: "rdbu", symmetric: true };
    case "phase":
      return { ...free, scale: "linear", colormap: "gray" };
    case "plain":
      return kept ?? { ...free, colormap: "viridis" };
  }
}

/** A power would move the middle of a diverging map away from 0. */
function withoutGamma({ gamma: _, ...look }: PaneState): PaneState {
  return look;
}
