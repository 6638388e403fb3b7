import type { DetectorPickerState, DrawableDetector } from "#widgets/models/detectorPickerState.js";
import type { ViewModel } from "../host.js";
import { freshHand, type Hand } from "../parts/hand.js";
import {
  type DrawnShape,
  invertedDetector,
  sameDetector,
  settledDetector,
  withShape,
} from "../parts/shapeGeometry.js";
import type { Pair } from "../parts/viewTransform.js";

/** A circle made from a point gets this part of the detector's smaller side as its radius. */
const radiusFromPoint = 1 / 8;

/** The detector under the hands of a user: what is shown while it is dragged, kept when a drag ends, and undone. */
export class DrawnDetector {
  readonly #model: ViewModel<DetectorPickerState>;
  readonly #onShown: () => void;
  readonly #frame: Pair;
  #detector: DrawableDetector;
  #hand = freshHand;
  /** Detectors before the last changes, the newest last. */
  readonly #before: DrawableDetector[] = [];

  /** @param onShown after each change of what is shown */
  constructor(model: ViewModel<DetectorPickerState>, onShown: () => void) {
    const { shape } = model.get("scan");
    this.#model = model;
    this.#onShown = onShown;
    this.#frame = [shape[2], shape[3]];
    this.#detector = model.get("detector");
  }

  /** What is shown now; the trait follows when a drag ends. */
  get shown(): DrawableDetector {
    return this.#detector;
  }

  get hand(): Hand {
    return this.#hand;
  }

  /** Shown and computed, but not kept yet. */
  preview(detector: DrawableDetector): void {
    this.#detector = detector;
    this.#onShown();
  }

  commit(detector: DrawableDetector): void {
    const before = this.#model.get("detector");
    this.preview(settledDetector(detector, this.#frame));
    if (sameDetector(before, this.#detector)) return;
    this.#before.push(before);
    this.#keep();
  }

  undo(): void {
    const before = this.#before.pop();
    if (before === undefined) return;
    this.preview(before);
    this.#keep();
  }

  useHand(hand: Partial<Hand>): void {
    this.#hand = { ...this.#hand, ...hand };
    this.#onShown();
  }

  /** The same place in another shape. */
  chooseShape(shape: DrawnShape): void {
    if (shape === this.#detector.shape) return;
    const radius = Math.min(...this.#frame) * radiusFromPoint;
    this.commit(withShape(this.#detector, shape, radius, this.#frame));
  }

  /** The pixels that it leaves out. */
  invert(): void {
    this.commit(invertedDetector(this.#detector));
  }

  #keep(): void {
    this.#model.set("detector", this.#detector);
    this.#model.save();
  }
}
