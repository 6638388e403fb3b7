import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import type { ViewModel } from "../host.js";

type State = DetectorPickerState;

/** What to do when traits change, by the traits. */
export type TraitListeners = readonly (readonly [traits: readonly (keyof State)[], listener: () => void])[];

/** Listens to traits until the signal ends. */
export function followTraits(model: ViewModel<State>, listeners: TraitListeners, signal: AbortSignal): void {
  for (const [traits, listener] of listeners)
    for (const trait of traits) {
      model.on(`change:${trait}`, listener);
      signal.addEventListener("abort", () => model.off(`change:${trait}`, listener));
    }
}
