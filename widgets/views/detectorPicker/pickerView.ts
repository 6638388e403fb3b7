import type { ImageMessage } from "#widgets/codecs.js";
import { pickerCode } from "#widgets/models/detectorCode.js";
import type {
  DetectorPickerState,
  DrawableDetector,
  PaneState,
  PickerPane,
} from "#widgets/models/detectorPickerState.js";
import type { ModelEvent, ViewContext, ViewModel } from "../host.js";
import { pixelAt } from "../parts/crosshair.js";
import {
  type DrawnShape,
  movedDetector,
  resizedDetector,
  sameDetector,
  settledDetector,
  withShape,
} from "../parts/shapeGeometry.js";
import type { Pair } from "../parts/viewTransform.js";
import { type KeyAction, keyAction } from "./keys.js";
import { type AskedRequest, linkOf, type PickerLink } from "./link.js";
import { type PickerActions, type PickerParts, pickerParts } from "./pickerParts.js";
import { geometryScale, type Units } from "./units.js";
import { paneNotes, statusOf } from "./states.js";
import { calibratedWords, detectorWords, imageReadout, patternReadout } from "./words.js";

type State = DetectorPickerState;

const paneList: readonly PickerPane[] = ["pattern", "image"];
/** The trait that holds the look of a pane. */
const lookTrait = { pattern: "diffraction", image: "image" } as const;
/** A circle made from a point gets this part of the detector's smaller side as its radius. */
const radiusFromPoint = 1 / 8;

/** The last drawn images, for programs and tests. */
export interface ShownImages {
  readonly image: ImageMessage | undefined;
  readonly pattern: ImageMessage | undefined;
}

/** One view of a DetectorPicker: connects its parts to the traits and to the link. */
export class PickerView implements PickerActions {
  readonly #model: ViewModel<State>;
  readonly #link: PickerLink;
  readonly #scan: State["scan"];
  readonly #parts: PickerParts;
  readonly #hovered: Partial<Record<PickerPane, Pair>> = {};
  /** What is shown now; the traits follow when a drag ends. */
  #detector: DrawableDetector;
  #cursor: Pair;
  /** Detectors before the last changes, the newest last. */
  readonly #before: DrawableDetector[] = [];
  #onScreen = false;
  #units: Units = { pattern: "both", image: "both" };

  constructor({ model, el, signal }: ViewContext<State>) {
    this.#model = model;
    this.#link = linkOf(model);
    this.#scan = model.get("scan");
    this.#detector = model.get("detector");
    this.#cursor = model.get("cursor");
    const { detector, cursor } = { detector: this.#detector, cursor: this.#cursor };
    this.#parts = pickerParts({ scan: this.#scan, detector, cursor }, this, signal);
    Object.defineProperty(this.#parts.root, "ronchi", { get: () => this.#shownImages() });
    el.append(this.#parts.root);
    this.#followTraits(signal);
    this.#followPage(signal);
    const isVisible = () => this.#onScreen && document.visibilityState === "visible";
    const onPane = (pane: PickerPane) => this.#showPane(pane);
    const onAsked = (asked: AskedRequest) => this.#followAsked(asked);
    this.#link.attach({ isVisible, onPane, onAsked, onConnection: () => this.#showLink() }, signal);
    this.#showTraits();
    this.#showLink();
  }

  // What a hand asks for.

  previewDetector(detector: DrawableDetector): void {
    this.#detector = detector;
    this.#parts.editor.show(detector);
    this.#parts.panes.pattern.pane.placeTools();
    this.#showDetectorWords();
    this.#link.askImage(detector);
  }

  commitDetector(detector: DrawableDetector): void {
    const before = this.#model.get("detector");
    this.previewDetector(settledDetector(detector, this.#frame("pattern")));
    if (sameDetector(before, this.#detector)) return;
    this.#before.push(before);
    this.#setTrait("detector", this.#detector);
  }

  #undo(): void {
    const before = this.#before.pop();
    if (before === undefined) return;
    this.previewDetector(before);
    this.#setTrait("detector", before);
  }

  previewCursor(at: Pair): void {
    this.#cursor = pixelAt(at, this.#frame("image"));
    this.#parts.cross.show(this.#cursor);
    this.#parts.panes.image.pane.placeTools();
    this.#showReadout("image");
    this.#showPattern();
  }

  commitCursor(at: Pair): void {
    this.previewCursor(at);
    this.#setTrait("cursor", this.#cursor);
    // Whoever picks a scan position wants to see its pattern.
    this.choosePattern("cursor");
  }

  chooseShape(shape: DrawnShape): void {
    if (shape === this.#detector.shape) return;
    const radius = Math.min(...this.#frame("pattern")) * radiusFromPoint;
    this.commitDetector(withShape(this.#detector, shape, radius));
  }

  choosePattern(pattern: State["pattern"]): void {
    if (pattern !== this.#model.get("pattern")) this.#setTrait("pattern", pattern);
  }

  chooseLook(pane: PickerPane, look: PaneState): void {
    this.#setTrait(lookTrait[pane], look);
    // Also when the trait was that already: a drag may have shown another one.
    this.#showLook(pane);
  }

  previewLook(pane: PickerPane, look: PaneState): void {
    this.#parts.panes[pane].pane.setLook(look);
  }

  chooseUnits(units: Partial<Units>): void {
    this.#units = { ...this.#units, ...units };
    this.#showUnits();
  }

  units(): Units {
    return this.#units;
  }

  shown(pane: PickerPane): ImageMessage | undefined {
    return this.#link.pane(pane).frame?.image;
  }

  hover(pane: PickerPane, at: Pair | undefined): void {
    if (at === undefined) delete this.#hovered[pane];
    else this.#hovered[pane] = at;
    this.#showReadout(pane);
  }

  isLocked(): boolean {
    return !this.#link.connected;
  }

  #setTrait<Name extends keyof State>(name: Name, value: State[Name]): void {
    this.#model.set(name, value);
    this.#model.save();
  }

  #onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.matches("input, select, textarea")) return;
    const focused = paneList.find((pane) => this.#parts.panes[pane].pane.stage === target);
    const action = keyAction(event, focused);
    if (action === undefined) return;
    // Esc goes on to the host, which has its own use for it.
    if (action.act === "leave") target.blur();
    else {
      event.preventDefault();
      event.stopPropagation();
      if (!this.isLocked()) this.#act(action);
    }
  }

  #act(action: Exclude<KeyAction, { act: "leave" }>): void {
    if (action.act === "resize") this.commitDetector(resizedDetector(this.#detector, action.part, action.by));
    else if (action.act === "undo") this.#undo();
    else if (action.act === "move-detector") this.commitDetector(movedDetector(this.#detector, action.by));
    else this.commitCursor([this.#cursor[0] + action.by[0], this.#cursor[1] + action.by[1]]);
  }

  // What the model and the page tell.

  #followTraits(signal: AbortSignal): void {
    const follow = (event: ModelEvent<State>, listener: () => void) => {
      this.#model.on(event, listener);
      signal.addEventListener("abort", () => this.#model.off(event, listener));
    };
    follow("change:detector", () => this.previewDetector(this.#model.get("detector")));
    follow("change:cursor", () => this.previewCursor(this.#model.get("cursor")));
    follow("change:pattern", () => this.#showPattern());
    follow("change:diffraction", () => this.#showLook("pattern"));
    follow("change:image", () => this.#showLook("image"));
  }

  #followPage(signal: AbortSignal): void {
    const { root } = this.#parts;
    root.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    document.addEventListener("visibilitychange", () => this.#link.schedule(), { signal });
    const observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)!.isIntersecting;
      this.#link.schedule();
    });
    observer.observe(root);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      root.remove();
    });
  }

  /** Another view of this widget drags: the marks here go with its pictures. */
  #followAsked(asked: AskedRequest): void {
    if (asked.type === "image") {
      if (!sameDetector(asked.detector, this.#detector)) this.previewDetector(asked.detector);
    } else if (asked.cursor.join() !== this.#cursor.join()) this.previewCursor(asked.cursor);
  }

  // What is shown.

  #frame(pane: PickerPane): Pair {
    const { shape } = this.#scan;
    return pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
  }

  #shownImages(): ShownImages {
    return { image: this.shown("image"), pattern: this.shown("pattern") };
  }

  #showTraits(): void {
    this.previewDetector(this.#detector);
    this.previewCursor(this.#cursor);
    for (const pane of paneList) this.#showLook(pane);
    this.#showUnits();
  }

  #showUnits(): void {
    this.#showDetectorWords();
    for (const pane of paneList) {
      this.#parts.panes[pane].showUnits(this.#units);
      this.#showReadout(pane);
    }
  }

  #showDetectorWords(): void {
    const [detector, scan, unit] = [this.#detector, this.#scan, this.#units.pattern];
    const scale = geometryScale(unit, scan);
    const calibrated = unit === "both" ? calibratedWords(detector, scan) : undefined;
    const uncalibrated = scan.calibration.detectorPixel === undefined ? "uncalibrated" : "";
    this.#parts.fields.show(detector, scale, calibrated ?? uncalibrated);
    this.#parts.shapes.show(detector.shape);
    this.#parts.panes.image.pane.setTitle(
      "Virtual image",
      `${detector.shape} ${detectorWords(detector, scale)}`,
    );
    this.#parts.code.show(pickerCode({ scan, detector }));
  }

  #showPattern(): void {
    const pattern = this.#model.get("pattern");
    const [y, x] = this.#cursor;
    const where = pattern === "sum" ? "sum of all patterns" : `at y ${y}, x ${x}`;
    this.#parts.patterns.show(pattern);
    this.#parts.panes.pattern.pane.setTitle("Diffraction pattern", where);
    this.#link.askPattern(pattern, this.#cursor);
  }

  #showLook(pane: PickerPane): void {
    const look = this.#model.get(lookTrait[pane]);
    this.#parts.panes[pane].controls.show(look);
    this.#parts.panes[pane].pane.setLook(look);
  }

  #showPane(pane: PickerPane): void {
    const { frame } = this.#link.pane(pane);
    const shown = this.#parts.panes[pane].pane;
    if (frame !== undefined) {
      shown.canvas.dataset.seq = String(frame.reply.seq);
      shown.canvas.dataset.complete = String(frame.reply.complete);
      shown.show(frame.image, frame.image.unit);
    }
    shown.setNotes(paneNotes(pane, this.#link, this.#scan, this.#model.get("pattern")));
    this.#showReadout(pane);
    this.#parts.status.show(statusOf(this.#link));
  }

  #showLink(): void {
    const { shapes, patterns, fields } = this.#parts;
    for (const control of [shapes, patterns, fields]) control.setDisabled(this.isLocked());
    for (const pane of paneList) this.#showPane(pane);
  }

  /** Under the pointer, else at the marked scan position. */
  #showReadout(pane: PickerPane): void {
    const at = this.#hovered[pane] ?? (pane === "image" ? this.#cursor : undefined);
    const image = this.shown(pane);
    const shown = { image, unit: image?.unit ?? "" };
    const inside = at !== undefined && isInside(at, this.#frame(pane));
    const words = (place: Pair) =>
      pane === "pattern"
        ? patternReadout(shown, place, this.#units.pattern, this.#scan)
        : imageReadout(shown, place, this.#units.image, this.#scan);
    this.#parts.panes[pane].readout.show(inside ? words(nearest(at)) : []);
  }
}

function nearest(at: Pair): Pair {
  return [Math.round(at[0]), Math.round(at[1])];
}

function isInside(at: Pair, frame: Pair): boolean {
  const [y, x] = nearest(at);
  return y >= 0 && x >= 0 && y < frame[0] && x < frame[1];
}
