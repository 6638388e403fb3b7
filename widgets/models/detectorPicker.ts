import type { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import { RonchiError } from "#core/errors.js";
import { checkRegion } from "#core/udf/library/scanRegion.js";
import type { Detector, DetectorSpec } from "#core/virtual/detector.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { renderPickerPng } from "../draw/picture.js";
import { defaultDetector } from "./defaultDetector.js";
import { defaultPanes } from "./defaultPanes.js";
import { patternCode, pickerCode } from "./detectorCode.js";
import type { DetectorPickerDataParams, FirstPicture } from "./detectorPickerData.js";
import {
  type DetectorPickerState,
  type DrawableDetector,
  detectorPickerKind,
  type PaneLooks,
  type PickerRegion,
  type PickerResponse,
  type ShownImage,
  type ShownPattern,
  type SpectrumMode,
} from "./detectorPickerState.js";
import { type WidgetHost, widgetHost } from "./host.js";
import { type PickedImage, pickedImage, pickedPattern } from "./pickedSlices.js";
import { packDetector, unpackDetector } from "./pickerDetector.js";
import { pickerPicture } from "./pickerPicture.js";
import { type PassMemo, runImage } from "./runImage.js";
import { RunMemo } from "./runMemo.js";
import { checkCursor, type PatternMemo, runPattern } from "./runPattern.js";
import { shownImageOf, shownPatternOf } from "./shown.js";
import { Widget, type WidgetPicture } from "./widget.js";

export interface DetectorPickerOptions {
  /** Default: an annular dark field around the direct beam. */
  readonly detector?: DetectorSpec;
  /** Name of the cube's variable in the notebook, for the line of code; default "scan". */
  readonly variable?: string;
}

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

  /** The detector as it stands, also after a drag, with its centre. Assigning moves it in every view. */
  get detector(): Detector {
    return unpackDetector(this.get("detector"));
  }

  set detector(detector: DetectorSpec) {
    this.set("detector", placedOn(this.#cube, detector));
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

  /** Whether the pattern is shown as its exit-wave power cepstrum (EWPC). */
  get cepstrum(): boolean {
    return this.get("cepstrum");
  }

  set cepstrum(cepstrum: boolean) {
    this.set("cepstrum", cepstrum === true);
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
      detector: this.get("detector"),
      response: this.response,
      spectrum: this.spectrum,
      units: this.get("units"),
      scan: this.get("scan"),
    });
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

/** @throws RonchiError "invalid-argument" unless the name is one of these */
function checkName<Name extends string>(subject: string, name: Name, names: readonly Name[]): void {
  if (names.includes(name)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: `${subject} of a DetectorPicker`,
    found: `"${name}"`,
    expected: names.map((known) => `"${known}"`).join(", "),
    remedy: "Assign one of these names.",
  });
}

function initialState(scan: DataCube, options: DetectorPickerOptions): DetectorPickerState {
  const { name, shape, dtype, calibration } = scan;
  const [scanY, scanX, detY, detX] = shape;
  const { variable = "scan", detector = defaultDetector([detY, detX], calibration) } = options;
  return {
    scan: { name, shape, dtype, calibration, variable },
    detector: placedOn(scan, detector),
    response: "integrate",
    region: null,
    cursor: [Math.floor(scanY / 2), Math.floor(scanX / 2)],
    pattern: "sum",
    ...defaultPanes,
  };
}

function placedOn(scan: DataCube, spec: DetectorSpec): DrawableDetector {
  return packDetector(placeDetector(spec, [scan.shape[2], scan.shape[3]], scan.calibration));
}
