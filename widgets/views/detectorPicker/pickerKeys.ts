import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import type { ViewModel } from "../host.js";
import { resizedDetector } from "../parts/shapeGeometry.js";
import { type KeyAction, keyAction } from "./keys.js";
import type { PickerActions, PickerParts } from "./pickerParts.js";

/** What keys work on. */
export interface KeyTarget {
  readonly actions: Pick<
    PickerActions,
    "detectors" | "scan" | "descan" | "isLocked" | "chooseCepstrum" | "chooseSpectrum"
  >;
  readonly model: ViewModel<DetectorPickerState>;
}

/** Keys move and resize the marks of a picker, wherever in it the focus is, but not in a field. */
export function listenToKeys(
  { root, panes }: Pick<PickerParts, "root" | "panes">,
  target: KeyTarget,
  signal: AbortSignal,
): void {
  const onKey = (event: KeyboardEvent) => {
    const element = event.target as HTMLElement;
    if (event.defaultPrevented || element.matches("input, select, textarea")) return;
    const focused = (["pattern", "image"] as const).find((pane) => panes[pane].pane.stage === element);
    const action = keyAction(event, focused);
    if (action === undefined) return;
    // Esc goes on to the host, which has its own use for it.
    if (action.act === "leave") element.blur();
    else {
      event.preventDefault();
      event.stopPropagation();
      if (!target.actions.isLocked()) act(action, target);
    }
  };
  root.addEventListener("keydown", onKey, { signal });
}

function act(action: Exclude<KeyAction, { act: "leave" }>, target: KeyTarget): void {
  const { actions, model } = target;
  const { shown: detector } = actions.detectors;
  const { cursor } = actions.scan;
  const spectrum = model.get("spectrum");
  switch (action.act) {
    case "undo":
      actions.detectors.undo();
      break;
    case "step-shape":
      actions.detectors.stepShape(action.by);
      break;
    case "add-detector":
      actions.detectors.add();
      break;
    case "duplicate-detector":
      actions.detectors.duplicate();
      break;
    case "select-detector":
      actions.detectors.choose(action.number);
      break;
    case "resize":
      actions.detectors.commit(resizedDetector(detector, action.part, action.by));
      break;
    case "move-detector":
      actions.detectors.commit(movedDetector(detector, action.by));
      break;
    case "move-cursor":
      actions.scan.commitCursor([cursor[0] + action.by[0], cursor[1] + action.by[1]]);
      break;
    case "descan":
      actions.descan.toggle();
      break;
    case "spectrum":
      actions.chooseSpectrum(spectrum === "off" ? "plain" : "off");
      break;
    case "window":
      actions.chooseSpectrum(spectrum === "hann" ? "plain" : "hann");
      break;
    case "cepstrum":
      actions.chooseCepstrum(!model.get("cepstrum"));
      break;
  }
}
