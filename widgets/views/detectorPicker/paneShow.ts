import type { DetectorPickerState, PickerPane } from "#widgets/models/detectorPickerState.js";
import type { Units } from "#widgets/models/paneUnits.js";
import type { ViewModel } from "../host.js";
import type { Pair } from "../parts/viewTransform.js";
import type { PickerLink } from "./link.js";
import type { PaneLooks } from "./paneLooks.js";
import type { PickerParts } from "./pickerParts.js";
import { showFrame, showReadout } from "./pickerShow.js";
import { paneNotes } from "./states.js";

export interface PaneShowOptions {
  readonly model: ViewModel<DetectorPickerState>;
  readonly link: PickerLink;
  readonly parts: PickerParts;
  readonly looks: PaneLooks;
  /** The marked scan position, [y, x]. */
  readonly cursor: () => Pair;
}

/** What the two panes show of what the kernel sent: pictures, transforms, notes, and the value under the pointer. */
export class PaneShow {
  readonly #options: PaneShowOptions;
  readonly #hovered: Partial<Record<PickerPane, Pair>> = {};
  /** The planes that the panes show: of their pictures, or of transforms. */
  readonly #planes: Partial<Record<PickerPane, string>> = {};

  constructor(options: PaneShowOptions) {
    this.#options = options;
  }

  hover(pane: PickerPane, at: Pair | undefined): void {
    if (at === undefined) delete this.#hovered[pane];
    else this.#hovered[pane] = at;
    this.showReadout(pane);
  }

  /** The last picture and its state. */
  show(pane: PickerPane): void {
    const { model, link, parts } = this.#options;
    const { frame } = link.pane(pane);
    this.#showTransformed(pane);
    if (frame !== undefined) showFrame(parts.panes[pane], frame);
    const notes = paneNotes(pane, link, model.get("scan"), model.get("pattern"));
    parts.panes[pane].pane.setNotes(notes);
    this.showReadout(pane);
  }

  /** Under the pointer, else at the marked scan position, which is no place of a transform. */
  showReadout(pane: PickerPane): void {
    const { model, link, parts, cursor } = this.#options;
    const marked = pane === "image" && !link.isTransformed("image") ? cursor() : undefined;
    const at = this.#hovered[pane] ?? marked;
    const image = link.pane(pane).frame?.image;
    showReadout(parts, pane, at, { image, scan: model.get("scan"), units: this.#units() });
  }

  showUnits(pane: PickerPane): void {
    this.#options.parts.panes[pane].showUnits(this.#units());
    this.showReadout(pane);
  }

  #units(): Units {
    return this.#options.model.get("units");
  }

  /** A transform has its own look and pixels, and no places to mark. */
  #showTransformed(pane: PickerPane): void {
    const { link, parts, looks } = this.#options;
    const isTransformed = link.isTransformed(pane);
    const plane = JSON.stringify([isTransformed, link.pane(pane).frame?.image.fourier]);
    if (this.#planes[pane] === plane) return;
    this.#planes[pane] = plane;
    parts.panes[pane].pane.restMarks(isTransformed);
    parts.panes[pane].showUnits(this.#units());
    looks.show(pane);
  }
}
