import { type PresetName, presetRanges } from "#core/virtual/presets.js";
import { html } from "../parts/dom.js";
import { buttonRow, iconButton, type PressButton, pressButton } from "../parts/toolbar.js";

export interface PresetButtons {
  readonly element: HTMLElement;
  /** Pressed while the detectors follow the direct beam over the scan. */
  readonly descan: PressButton;
  setDisabled(disabled: boolean): void;
}

export interface PresetButtonsOptions {
  readonly onPreset: (name: PresetName) => void;
  readonly onCentre: () => void;
  readonly onDescan: () => void;
}

const fullNames: Readonly<Record<PresetName, string>> = {
  BF: "Bright field",
  ABF: "Annular bright field",
  ADF: "Annular dark field",
  HAADF: "High-angle annular dark field",
};

/** Conventional detectors about the direct disk, and buttons that put the drawn one on it and let all follow it. */
export function presetButtons({ onPreset, onCentre, onDescan }: PresetButtonsOptions): PresetButtons {
  const presets = (Object.keys(presetRanges) as PresetName[]).map((name) => presetButton(name, onPreset));
  const centre = iconButton({
    label: "Centre the detector on the direct beam",
    icon: "beam",
    onPress: onCentre,
  });
  const descan = pressButton({ label: descanLabel, icon: "descan", onPress: onDescan });
  const buttons = [...presets, centre, descan.element];
  return {
    descan,
    element: buttonRow("Conventional detectors", buttons),
    setDisabled(disabled) {
      for (const button of buttons) button.disabled = disabled;
    },
  };
}

const descanLabel =
  "Follow the descan (O): the detectors move with the direct beam, which is measured over the scan";

function presetButton(name: PresetName, onPreset: (name: PresetName) => void): HTMLButtonElement {
  const { inner, outer } = presetRanges[name];
  const range = inner === 0 ? `radius ${outer}` : `${inner}–${outer}`;
  const title = `${fullNames[name]}: ${range} × the radius of the direct disk`;
  const button = html("button", { class: "ronchi-Button", type: "button", title, "aria-label": name }, name);
  button.addEventListener("click", () => onPreset(name));
  return button;
}
