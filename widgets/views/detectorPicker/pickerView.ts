import type { SpectrumPart } from "#core/fourier/spectrum.js";
import type { ImageMessage } from "#widgets/codecs.js";
import type {
  DetectorPickerState,
  PaneState,
  PickerPane,
  PickerResponse,
  ShownImage,
  ShownPattern,
  SpectrumMode,
} from "#widgets/models/detectorPickerState.js";
import { hasNoSpectrum, shownImageOf, shownPatternOf } from "#widgets/models/shown.js";
import { spectrumLooks } from "#widgets/models/spectrumLooks.js";
import type { ViewContext, ViewModel } from "../host.js";
import type { Pair } from "../parts/viewTransform.js";
import { withoutBoxes } from "../parts/withoutBoxes.js";
import { BeamSearch } from "./beamSearch.js";
import { DescanDesk } from "./descanDesk.js";
import { DetectorDesk } from "./detectorDesk.js";
import { followShared } from "./followShared.js";
import { followTraits, type TraitListeners } from "./followTraits.js";
import { type LinkView, linkOf, type PickerLink } from "./link.js";
import type { AskedRequest } from "./paneLine.js";
import { PaneLooks } from "./paneLooks.js";
import { PaneShow } from "./paneShow.js";
import { share } from "./peers.js";
import { listenToKeys } from "./pickerKeys.js";
import { type PickerActions, type PickerParts, pickerParts } from "./pickerParts.js";
import { showDetector, showMarks, showPattern } from "./pickerShow.js";
import { ScanDesk } from "./scanDesk.js";
import { statusOf } from "./states.js";
import { detectorTraits, imageTraits, traitsOf, transformTraits } from "./traits.js";
import { ViewTraits } from "./viewTraits.js";
import { watchVisibility } from "./visibility.js";

type State = DetectorPickerState;

const paneList: readonly PickerPane[] = ["pattern", "image"];

/** One view of a DetectorPicker: connects its parts to the traits and to the link. */
export class PickerView implements PickerActions {
  readonly #model: ViewModel<State>;
  readonly #link: PickerLink;
  readonly #scan: State["scan"];
  readonly #parts: PickerParts;
  /** What is shown now; the traits follow when a drag ends. */
  readonly detectors: DetectorDesk;
  readonly scan: ScanDesk;
  readonly descan: DescanDesk;
  readonly traits: ViewTraits;
  /** What is to be known of the last detector that was not made by hand. */
  #notice: string | undefined;
  readonly #looks: PaneLooks;
  readonly #beam: BeamSearch;
  readonly #panes: PaneShow;

  constructor({ model, el, signal }: ViewContext<State>) {
    this.#model = model;
    this.#link = linkOf(model);
    this.#scan = model.get("scan");
    this.traits = new ViewTraits(model, this.#link);
    this.scan = new ScanDesk({ model, onShown: () => this.#followScan() });
    this.descan = new DescanDesk({
      model,
      link: this.#link,
      pattern: () => this.#shownPattern(),
      onNotice: (words) => this.#setNotice(words),
      onKept: (descan) => share(this.#link, { what: "descan", descan }),
    });
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
      onKept: (detectors) => share(this.#link, { what: "detectors", detectors }),
      onNotice: (words) => this.#setNotice(words),
      usePen: (on) => this.#usePen(on),
    });
    this.#parts = pickerParts(this.#scan, this, signal);
    this.#looks = new PaneLooks(model, this.#link, this.#parts.panes);
    this.#panes = new PaneShow({
      model,
      link: this.#link,
      parts: this.#parts,
      looks: this.#looks,
      cursor: () => this.scan.cursor,
    });
    // The last drawn images, for programs and tests.
    const drawn = () => ({ image: this.shown("image"), pattern: this.shown("pattern") });
    Object.defineProperty(this.#parts.root, "ronchi", { get: drawn });
    el.append(this.#parts.root);
    this.#followTraits(signal);
    listenToKeys(this.#parts, { actions: this, model }, signal);
    signal.addEventListener("abort", () => this.#parts.root.remove());
    const isVisible = watchVisibility(this.#parts.root, () => this.#link.schedule(), signal);
    const listeners: LinkView = {
      isVisible,
      onPane: (pane) => this.#showPane(pane),
      onAsked: (asked) => this.#followAsked(asked),
      onShared: (shared, ofSameData) => followShared(shared, ofSameData, { ...this, looks: this.#looks }),
      onConnection: () => this.#showLink(),
      onOrigin: (reply) => this.descan.receive(reply),
    };
    this.#link.attach(listeners, signal);
    this.#showTraits();
    this.#showLink();
  }

  // What a hand asks for.

  chooseResponse(response: PickerResponse): void {
    this.#looks.chooseResponse(response);
  }

  chooseSpectrum(spectrum: SpectrumMode): void {
    if (!hasNoSpectrum(this.#shownImage())) this.traits.set("spectrum", spectrum);
  }

  chooseSpectrumPart(part: SpectrumPart): void {
    this.traits.set("spectrumPart", part);
    this.#looks.choose("image", spectrumLooks[part]);
  }

  chooseCepstrum(on: boolean): void {
    this.traits.set("cepstrum", on);
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

  shown(pane: PickerPane): ImageMessage | undefined {
    const frame = this.#link.pane(pane).frame;
    return frame && withoutBoxes(frame.image);
  }

  hover(pane: PickerPane, at: Pair | undefined): void {
    this.#panes.hover(pane, at);
  }

  isLocked(): boolean {
    return !this.#link.connected;
  }

  // What the model and the page tell.

  #followTraits(signal: AbortSignal): void {
    const { scan, detectors } = this;
    const followImage = () => {
      this.#showDetector();
      this.#askImage();
    };
    const listeners: TraitListeners = [
      [detectorTraits, () => detectors.follow()],
      [["response", "spectrum", "spectrumPart"], followImage],
      [["descan"], () => this.#followDetector()],
      [
        ["units"],
        () => {
          this.#showUnits();
          this.#askImage();
        },
      ],
      [["histograms", "profiles"], () => this.#showFolds()],
      [["cursor"], () => scan.follow({ cursor: this.#model.get("cursor") })],
      [["region"], () => scan.follow({ region: this.#model.get("region") })],
      [["pattern", "cepstrum"], () => this.#showPattern()],
      [["diffraction", "cepstrumLook"], () => this.#looks.show("pattern")],
      [["image", "spectrumLook"], () => this.#looks.show("image")],
    ];
    followTraits(this.#model, listeners, signal);
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
    this.#showFolds();
    this.#showUnits();
  }

  /** Histograms and profiles: folded at first, so that both pictures and the code are seen at once. */
  #showFolds(): void {
    const { histograms, profiles } = traitsOf(this.#model, ["histograms", "profiles"]);
    for (const pane of paneList) {
      this.#parts.panes[pane].showHistogram(histograms[pane]);
      this.#parts.panes[pane].showProfile(profiles[pane]);
    }
  }

  #showUnits(): void {
    this.#showDetector();
    for (const pane of paneList) this.#panes.showUnits(pane);
  }

  /** Its marks, its numbers and its image. */
  #followDetector(): void {
    showMarks(this.#parts, this.detectors, this.descan);
    this.#showDetector();
    this.#askImage();
  }

  #showDetector(): void {
    const image = this.#shownImage();
    showDetector(this.#parts, image, this.detectors, this.#scan, this.traits.units());
    this.#parts.transforms.show(traitsOf(this.#model, transformTraits));
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
    this.#panes.showReadout("image");
    this.#showPattern();
  }

  #showPattern(): void {
    const shown = this.#shownPattern();
    showPattern(this.#parts, shown, this.#scan);
    // Detectors that follow the descan are elsewhere on another pattern.
    if (this.descan.followed !== null) showMarks(this.#parts, this.detectors, this.descan);
    this.#parts.transforms.show(traitsOf(this.#model, transformTraits));
    this.#link.askPattern(shown);
  }

  #shownPattern(): ShownPattern {
    const { cursor, region } = this.scan;
    return shownPatternOf({ ...traitsOf(this.#model, ["pattern", "cepstrum"]), cursor, region });
  }

  #showPane(pane: PickerPane): void {
    this.#panes.show(pane);
    this.#showStatus();
    if (pane === "pattern") this.#beam.look();
  }

  #showLink(): void {
    const { controls, patterns, transforms } = this.#parts;
    if (this.isLocked()) this.descan.disconnect();
    for (const part of [controls, patterns, transforms]) part.setDisabled(this.isLocked());
    for (const pane of paneList) this.#showPane(pane);
  }
}
