import { type PresetName, presetRanges } from "#core/virtual/presets.js";
import { html } from "../parts/dom.js";
import { buttonRow, iconButton } from "../parts/toolbar.js";

export interface PresetButtons {
  readonly element: HTMLElement;
  setDisabled(disabled: boolean): void;
}

export interface PresetButtonsOptions {
  readonly onPreset: (name: PresetName) => void;
  readonly onCentre: () => void;
}

const fullNames: Readonly<Record<PresetName, string>> = {
  BF: "Bright field",
  ABF: "Annular bright field",
  ADF: "Annular dark field",
  HAADF: "High-angle annular dark field",
};

/** Conventional detectors about the direct disk, and a button that puts the drawn one on it. */
export function presetButtons({ onPreset, onCentre }: PresetButtonsOptions): PresetButtons {
  const presets = (Object.keys(presetRanges) as PresetName[]).map((name) => presetButton(name, onPreset));
  const centre = iconButton({
    label: "Centre the detector on the direct beam",
    icon: "beam",
    onPress: onCentre,
  });
  const buttons = [...presets, centre];
  return {
    element: buttonRow("Conventional detectors", buttons),
    setDisabled(disabled) {
      for (const button of buttons) button.disabled = disabled;
    },
  };
}

function presetButton(name: PresetName, onPreset: (name: PresetName) => void): HTMLButtonElement {
  const { inner, outer } = presetRanges[name];
  const range = inner === 0 ? `radius ${outer}` : `${inner}–${outer}`;
  const title = `${fullNames[name]}: ${range} × the radius of the direct disk`;
  const button = html("button", { class: "ronchi-Button", type: "button", title, "aria-label": name }, name);
  button.addEventListener("click", () => onPreset(name));
  return button;
}
