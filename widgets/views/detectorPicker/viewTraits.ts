import type { DetectorPickerState, PickerPane, PickerProfile } from "#widgets/models/detectorPickerState.js";
import type { Units } from "#widgets/models/paneUnits.js";
import type { ViewModel } from "../host.js";
import type { PickerLink } from "./link.js";

type State = DetectorPickerState;

/** What of a view is kept with the notebook and runs nothing: units, what is unfolded, line profiles. */
export class ViewTraits {
  readonly #model: ViewModel<State>;
  readonly #link: Pick<PickerLink, "sendLooks">;

  constructor(model: ViewModel<State>, link: Pick<PickerLink, "sendLooks">) {
    this.#model = model;
    this.#link = link;
  }

  units(): Units {
    return this.#model.get("units");
  }

  chooseUnits(units: Partial<Units>): void {
    this.set("units", { ...this.units(), ...units });
    this.#link.sendLooks();
  }

  /** Unfolds or folds the histogram of a pane. */
  chooseHistogram(pane: PickerPane, on: boolean): void {
    this.set("histograms", { ...this.#model.get("histograms"), [pane]: on });
  }

  chooseProfile(pane: PickerPane, profile: PickerProfile): void {
    this.set("profiles", { ...this.#model.get("profiles"), [pane]: profile });
  }

  /** One trait, kept. */
  set<Name extends keyof State>(name: Name, value: State[Name]): void {
    this.#model.set(name, value);
    this.#model.save();
  }
}
