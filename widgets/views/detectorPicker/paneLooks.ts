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
import { share } from "./peers.js";
import { type ImageKind, isPlain, lookFor } from "./responses.js";

/** The traits that hold the looks of a pane: of its picture, and of a transform of it. */
const traits = {
  pattern: ["diffraction", "cepstrumLook"],
  image: ["image", "spectrumLook"],
} as const;

/** The looks of both panes: shown, and kept in the traits. */
export class PaneLooks {
  readonly #model: ViewModel<DetectorPickerState>;
  readonly #link: PickerLink;
  readonly #panes: Readonly<Record<PickerPane, PanePart>>;
  /** Look of the image while its values were counts or lengths. */
  #plain: PaneState | undefined;

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
    const look = this.#model.get(this.#trait(pane));
    this.#panes[pane].controls.show(look);
    this.#panes[pane].pane.setLook(look);
  }

  /** Shown, but not kept yet. */
  preview(pane: PickerPane, look: PaneState): void {
    this.#panes[pane].pane.setLook(look);
    this.#share(pane, look);
  }

  /** A linked picker shows this look. */
  follow(pane: PickerPane, look: PaneState, isTransformed: boolean): void {
    if (this.#link.isTransformed(pane) === isTransformed) this.#panes[pane].pane.setLook(look);
  }

  #share(pane: PickerPane, look: PaneState): void {
    share(this.#link, { what: "look", pane, look, isTransformed: this.#link.isTransformed(pane) });
  }

  choose(pane: PickerPane, look: PaneState): void {
    this.#keep(this.#trait(pane), look);
    this.#share(pane, look);
    // Also when the trait was that already: a drag may have shown another one.
    this.show(pane);
  }

  /** Another response, with a look that fits its values. */
  chooseResponse(response: PickerResponse): void {
    const before = this.#model.get("response");
    if (response === before) return;
    this.#model.set("response", response);
    this.refit({ response: before });
  }

  /** A look that fits the values after the response or the way of putting them together has changed. */
  refit(before: Partial<ImageKind>): void {
    const [now, look] = [this.#kind(), this.#model.get("image")];
    const was = { ...now, ...before };
    if (isPlain(was)) this.#plain = unlocked(look);
    this.#keep("image", lookFor(now, was, look, this.#plain));
    this.show("image");
  }

  #kind(): ImageKind {
    return { response: this.#model.get("response"), composite: this.#model.get("composite") };
  }

  /** By the picture that is there: a transform that was asked for may be under way. */
  #trait(pane: PickerPane): (typeof traits)[PickerPane][0 | 1] {
    return traits[pane][this.#link.isTransformed(pane) ? 1 : 0];
  }

  #keep(trait: (typeof traits)[PickerPane][0 | 1], look: PaneState): void {
    this.#model.set(trait, look);
    this.#model.save();
    this.#link.sendLooks();
  }
}
