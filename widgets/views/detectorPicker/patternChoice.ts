import type { DetectorPickerState, PatternMode, PickerRegion } from "#widgets/models/detectorPickerState.js";
import { html } from "../parts/dom.js";
import { counted } from "../parts/statusBar.js";
import { choiceGroup, menu } from "../parts/toolbar.js";
import type { Pair } from "../parts/viewTransform.js";

export interface PatternChoice {
  readonly element: HTMLElement;
  show(mode: PatternMode): void;
  setDisabled(disabled: boolean): void;
}

type Source = "cursor" | "sum" | "region";
type RegionMode = Exclude<PatternMode, "cursor" | "sum">;

const sources = [
  { value: "cursor", label: "at cursor", hint: "Pattern at the scan position that is marked on the image" },
  { value: "sum", label: "sum", hint: "Sum of all patterns" },
  { value: "region", label: "region", hint: "Patterns of the region drawn on the virtual image" },
] as const;
const regionModes = [
  { value: "regionMean", label: "mean" },
  { value: "regionSum", label: "sum" },
  { value: "regionMax", label: "maximum" },
] as const;

/** Of which patterns the pattern is; of a region also how they are put together. */
export function patternChoice(onChoose: (mode: PatternMode) => void): PatternChoice {
  let last: RegionMode = "regionMean";
  const source = choiceGroup<Source>("Diffraction pattern", sources, (value) =>
    onChoose(value === "region" ? last : value),
  );
  const region = menu<RegionMode>("Patterns of the region", regionModes, onChoose);
  return {
    element: html("span", { class: "ronchi-PatternChoice" }, source.element, region.element),
    show(mode) {
      if (isRegionMode(mode)) last = mode;
      source.show(isRegionMode(mode) ? "region" : mode);
      region.show(last);
      region.element.hidden = !isRegionMode(mode);
    },
    setDisabled(disabled) {
      source.setDisabled(disabled);
      region.setDisabled(disabled);
    },
  };
}

export function isRegionMode(mode: PatternMode): mode is RegionMode {
  return mode !== "cursor" && mode !== "sum";
}

/** "at y 3, x 5", "mean of 30 patterns, y 3–7, x 4–9". */
export function patternWords(
  mode: PatternMode,
  [y, x]: Pair,
  region: PickerRegion,
  { shape }: Pick<DetectorPickerState["scan"], "shape">,
): string {
  if (mode === "cursor") return `at y ${y}, x ${x}`;
  if (mode === "sum") return "sum of all patterns";
  const { label } = regionModes.find(({ value }) => value === mode)!;
  if (region === null) return `${label} of all patterns`;
  const count = (region.y[1] - region.y[0]) * (region.x[1] - region.x[0]);
  const part = count === shape[0] * shape[1] ? "all patterns" : counted(count, "pattern");
  return `${label} of ${part}, y ${rangeWords(region.y)}, x ${rangeWords(region.x)}`;
}

function rangeWords([from, to]: Pair): string {
  return to - from === 1 ? String(from) : `${from}–${to - 1}`;
}
