import type { Descan } from "#core/calibration/descanShifts.js";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import type { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import type { RealSlice } from "#core/data/realSlice.js";
import type { SpectrumPart } from "#core/fourier/spectrum.js";
import { maxImages } from "#core/udf/library/maxImages.js";
import { checkRegion } from "#core/udf/library/scanRegion.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import type { Detector, DetectorSpec } from "#core/virtual/detector.js";
import { renderPickerPng } from "../draw/picture.js";
import { checkName, checkOrigin } from "./checkPicker.js";
import { patternCode, pickerCode } from "./detectorCode.js";
import type { DetectorPickerDataParams, FirstPicture } from "./detectorPickerData.js";
import {
  type DetectorPickerState,
  detectorPickerKind,
  type PaneLooks,
  type PickerRegion,
  type PickerResponse,
  type ShownImage,
  type ShownPattern,
  type SpectrumMode,
} from "./detectorPickerState.js";
import { type WidgetHost, widgetHost } from "./host.js";
import { type DetectorPickerOptions, initialState } from "./initialState.js";
import {
  type Composite,
  checkComposite,
  currentDetectors,
  type Detectors,
  withSelected,
} from "./namedDetectors.js";
import { type PickedImage, pickedImage, pickedPattern } from "./pickedSlices.js";
import { unpackDetector } from "./pickerDetector.js";
import { pickerPicture } from "./pickerPicture.js";
import { placedDetectors, placedOn } from "./placedDetectors.js";
import { type PassMemo, runImage } from "./runImage.js";
import { RunMemo } from "./runMemo.js";
import { checkCursor, type PatternMemo, runPattern } from "./runPattern.js";
import { shownImageOf, shownPatternOf } from "./shown.js";
import { spectrumLooks } from "./spectrumLooks.js";
import { Widget, type WidgetPicture } from "./widget.js";

/**
 * Diffraction pattern and virtual image side by side: a detector is dragged over the pattern, the exact image follows; the
 * cursor on the image chooses the pattern. A cell that ends with it shows it.
 * @throws RonchiError "invalid-argument" for a detector with impossible geometry, "unsupported" for a bitmap of noise
 */
export class DetectorPicker extends Widget<DetectorPickerState> {
  readonly #cube: DataCube;
  readonly #host: WidgetHost;
  readonly #images: RunMemo<ShownImage>;
  readonly #patterns: RunMemo<ShownPattern>;

  constructor(scan: DataCube, options: DetectorPickerOptions = {}) {
    const state = initialState(scan, options);
    const host = widgetHost();
    super({ modelName: "DetectorPickerModel", viewName: "DetectorPickerView", state }, host);
    this.#cube = scan;
    this.#host = host;
    const [passes, patterns]: [PassMemo, PatternMemo] = [{}, {}];
    this.#images = new RunMemo((shown) => runImage(scan, shown, { memo: passes }));
    this.#patterns = new RunMemo((shown) => runPattern(scan, shown, { memo: patterns }));
    const { description, calibration } = scan;
    const params: DetectorPickerDataParams = { description, calibration, state };
    host.registerDataPath(this.id, detectorPickerKind, params);
  }

  /** The selected detector as it stands, also after a drag, with its centre. Assigning moves it in every view. */
  get detector(): Detector {
    return unpackDetector(this.get("detector"));
  }

  set detector(detector: DetectorSpec) {
    this.set("detector", placedOn(this.#cube, detector));
  }

  /** All detectors by name, as they stand. Assigning replaces them in every view. */
  get detectors(): Readonly<Record<string, Detector>> {
    const entries = currentDetectors(this.#named()).map(({ name, detector }) => [name, detector] as const);
    return Object.fromEntries(entries.map(([name, detector]) => [name, unpackDetector(detector)]));
  }

  set detectors(detectors: Readonly<Record<string, DetectorSpec>>) {
    const named = placedDetectors(this.#cube, detectors);
    const chosen = named.find(({ name }) => name === this.selected) ?? named[0];
    const { composite } = this;
    if (composite?.of.some((name) => !named.some((other) => other.name === name)))
      this.set("composite", null);
    this.#setNamed({ detectors: named, selected: chosen.name, detector: chosen.detector });
  }

  /** Name of the detector that hands work on. Assigning selects another one in every view. */
  get selected(): string {
    return this.get("selected");
  }

  set selected(name: string) {
    checkName("selected detector", name, Object.keys(this.detectors));
    this.#setNamed(withSelected(this.#named(), name));
  }

  /**
   * What the image is put together from, by names: `{ kind: "rgb", of: ["bf", "adf", "haadf"] }`, or a difference
   * `{ kind: "difference", of: ["a", "b"], perMean: false }`; null: the selected detector alone. Of sums and maxima only.
   */
  get composite(): Composite {
    return this.get("composite");
  }

  set composite(composite: Composite) {
    checkComposite(composite, this.get("detectors"));
    this.set("composite", composite && { ...composite });
  }

  /** The image of each detector by its name, exact, in one pass: sums, or largest pixels where these are shown. */
  get images(): Promise<Record<string, RealSlice>> {
    const make = this.response === "max" ? maxImages : virtualImages;
    const { origin } = this;
    return make(this.#cube, this.detectors, origin === null ? {} : { origin });
  }

  /** What the image shows of the pixels in the detector. Assigning changes it in every view. */
  get response(): PickerResponse {
    return this.get("response");
  }

  set response(response: PickerResponse) {
    checkName("response", response, responses);
    this.set("response", response);
  }

  /** Whether the image is shown as its Fourier transform, "plain" or under a "hann" window; "off": as it is. */
  get spectrum(): SpectrumMode {
    return this.get("spectrum");
  }

  set spectrum(spectrum: SpectrumMode) {
    checkName("spectrum", spectrum, spectrumModes);
    this.set("spectrum", spectrum);
  }

  /** What is shown of the complex numbers of the transform: "magnitude", "phase", "real" or "imaginary". */
  get spectrumPart(): SpectrumPart {
    return this.get("spectrumPart");
  }

  set spectrumPart(part: SpectrumPart) {
    checkName("spectrum part", part, Object.keys(spectrumLooks) as SpectrumPart[]);
    this.set("spectrumPart", part);
    this.set("spectrumLook", spectrumLooks[part]);
  }

  /** Whether the pattern is shown as its exit-wave power cepstrum (EWPC). */
  get cepstrum(): boolean {
    return this.get("cepstrum");
  }

  set cepstrum(cepstrum: boolean) {
    this.set("cepstrum", cepstrum === true);
  }

  /**
   * The fitted origin that the detectors and centres of mass follow over the scan; null where they stay. Assigning
   * `await measureOrigin(scan)` makes them follow in every view.
   */
  get origin(): DescanOrigin | null {
    const descan = this.get("descan");
    return descan?.follows ? descan.origin : null;
  }

  set origin(origin: Descan | null) {
    const known = this.get("descan");
    if (origin === null) this.set("descan", known && { ...known, follows: false });
    else {
      checkOrigin(origin, this.#cube.shape);
      this.set("descan", { origin: { ...origin }, follows: true, measured: false });
    }
  }

  /** Scan position [y, x] of the cursor. Assigning shows its pattern in every view. */
  get cursor(): readonly [number, number] {
    return this.get("cursor");
  }

  set cursor(cursor: readonly [number, number]) {
    checkCursor(cursor, this.#cube.shape);
    this.set("cursor", [cursor[0], cursor[1]]);
    this.set("pattern", "cursor");
  }

  /** Scan positions whose sum, mean or maximum the pattern may show; null: none. Assigning shows their mean. */
  get region(): PickerRegion {
    return this.get("region");
  }

  set region(region: PickerRegion) {
    if (region !== null) checkRegion(region, this.#cube.shape);
    this.set("region", region && { y: [...region.y], x: [...region.x] });
    if (region !== null && !this.get("pattern").startsWith("region")) this.set("pattern", "regionMean");
  }

  /** The image that is shown, or its transform, exact, also after a drag: `const haadf = await picker.image`. */
  get image(): Promise<PickedImage | FourierSlice> {
    return this.#images.make(this.#shownImage()).then((made) => pickedImage(this.#cube, made));
  }

  /** The pattern that is shown, or its cepstrum, as a slice. */
  get pattern(): Promise<DiffractionSlice | FourierSlice> {
    return this.#patterns.make(this.#shownPattern()).then((made) => pickedPattern(this.#cube, made));
  }

  /** The line of code that makes the image that is shown. */
  get code(): string {
    return pickerCode({ scan: this.get("scan"), ...this.#shownImage() });
  }

  /** The line of code that makes the pattern that is shown. */
  get patternCode(): string {
    return patternCode({ scan: this.get("scan"), ...this.#shownPattern() });
  }

  /** Whether another picker shows the same data set, perhaps calibrated otherwise. */
  hasDataOf(other: DetectorPicker): boolean {
    return this.#cube.description === other.#cube.description;
  }

  protected override async picture(): Promise<WidgetPicture> {
    const { code } = this;
    const first: FirstPicture = {
      pattern: await this.#patterns.make(this.#shownPattern()),
      image: await this.#images.make(this.#shownImage()),
      looks: this.#looks(),
    };
    this.#host.tellDataPath(this.id, first);
    const png = renderPickerPng(pickerPicture(this.#cube, first.looks, first.image, first.pattern));
    return { text: `DetectorPicker of ${this.#cube.name}: ${code}`, png, caption: code };
  }

  #shownImage(): ShownImage {
    return shownImageOf({
      ...this.#named(),
      response: this.response,
      spectrum: this.spectrum,
      spectrumPart: this.spectrumPart,
      units: this.get("units"),
      scan: this.get("scan"),
      descan: this.get("descan"),
    });
  }

  #named(): Detectors {
    const [detectors, selected, detector] = [this.get("detectors"), this.selected, this.get("detector")];
    return { detectors, selected, detector, composite: this.composite };
  }

  #setNamed({ detectors, selected, detector }: Omit<Detectors, "composite">): void {
    this.set("detectors", detectors);
    this.set("selected", selected);
    this.set("detector", detector);
  }

  #shownPattern(): ShownPattern {
    const { cursor, region, cepstrum } = this;
    return shownPatternOf({ pattern: this.get("pattern"), cursor, region, cepstrum });
  }

  #looks(): PaneLooks {
    return {
      diffraction: this.get("diffraction"),
      image: this.get("image"),
      spectrumLook: this.get("spectrumLook"),
      cepstrumLook: this.get("cepstrumLook"),
      units: this.get("units"),
    };
  }
}

const responses: readonly PickerResponse[] = ["integrate", "max", "comX", "comY", "comVector", "icom"];
const spectrumModes: readonly SpectrumMode[] = ["off", "plain", "hann"];
