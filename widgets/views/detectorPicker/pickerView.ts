import type { ImageMessage } from "#widgets/codecs.js";
import type {
  DetectorPickerState,
  PaneState,
  PickerPane,
  PickerResponse,
  ShownImage,
  SpectrumMode,
} from "#widgets/models/detectorPickerState.js";
import type { Units } from "#widgets/models/paneUnits.js";
import { hasNoSpectrum, shownImageOf, shownPatternOf } from "#widgets/models/shown.js";
import type { ModelEvent, ViewContext, ViewModel } from "../host.js";
import type { Pair } from "../parts/viewTransform.js";
import { BeamSearch } from "./beamSearch.js";
import { DetectorDesk } from "./detectorDesk.js";
import { linkOf, type PickerLink } from "./link.js";
import { PaneLooks } from "./paneLooks.js";
import type { AskedRequest } from "./paneTraffic.js";
import { listenToKeys } from "./pickerKeys.js";
import { type PickerActions, type PickerParts, pickerParts } from "./pickerParts.js";
import { showDetector, showFrame, showMarks, showPattern, showReadout } from "./pickerShow.js";
import { ScanDesk } from "./scanDesk.js";
import { paneNotes, statusOf } from "./states.js";
import { detectorTraits, imageTraits, traitsOf } from "./traits.js";
import { watchVisibility } from "./visibility.js";

type State = DetectorPickerState;

const paneList: readonly PickerPane[] = ["pattern", "image"];

/** One view of a DetectorPicker: connects its parts to the traits and to the link. */
export class PickerView implements PickerActions {
  readonly #model: ViewModel<State>;
  readonly #link: PickerLink;
  readonly #scan: State["scan"];
  readonly #parts: PickerParts;
  readonly #hovered: Partial<Record<PickerPane, Pair>> = {};
  /** What is shown now; the traits follow when a drag ends. */
  readonly detectors: DetectorDesk;
  readonly scan: ScanDesk;
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
    this.scan = new ScanDesk({ model, onShown: () => this.#followScan() });
    this.#beam = new BeamSearch({
      link: this.#link,
      mode: () => model.get("pattern"),
      chooseMode: (mode) => this.scan.choosePattern(mode),
    });
    this.detectors = new DetectorDesk({
      model,
      beam: this.#beam,
      onShown: () => this.#followDetector(),
      onComposed: (before) => this.#looks.refit({ composite: before }),
      onNotice: (words) => this.#setNotice(words),
      usePen: (on) => this.#usePen(on),
    });
    this.#parts = pickerParts(this.#scan, this, signal);
    this.#looks = new PaneLooks(model, this.#link, this.#parts.panes);
    // The last drawn images, for programs and tests.
    const drawn = () => ({ image: this.shown("image"), pattern: this.shown("pattern") });
    Object.defineProperty(this.#parts.root, "ronchi", { get: drawn });
    el.append(this.#parts.root);
    this.#followTraits(signal);
    const marks = () => ({ detector: this.detectors.shown, cursor: this.scan.cursor });
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

  chooseResponse(response: PickerResponse): void {
    this.#looks.chooseResponse(response);
  }

  chooseSpectrum(spectrum: SpectrumMode): void {
    if (!hasNoSpectrum(this.#shownImage())) this.#setTrait("spectrum", spectrum);
  }

  chooseCepstrum(on: boolean): void {
    this.#setTrait("cepstrum", on);
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
    for (const trait of detectorTraits) follow(`change:${trait}`, () => this.detectors.follow());
    const followImage = () => {
      this.#showDetector();
      this.#askImage();
    };
    for (const trait of ["response", "spectrum"] as const) follow(`change:${trait}`, followImage);
    follow("change:units", () => {
      this.#showUnits();
      this.#askImage();
    });
    follow("change:histograms", () => this.#showHistograms());
    follow("change:cursor", () => this.scan.follow({ cursor: this.#model.get("cursor") }));
    follow("change:region", () => this.scan.follow({ region: this.#model.get("region") }));
    for (const trait of ["pattern", "cepstrum"] as const)
      follow(`change:${trait}`, () => this.#showPattern());
    for (const trait of ["diffraction", "cepstrumLook"] as const)
      follow(`change:${trait}`, () => this.#looks.show("pattern"));
    for (const trait of ["image", "spectrumLook"] as const)
      follow(`change:${trait}`, () => this.#looks.show("image"));
  }

  /** Another view of this widget, or a linked widget, is dragged: the marks here go with its pictures. */
  #followAsked(asked: AskedRequest): void {
    if (asked.type === "image") {
      if (asked.response !== undefined) this.chooseResponse(asked.response);
      this.detectors.followAsked(asked);
    } else {
      this.scan.choosePattern(asked.pattern);
      this.scan.followAsked(asked);
    }
  }

  // What is shown.

  #showTraits(): void {
    this.#followDetector();
    this.#followScan();
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
    showMarks(this.#parts, this.detectors);
    this.#showDetector();
    this.#askImage();
  }

  #showDetector(): void {
    const image = this.#shownImage();
    showDetector(this.#parts, image, this.detectors, this.#scan, this.units());
    const [spectrum, cepstrum] = [this.#model.get("spectrum"), this.#model.get("cepstrum")];
    this.#parts.transforms.show(spectrum, cepstrum);
    this.#parts.transforms.setSpectrumDisabled(hasNoSpectrum(image));
  }

  #askImage(): void {
    this.#link.askImage(this.#shownImage());
  }

  #shownImage(): ShownImage {
    return shownImageOf({ ...this.detectors.all, ...traitsOf(this.#model, imageTraits) });
  }

  #setNotice(words: string | undefined): void {
    this.#notice = words;
    this.#showStatus();
  }

  #showStatus(): void {
    this.#parts.status.show(statusOf(this.#link, this.#notice));
  }

  /** The marks on the scan, and their pattern. */
  #followScan(): void {
    this.#parts.cross.show(this.scan.cursor);
    this.#parts.region.show(this.scan.region);
    this.#parts.panes.image.pane.placeTools();
    this.#showReadout("image");
    this.#showPattern();
  }

  #showPattern(): void {
    const { cursor, region } = this.scan;
    const [pattern, cepstrum] = [this.#model.get("pattern"), this.#model.get("cepstrum")];
    const shown = shownPatternOf({ pattern, cursor, region, cepstrum });
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
    const marked = pane === "image" && !this.#link.isTransformed("image") ? this.scan.cursor : undefined;
    const at = this.#hovered[pane] ?? marked;
    const shown = { image: this.shown(pane), scan: this.#scan, units: this.units() };
    showReadout(this.#parts, pane, at, shown);
  }
}
