import type { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import { RonchiError } from "#core/errors.js";
import { checkRegion } from "#core/udf/library/scanRegion.js";
import type { Detector, DetectorSpec } from "#core/virtual/detector.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { renderPickerPng } from "../draw/picture.js";
import { defaultDetector } from "./defaultDetector.js";
import { patternCode, pickerCode } from "./detectorCode.js";
import type { DetectorPickerDataParams, FirstPicture } from "./detectorPickerData.js";
import {
  type DetectorPickerState,
  type DrawableDetector,
  detectorPickerKind,
  type PickerRegion,
  type PickerResponse,
  type ShownImage,
  type ShownPattern,
} from "./detectorPickerState.js";
import { type WidgetHost, widgetHost } from "./host.js";
import { type PickedImage, pickedImage, pickedPattern } from "./pickedSlices.js";
import { packDetector, unpackDetector } from "./pickerDetector.js";
import { pickerPicture } from "./pickerPicture.js";
import { runImage } from "./runImage.js";
import { RunMemo } from "./runMemo.js";
import { checkCursor, runPattern } from "./runPattern.js";
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
    this.#images = new RunMemo((shown) => runImage(scan, shown));
    this.#patterns = new RunMemo((shown) => runPattern(scan, shown));
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
    checkResponse(response);
    this.set("response", response);
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

  /** The image that is shown, exact, also after a drag: `const haadf = await picker.image`. */
  get image(): Promise<PickedImage> {
    return this.#images.make(this.#shownImage()).then((made) => pickedImage(this.#cube, made));
  }

  /** The pattern that is shown, as a slice. */
  get pattern(): Promise<DiffractionSlice> {
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
      looks: { diffraction: this.get("diffraction"), image: this.get("image") },
    };
    this.#host.tellDataPath(this.id, first);
    const png = renderPickerPng(pickerPicture(this.#cube, first.looks, first.image, first.pattern));
    return { text: `DetectorPicker of ${this.#cube.name}: ${code}`, png, caption: code };
  }

  #shownImage(): ShownImage {
    return { detector: this.get("detector"), response: this.response };
  }

  #shownPattern(): ShownPattern {
    return { pattern: this.get("pattern"), cursor: this.cursor, region: this.region };
  }
}

const responses: readonly PickerResponse[] = ["integrate", "max", "comX", "comY", "comVector"];

/** @throws RonchiError "invalid-argument" */
function checkResponse(response: PickerResponse): void {
  if (responses.includes(response)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "response of a DetectorPicker",
    found: `"${response}"`,
    expected: responses.map((name) => `"${name}"`).join(", "),
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
    diffraction: { scale: "log", colormap: "gray", percentile: [0.1, 99.9] },
    image: { scale: "linear", colormap: "viridis", percentile: [0.1, 99.9] },
  };
}

function placedOn(scan: DataCube, spec: DetectorSpec): DrawableDetector {
  return packDetector(placeDetector(spec, [scan.shape[2], scan.shape[3]], scan.calibration));
}
