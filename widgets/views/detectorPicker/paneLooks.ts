import type {
  DetectorPickerState,
  PaneState,
  PickerPane,
  PickerResponse,
} from "#widgets/models/detectorPickerState.js";
import type { ViewModel } from "../host.js";
import { unlocked } from "../parts/histogram.js";
import type { PickerLink } from "./link.js";
import type { PanePart } from "./panePart.js";
import { lookFor } from "./responses.js";

/** The trait that holds the look of a pane. */
const trait = { pattern: "diffraction", image: "image" } as const;

/** The looks of both panes: shown, and kept in the traits. */
export class PaneLooks {
  readonly #model: ViewModel<DetectorPickerState>;
  readonly #link: PickerLink;
  readonly #panes: Readonly<Record<PickerPane, PanePart>>;
  /** Look of the image before its values had signs. */
  #unsigned: PaneState | undefined;

  constructor(
    model: ViewModel<DetectorPickerState>,
    link: PickerLink,
    panes: Readonly<Record<PickerPane, PanePart>>,
  ) {
    this.#model = model;
    this.#link = link;
    this.#panes = panes;
  }

  /** What the trait holds. */
  show(pane: PickerPane): void {
    const look = this.#model.get(trait[pane]);
    this.#panes[pane].controls.show(look);
    this.#panes[pane].pane.setLook(look);
  }

  /** Shown, but not kept yet. */
  preview(pane: PickerPane, look: PaneState): void {
    this.#panes[pane].pane.setLook(look);
  }

  choose(pane: PickerPane, look: PaneState): void {
    this.#model.set(trait[pane], look);
    this.#model.save();
    this.#link.sendLooks({ diffraction: this.#model.get("diffraction"), image: this.#model.get("image") });
    // Also when the trait was that already: a drag may have shown another one.
    this.show(pane);
  }

  /** Another response, with a look that fits its values. */
  chooseResponse(response: PickerResponse): void {
    const [before, look] = [this.#model.get("response"), this.#model.get("image")];
    if (response === before) return;
    const next = lookFor(response, before, look, this.#unsigned);
    if (next.symmetric === true && look.symmetric !== true) this.#unsigned = unlocked(look);
    this.#model.set("response", response);
    this.choose("image", next);
  }
}
