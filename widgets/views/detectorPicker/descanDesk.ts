import { roundedDetector } from "#widgets/models/detectorCode.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  OriginReply,
  PickerDescan,
  ShownDescan,
  ShownPattern,
} from "#widgets/models/detectorPickerState.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import { shownDescan } from "#widgets/models/shown.js";
import { shownOrigin, shownShift } from "#widgets/models/shownShift.js";
import type { ViewModel } from "../host.js";
import { withPixelsBeyond } from "../parts/shiftedBitmap.js";
import type { Pair } from "../parts/viewTransform.js";
import { descanWords } from "./descanWords.js";
import type { PickerLink } from "./link.js";

/** What a hand can ask of the descan, and where tools find the detectors. */
export interface DescanActions {
  /** The detectors follow it, or stay; the first time it is measured. */
  toggle(): void;
  /** How far from its mean the direct beam of the shown pattern is, [y, x] px; 0 where the detectors stay. */
  readonly shift: Pair;
  /** A detector as a hand has made it on the shown pattern -> as it is for the mean origin. */
  fromPattern(edited: DrawableDetector, kept: DrawableDetector): DrawableDetector;
}

export interface DescanDeskOptions {
  readonly model: ViewModel<DetectorPickerState>;
  readonly link: Pick<PickerLink, "measureOrigin">;
  /** Which pattern is shown. */
  readonly pattern: () => ShownPattern;
  /** What is to be known of the measurement. */
  readonly onNotice: (words: string | undefined) => void;
  /** A hand let the detectors follow this, or stay. */
  readonly onKept: (descan: PickerDescan) => void;
}

/** Whether the detectors follow the direct beam over the scan, and where that puts them on the shown pattern. */
export class DescanDesk implements DescanActions {
  readonly #options: DescanDeskOptions;
  #isMeasuring = false;

  constructor(options: DescanDeskOptions) {
    this.#options = options;
  }

  /** What the detectors follow. */
  get followed(): ShownDescan | null {
    return shownDescan({ descan: this.#options.model.get("descan") });
  }

  get shift(): Pair {
    return shownShift(this.followed, this.#options.pattern());
  }

  /** Where the fit has the direct beam of the shown pattern. */
  get beam(): Pair | undefined {
    const { followed } = this;
    return followed === null ? undefined : shownOrigin(followed, this.#options.pattern());
  }

  toggle(): void {
    const descan = this.#options.model.get("descan");
    if (descan === null) this.#measure();
    else this.#choose({ ...descan, follows: !descan.follows });
  }

  /**
   * A hand did this on a linked picker. Of the same data the fit is the same; of other data each follows its own, which is
   * measured now where nobody has.
   */
  followLinked(descan: PickerDescan, ofSameData: boolean): void {
    const known = this.#options.model.get("descan");
    if (ofSameData) this.#keep(descan);
    else if (known !== null) this.#keep({ ...known, follows: descan.follows });
    else if (descan.follows) this.#measure();
    else this.disconnect();
  }

  #measure(): void {
    if (this.#isMeasuring) return;
    this.#isMeasuring = true;
    this.#options.onNotice("Measuring the direct beam of every pattern …");
    this.#options.link.measureOrigin();
  }

  /** The answer to a measurement, of this view or another one. */
  receive(reply: OriginReply): void {
    if (!this.#isMeasuring) return;
    this.#isMeasuring = false;
    // A cell gave one meanwhile: that is what its author wants.
    if (this.#options.model.get("descan") !== null) {
      this.#options.onNotice(undefined);
      return;
    }
    if (reply.type === "originError") {
      this.#options.onNotice(`The direct beam is not found: ${reply.message}`);
      return;
    }
    this.#choose({ origin: reply.origin, follows: true, measured: true });
  }

  /** Who was asked does not answer any more, or is not waited for. */
  disconnect(): void {
    if (!this.#isMeasuring) return;
    this.#isMeasuring = false;
    this.#options.onNotice(undefined);
  }

  /** A detector where the shown pattern has it. */
  onPattern(detector: DrawableDetector): DrawableDetector {
    return movedDetector(detector, this.shift);
  }

  fromPattern(edited: DrawableDetector, kept: DrawableDetector): DrawableDetector {
    const { shift } = this;
    if (shift[0] === 0 && shift[1] === 0) return edited;
    // Bitmaps move by whole pixels, and what the shown pattern has no room for stays.
    if (edited.shape === "bitmap" && kept.shape === "bitmap") return withPixelsBeyond(edited, kept, shift);
    return roundedDetector(movedDetector(edited, [-shift[0], -shift[1]]));
  }

  #choose(descan: PickerDescan): void {
    this.#keep(descan);
    this.#options.onKept(descan);
  }

  #keep(descan: PickerDescan): void {
    const { model, onNotice } = this.#options;
    onNotice(descan.follows ? descanWords(descan.origin) : undefined);
    model.set("descan", descan);
    model.save();
  }
}
