import { beamCentre } from "#core/virtual/placeDetector.js";
import type { PresetName } from "#core/virtual/presets.js";
import { roundedDetector } from "#widgets/models/detectorCode.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  ShownImage,
} from "#widgets/models/detectorPickerState.js";
import {
  type Composite,
  type Detectors,
  withAdded,
  withName,
  withoutSelected,
  withParts,
  withSelected,
} from "#widgets/models/namedDetectors.js";
import type { ViewModel } from "../host.js";
import { freshHand, type Hand } from "../parts/hand.js";
import {
  type DrawnShape,
  drawnShapes,
  invertedDetector,
  sameDetector,
  settledDetector,
  withShape,
} from "../parts/shapeGeometry.js";
import type { Pair } from "../parts/viewTransform.js";
import type { BeamSearch } from "./beamSearch.js";
import type { ListActions } from "./detectorChips.js";
import { partsOf } from "./detectorParts.js";
import { centredOn, latticeOn, type Proposal, presetOn } from "./directBeam.js";
import { detectorTraits, traitsOf } from "./traits.js";
import { penWords } from "./words.js";

/** What a hand can ask of the detector. */
export interface DetectorActions extends ListActions {
  /** The selected one as it is shown now. */
  readonly shown: DrawableDetector;
  chooseComposite(composite: Composite): void;
  /** Selects the first, second, … of the list. */
  choose(number: number): void;
  /** While dragging: shown and computed, but not kept yet. */
  preview(detector: DrawableDetector): void;
  commit(detector: DrawableDetector): void;
  /** The corner of a polygon that keys move, and the brush. */
  useHand(hand: Partial<Hand>): void;
  /** A polygon is drawn first, a lattice begins on the spots of the sum pattern, others where the detector is. */
  chooseShape(shape: DrawnShape): void;
  /** The next shape in the order of their buttons, or the one before. */
  stepShape(by: 1 | -1): void;
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
  /** The image is put together in another way than before. */
  readonly onComposed: (before: Composite) => void;
  /** The list, the selection or the composite changes to this, before its image is asked for. */
  readonly onKept: (detectors: Detectors) => void;
  /** What is to be known of the last change. */
  readonly onNotice: (words: string | undefined) => void;
  /** The pen for polygons is taken or put away. */
  readonly usePen: (on: boolean) => void;
}

/** A circle made from a point gets this part of the detector's smaller side as its radius. */
const radiusFromPoint = 1 / 8;

/**
 * The detectors under the hands of a user: the selected one as it is shown while it is dragged and kept when a drag ends, the
 * list, what the image is put together from, and undo of all that.
 */
export class DetectorDesk implements DetectorActions {
  readonly #options: DetectorDeskOptions;
  readonly #frame: Pair;
  #detector: DrawableDetector;
  #hand = freshHand;
  /** What was there before the last changes, the newest last. */
  readonly #before: Detectors[] = [];
  #isSaving = false;
  #hasPen = false;

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

  /** All of them, the selected one as it is shown. */
  get all(): Detectors {
    return { ...this.#kept(), detector: this.#detector };
  }

  preview(detector: DrawableDetector): void {
    this.#detector = detector;
    this.#options.onShown();
  }

  commit(detector: DrawableDetector): void {
    const before = this.#kept();
    this.#options.onNotice(undefined);
    this.preview(settledDetector(detector, this.#frame));
    if (!sameDetector(before.detector, this.#detector)) this.#change({ ...before, detector: this.#detector });
  }

  /** The traits changed, here or elsewhere. */
  follow(): void {
    if (!this.#isSaving) this.preview(this.#options.model.get("detector"));
  }

  /** Another view of this widget drags. Of a composite the selected detector may be no part. */
  followAsked({ detector, composite }: ShownImage): void {
    const { selected } = this.all;
    const dragged = composite?.detectors.find(({ name }) => name === selected)?.detector;
    const asked = composite ? dragged : detector;
    if (asked !== undefined && !sameDetector(asked, this.#detector)) this.preview(asked);
  }

  /** A linked picker has other ones: they are shown here, and the kernel keeps them for both. */
  followLinked(detectors: Detectors): void {
    if (JSON.stringify(detectors) === JSON.stringify(this.all)) return;
    this.#usePen(false);
    this.#set(detectors, () => undefined);
  }

  undo(): void {
    const before = this.#before.pop();
    if (before !== undefined) this.#keep(before);
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
    if (shape === "lattice") this.#options.beam.whenFound((beam) => this.#take(latticeOn(beam, this.#frame)));
    else this.commit(withShape(this.#detector, shape, radius, this.#frame));
  }

  stepShape(by: 1 | -1): void {
    const drawn = this.#detector.shape === "inversion" ? this.#detector.detector : this.#detector;
    const at = (drawnShapes as readonly string[]).indexOf(this.#hasPen ? "polygon" : drawn.shape);
    this.chooseShape(drawnShapes[(at + by + drawnShapes.length) % drawnShapes.length]!);
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

  select(name: string): void {
    this.#usePen(false);
    this.#keep(withSelected(this.#kept(), name));
  }

  choose(number: number): void {
    const named = this.#kept().detectors[number - 1];
    if (named !== undefined) this.select(named.name);
  }

  add(): void {
    const [height, width] = this.#frame;
    const centre = beamCentre(this.#frame, this.#options.model.get("scan").calibration);
    const radius = Math.min(height, width) * radiusFromPoint;
    this.#change(withAdded(this.#kept(), roundedDetector({ shape: "circle", centre, radius })));
  }

  duplicate(): void {
    this.#change(withAdded(this.#kept(), this.#detector));
  }

  rename(name: string): void {
    this.#change(withName(this.#kept(), name));
  }

  remove(): void {
    this.#change(withoutSelected(this.#kept()));
  }

  cut(into: "quadrants" | "rings"): void {
    const parts = partsOf(this.#detector, into);
    if (parts === undefined) this.#options.onNotice("Disks and rings can be cut: choose one first");
    else this.#change(withParts(this.#kept(), parts));
  }

  chooseComposite(composite: Composite): void {
    this.#change({ ...this.#kept(), composite });
  }

  #take({ detector, notice }: Proposal): void {
    if (detector !== undefined) this.commit(detector);
    this.#options.onNotice(notice);
  }

  #usePen(on: boolean): void {
    this.#hasPen = on;
    this.#options.usePen(on);
    this.#options.onNotice(on ? penWords : undefined);
    this.#options.onShown();
  }

  /** As the traits have it. */
  #kept(): Detectors {
    return traitsOf(this.#options.model, detectorTraits);
  }

  /** Kept, and undone by Ctrl + Z. */
  #change(to: Detectors): void {
    const before = this.#kept();
    if (to === before || JSON.stringify(to) === JSON.stringify(before)) return;
    this.#before.push(before);
    this.#keep(to);
  }

  #keep(to: Detectors): void {
    this.#options.onKept(to);
    this.#set(to, () => this.#options.model.save());
  }

  #set(to: Detectors, save: () => void): void {
    const { model, onShown, onComposed } = this.#options;
    if (to.selected !== model.get("selected")) this.#hand = { ...this.#hand, corner: undefined };
    const before = model.get("composite");
    // Between one trait and the next they need not fit together: nothing is drawn until all are set.
    this.#isSaving = true;
    for (const name of detectorTraits) model.set(name, to[name] as never);
    this.#isSaving = false;
    save();
    this.#detector = to.detector;
    if (before?.kind !== to.composite?.kind) onComposed(before);
    onShown();
  }
}
