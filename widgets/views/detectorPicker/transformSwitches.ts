import type { SpectrumPart } from "#core/fourier/spectrum.js";
import type { DetectorPickerState, SpectrumMode } from "#widgets/models/detectorPickerState.js";
import { type MenuOption, menu, pressButton } from "../parts/toolbar.js";

export interface TransformActions {
  chooseSpectrum(spectrum: SpectrumMode): void;
  chooseSpectrumPart(part: SpectrumPart): void;
  chooseCepstrum(on: boolean): void;
}

/** The buttons that show a pane's picture as its transform. */
export interface TransformSwitches {
  readonly image: readonly HTMLButtonElement[];
  readonly pattern: readonly HTMLButtonElement[];
  /** Which part of the complex numbers the image shows. */
  readonly part: HTMLElement;
  show(shown: Pick<DetectorPickerState, "spectrum" | "spectrumPart" | "cepstrum">): void;
  /** A vector image has no transform. */
  setSpectrumDisabled(disabled: boolean): void;
  setDisabled(disabled: boolean): void;
}

const partOptions: readonly MenuOption<SpectrumPart>[] = [
  { value: "magnitude", label: "magnitude" },
  { value: "phase", label: "phase" },
  { value: "real", label: "real" },
  { value: "imaginary", label: "imaginary" },
];

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
  const part = menu("Part of the Fourier transform", partOptions, (chosen) =>
    actions.chooseSpectrumPart(chosen),
  );
  let [isLocked, isVector] = [false, false];
  const enable = () => {
    for (const { element } of [fft, hann]) element.disabled = isLocked || isVector;
    part.setDisabled(isLocked || isVector);
    ewpc.element.disabled = isLocked;
  };
  return {
    image: [fft.element, hann.element],
    part: part.element,
    pattern: [ewpc.element],
    show({ spectrum, spectrumPart, cepstrum }) {
      fft.show(spectrum !== "off");
      hann.show(spectrum === "hann");
      part.show(spectrumPart);
      hann.element.hidden = spectrum === "off";
      part.element.hidden = spectrum === "off";
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
