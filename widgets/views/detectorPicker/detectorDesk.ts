import type { PresetName } from "#core/virtual/presets.js";
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
import type { BeamSearch } from "./beamSearch.js";
import { centredOn, type Proposal, presetOn } from "./directBeam.js";
import { penWords } from "./words.js";

/** What a hand can ask of the detector. */
export interface DetectorActions {
  /** What is shown now. */
  readonly shown: DrawableDetector;
  /** While dragging: shown and computed, but not kept yet. */
  preview(detector: DrawableDetector): void;
  commit(detector: DrawableDetector): void;
  /** The corner of a polygon that keys move, and the brush. */
  useHand(hand: Partial<Hand>): void;
  /** A polygon is drawn first, others begin where the detector is. */
  chooseShape(shape: DrawnShape): void;
  closePolygon(points: readonly Pair[]): void;
  cancelPolygon(): void;
  invert(): void;
  choosePreset(name: PresetName): void;
  centreOnBeam(): void;
  undo(): void;
}

export interface DetectorDeskOptions {
  readonly model: ViewModel<DetectorPickerState>;
  readonly beam: BeamSearch;
  /** After each change of what is shown. */
  readonly onShown: () => void;
  /** What is to be known of the last change. */
  readonly onNotice: (words: string | undefined) => void;
  /** The pen for polygons is taken or put away. */
  readonly usePen: (on: boolean) => void;
}

/** A circle made from a point gets this part of the detector's smaller side as its radius. */
const radiusFromPoint = 1 / 8;

/** The detector under the hands of a user: what is shown while it is dragged, kept when a drag ends, and undone. */
export class DetectorDesk implements DetectorActions {
  readonly #options: DetectorDeskOptions;
  readonly #frame: Pair;
  #detector: DrawableDetector;
  #hand = freshHand;
  /** Detectors before the last changes, the newest last. */
  readonly #before: DrawableDetector[] = [];

  constructor(options: DetectorDeskOptions) {
    const { shape } = options.model.get("scan");
    this.#options = options;
    this.#frame = [shape[2], shape[3]];
    this.#detector = options.model.get("detector");
  }

  /** What is shown now; the trait follows when a drag ends. */
  get shown(): DrawableDetector {
    return this.#detector;
  }

  get hand(): Hand {
    return this.#hand;
  }

  preview(detector: DrawableDetector): void {
    this.#detector = detector;
    this.#options.onShown();
  }

  commit(detector: DrawableDetector): void {
    const before = this.#options.model.get("detector");
    this.#options.onNotice(undefined);
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
    this.#options.onShown();
  }

  chooseShape(shape: DrawnShape): void {
    const isDrawn = shape === "polygon";
    this.#usePen(isDrawn);
    if (isDrawn || shape === this.#detector.shape) return;
    const radius = Math.min(...this.#frame) * radiusFromPoint;
    this.commit(withShape(this.#detector, shape, radius, this.#frame));
  }

  closePolygon(points: readonly Pair[]): void {
    this.#usePen(false);
    this.commit({ shape: "polygon", points });
  }

  cancelPolygon(): void {
    this.#usePen(false);
  }

  invert(): void {
    this.commit(invertedDetector(this.#detector));
  }

  choosePreset(name: PresetName): void {
    this.#options.beam.whenFound((beam) => this.#take(presetOn(beam, name, this.#frame)));
  }

  centreOnBeam(): void {
    this.#options.beam.whenFound((beam) => this.#take(centredOn(beam, this.#detector)));
  }

  #take({ detector, notice }: Proposal): void {
    if (detector !== undefined) this.commit(detector);
    this.#options.onNotice(notice);
  }

  #usePen(on: boolean): void {
    this.#options.usePen(on);
    this.#options.onNotice(on ? penWords : undefined);
    this.#options.onShown();
  }

  #keep(): void {
    this.#options.model.set("detector", this.#detector);
    this.#options.model.save();
  }
}
