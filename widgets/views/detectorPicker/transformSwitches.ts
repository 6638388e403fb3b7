import type { SpectrumMode } from "#widgets/models/detectorPickerState.js";
import { pressButton } from "../parts/toolbar.js";

export interface TransformActions {
  chooseSpectrum(spectrum: SpectrumMode): void;
  chooseCepstrum(on: boolean): void;
}

/** The buttons that show a pane's picture as its transform. */
export interface TransformSwitches {
  readonly image: readonly HTMLButtonElement[];
  readonly pattern: readonly HTMLButtonElement[];
  show(spectrum: SpectrumMode, cepstrum: boolean): void;
  /** A vector image has no transform. */
  setSpectrumDisabled(disabled: boolean): void;
  setDisabled(disabled: boolean): void;
}

export function transformSwitches(actions: TransformActions): TransformSwitches {
  const fft = pressButton({
    text: "FFT",
    label: "Fourier transform of the virtual image (F)",
    onPress: (on) => actions.chooseSpectrum(on ? "plain" : "off"),
  });
  const hann = pressButton({
    text: "Hann",
    label: "Hann window of the Fourier transform (H): without the cross of the image's edges",
    onPress: (on) => actions.chooseSpectrum(on ? "hann" : "plain"),
  });
  const ewpc = pressButton({
    text: "EWPC",
    label: "Exit-wave power cepstrum of the diffraction pattern (E): distances between atoms",
    onPress: (on) => actions.chooseCepstrum(on),
  });
  let [isLocked, isVector] = [false, false];
  const enable = () => {
    for (const { element } of [fft, hann]) element.disabled = isLocked || isVector;
    ewpc.element.disabled = isLocked;
  };
  return {
    image: [fft.element, hann.element],
    pattern: [ewpc.element],
    show(spectrum, cepstrum) {
      fft.show(spectrum !== "off");
      hann.show(spectrum === "hann");
      hann.element.hidden = spectrum === "off";
      ewpc.show(cepstrum);
    },
    setSpectrumDisabled(disabled) {
      isVector = disabled;
      enable();
    },
    setDisabled(disabled) {
      isLocked = disabled;
      enable();
    },
  };
}
