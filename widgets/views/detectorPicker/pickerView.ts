import type { ImageMessage } from "#widgets/codecs.js";
import type {
  DetectorPickerState,
  PaneState,
  PatternMode,
  PickerPane,
  PickerRegion,
  PickerResponse,
  ShownImage,
  SpectrumMode,
} from "#widgets/models/detectorPickerState.js";
import type { Units } from "#widgets/models/paneUnits.js";
import { shownImageOf, shownPatternOf } from "#widgets/models/shown.js";
import type { ModelEvent, ViewContext, ViewModel } from "../host.js";
import { pixelAt } from "../parts/crosshair.js";
import { sameDetector } from "../parts/shapeGeometry.js";
import type { Pair } from "../parts/viewTransform.js";
import { BeamSearch } from "./beamSearch.js";
import { DetectorDesk } from "./detectorDesk.js";
import { linkOf, type PickerLink } from "./link.js";
import { PaneLooks } from "./paneLooks.js";
import type { AskedRequest } from "./paneTraffic.js";
import { isRegionMode } from "./patternChoice.js";
import { listenToKeys } from "./pickerKeys.js";
import { type PickerActions, type PickerParts, pickerParts } from "./pickerParts.js";
import { showDetector, showFrame, showPattern, showReadout } from "./pickerShow.js";
import { paneNotes, statusOf } from "./states.js";
import { watchVisibility } from "./visibility.js";

type State = DetectorPickerState;

const paneList: readonly PickerPane[] = ["pattern", "image"];

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
  readonly detectors: DetectorDesk;
  #cursor: Pair;
  #region: PickerRegion;
  /** The planes that the panes show: of their pictures, or of transforms. */
  readonly #planes: Partial<Record<PickerPane, string>> = {};
  /** What is to be known of the last detector that was not made by hand. */
  #notice: string | undefined;
  readonly #looks: PaneLooks;
  readonly #beam: BeamSearch;

  constructor({ model, el, signal }: ViewContext<State>) {
    this.#model = model;
    this.#link = linkOf(model);
    this.#scan = model.get("scan");
    this.#cursor = model.get("cursor");
    this.#region = model.get("region");
    this.#beam = new BeamSearch({
      link: this.#link,
      mode: () => model.get("pattern"),
      chooseMode: (mode) => this.choosePattern(mode),
    });
    this.detectors = new DetectorDesk({
      model,
      beam: this.#beam,
      onShown: () => this.#followDetector(),
      onNotice: (words) => this.#setNotice(words),
      usePen: (on) => this.#usePen(on),
    });
    this.#parts = pickerParts({ scan: this.#scan, cursor: this.#cursor }, this, signal);
    this.#looks = new PaneLooks(model, this.#link, this.#parts.panes);
    Object.defineProperty(this.#parts.root, "ronchi", { get: () => this.#shownImages() });
    el.append(this.#parts.root);
    this.#followTraits(signal);
    const marks = () => ({ detector: this.detectors.shown, cursor: this.#cursor });
    const transforms = () => ({ spectrum: model.get("spectrum"), cepstrum: model.get("cepstrum") });
    listenToKeys(this.#parts, { actions: this, marks, transforms }, signal);
    signal.addEventListener("abort", () => this.#parts.root.remove());
    const isVisible = watchVisibility(this.#parts.root, () => this.#link.schedule(), signal);
    const onPane = (pane: PickerPane) => this.#showPane(pane);
    const onAsked = (asked: AskedRequest) => this.#followAsked(asked);
    const onLook = (pane: PickerPane, look: PaneState) => this.#looks.follow(pane, look);
    const onConnection = () => this.#showLink();
    this.#link.attach({ isVisible, onPane, onAsked, onLook, onConnection }, signal);
    this.#showTraits();
    this.#showLink();
  }

  // What a hand asks for.

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

  chooseResponse(response: PickerResponse): void {
    this.#looks.chooseResponse(response);
  }

  chooseSpectrum(spectrum: SpectrumMode): void {
    // Vectors have no transform.
    if (this.#model.get("response") !== "comVector") this.#setTrait("spectrum", spectrum);
  }

  chooseCepstrum(on: boolean): void {
    this.#setTrait("cepstrum", on);
  }

  choosePattern(pattern: PatternMode): void {
    if (pattern !== this.#model.get("pattern")) this.#setTrait("pattern", pattern);
  }

  #usePen(on: boolean): void {
    this.#parts.pen.setActive(on);
    if (on) this.#parts.panes.pattern.pane.stage.focus({ preventScroll: true });
  }

  useRegionTool(on: boolean): void {
    this.#parts.region.setActive(on);
    this.#parts.regionButton.show(on);
    if (on) this.#parts.panes.image.pane.stage.focus({ preventScroll: true });
  }

  previewRegion(region: PickerRegion): void {
    const isShown = isRegionMode(this.#model.get("pattern"));
    // Whoever draws a region wants to see its pattern.
    if (isShown !== (region !== null)) this.choosePattern(region === null ? "cursor" : "regionMean");
    this.#showRegion(region);
  }

  commitRegion(region: PickerRegion): void {
    this.previewRegion(region);
    this.#setTrait("region", region);
  }

  chooseLook(pane: PickerPane, look: PaneState): void {
    this.#looks.choose(pane, look);
  }

  previewLook(pane: PickerPane, look: PaneState): void {
    this.#looks.preview(pane, look);
  }

  chooseUnits(units: Partial<Units>): void {
    this.#setTrait("units", { ...this.units(), ...units });
    this.#link.sendLooks();
  }

  units(): Units {
    return this.#model.get("units");
  }

  chooseHistogram(pane: PickerPane, on: boolean): void {
    this.#setTrait("histograms", { ...this.#model.get("histograms"), [pane]: on });
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

  // What the model and the page tell.

  #followTraits(signal: AbortSignal): void {
    const follow = (event: ModelEvent<State>, listener: () => void) => {
      this.#model.on(event, listener);
      signal.addEventListener("abort", () => this.#model.off(event, listener));
    };
    follow("change:detector", () => this.detectors.preview(this.#model.get("detector")));
    const followImage = () => {
      this.#showDetector();
      this.#askImage();
    };
    follow("change:response", followImage);
    follow("change:spectrum", followImage);
    follow("change:cepstrum", () => this.#showPattern());
    follow("change:units", () => {
      this.#showUnits();
      this.#askImage();
    });
    follow("change:histograms", () => this.#showHistograms());
    follow("change:cursor", () => this.previewCursor(this.#model.get("cursor")));
    follow("change:region", () => this.#showRegion(this.#model.get("region")));
    follow("change:pattern", () => this.#showPattern());
    for (const trait of ["diffraction", "cepstrumLook"] as const)
      follow(`change:${trait}`, () => this.#looks.show("pattern"));
    for (const trait of ["image", "spectrumLook"] as const)
      follow(`change:${trait}`, () => this.#looks.show("image"));
  }

  /** Another view of this widget, or a linked widget, is dragged: the marks here go with its pictures. */
  #followAsked(asked: AskedRequest): void {
    if (asked.type === "image") {
      if (asked.response !== undefined) this.chooseResponse(asked.response);
      if (!sameDetector(asked.detector, this.detectors.shown)) this.detectors.preview(asked.detector);
      return;
    }
    this.choosePattern(asked.pattern);
    if (asked.cursor.join() !== this.#cursor.join()) this.previewCursor(asked.cursor);
    if (JSON.stringify(asked.region) !== JSON.stringify(this.#region)) this.#showRegion(asked.region ?? null);
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
    this.#followDetector();
    this.previewCursor(this.#cursor);
    this.#parts.region.show(this.#region);
    for (const pane of paneList) this.#looks.show(pane);
    this.#showHistograms();
    this.#showUnits();
  }

  /** Folded at first, so that both pictures and the code are seen at once. */
  #showHistograms(): void {
    const histograms = this.#model.get("histograms");
    for (const pane of paneList) this.#parts.panes[pane].showHistogram(histograms[pane]);
  }

  #showUnits(): void {
    this.#showDetector();
    for (const pane of paneList) {
      this.#parts.panes[pane].showUnits(this.units());
      this.#showReadout(pane);
    }
  }

  /** Its marks, its numbers and its image. */
  #followDetector(): void {
    const { editor, brush, panes } = this.#parts;
    const { shown, hand } = this.detectors;
    for (const tool of [editor, brush]) {
      tool.show(shown);
      tool.showHand(hand);
    }
    panes.pattern.pane.placeTools();
    this.#showDetector();
    this.#askImage();
  }

  #showDetector(): void {
    const shown = { ...this.#shownImage(), hand: this.detectors.hand };
    showDetector(this.#parts, shown, this.#scan, this.units());
    const [spectrum, cepstrum] = [this.#model.get("spectrum"), this.#model.get("cepstrum")];
    this.#parts.transforms.show(spectrum, cepstrum);
    this.#parts.transforms.setSpectrumDisabled(this.#model.get("response") === "comVector");
  }

  #askImage(): void {
    this.#link.askImage(this.#shownImage());
  }

  #shownImage(): ShownImage {
    const [response, spectrum] = [this.#model.get("response"), this.#model.get("spectrum")];
    return shownImageOf({
      detector: this.detectors.shown,
      response,
      spectrum,
      units: this.units(),
      scan: this.#scan,
    });
  }

  #setNotice(words: string | undefined): void {
    this.#notice = words;
    this.#showStatus();
  }

  #showStatus(): void {
    this.#parts.status.show(statusOf(this.#link, this.#notice));
  }

  #showRegion(region: PickerRegion): void {
    this.#region = region;
    this.#parts.region.show(region);
    this.#parts.panes.image.pane.placeTools();
    this.#showPattern();
  }

  #showPattern(): void {
    const [pattern, cepstrum] = [this.#model.get("pattern"), this.#model.get("cepstrum")];
    const shown = shownPatternOf({ pattern, cursor: this.#cursor, region: this.#region, cepstrum });
    showPattern(this.#parts, shown, this.#scan);
    this.#parts.transforms.show(this.#model.get("spectrum"), cepstrum);
    this.#link.askPattern(shown);
  }

  #showPane(pane: PickerPane): void {
    const { frame } = this.#link.pane(pane);
    this.#showTransformed(pane);
    if (frame !== undefined) showFrame(this.#parts.panes[pane], frame);
    const notes = paneNotes(pane, this.#link, this.#scan, this.#model.get("pattern"));
    this.#parts.panes[pane].pane.setNotes(notes);
    this.#showReadout(pane);
    this.#showStatus();
    if (pane === "pattern") this.#beam.look();
  }

  /** A transform has its own look and pixels, and no places to mark. */
  #showTransformed(pane: PickerPane): void {
    const isTransformed = this.#link.isTransformed(pane);
    const plane = JSON.stringify([isTransformed, this.shown(pane)?.fourier]);
    if (this.#planes[pane] === plane) return;
    this.#planes[pane] = plane;
    this.#parts.panes[pane].pane.restMarks(isTransformed);
    this.#parts.panes[pane].showUnits(this.units());
    this.#looks.show(pane);
  }

  #showLink(): void {
    const { controls, patterns, transforms } = this.#parts;
    for (const part of [controls, patterns, transforms]) part.setDisabled(this.isLocked());
    for (const pane of paneList) this.#showPane(pane);
  }

  /** Under the pointer, else at the marked scan position, which is no place of a transform. */
  #showReadout(pane: PickerPane): void {
    const marked = pane === "image" && !this.#link.isTransformed("image") ? this.#cursor : undefined;
    const at = this.#hovered[pane] ?? marked;
    const shown = { image: this.shown(pane), scan: this.#scan, units: this.units() };
    showReadout(this.#parts, pane, at, shown);
  }
}
