import type { DataCube } from "#core/data/dataCube.js";
import { RonchiError } from "#core/errors.js";
import { type DetectorSpec, isSimpleDetector } from "#core/virtual/detector.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { renderPickerPng } from "../draw/picture.js";
import { defaultDetector } from "./defaultDetector.js";
import { pickerCode } from "./detectorCode.js";
import type { DetectorPickerDataParams } from "./detectorPickerData.js";
import {
  type DetectorPickerState,
  type DrawableDetector,
  detectorPickerKind,
} from "./detectorPickerState.js";
import { widgetHost } from "./host.js";
import { checkCursor, pickerPicture, runImage, runPattern } from "./pickerRuns.js";
import { Widget, type WidgetPicture } from "./widget.js";

export interface DetectorPickerOptions {
  /** Default: an annular dark field around the direct beam. A point, circle, annulus or rectangle. */
  readonly detector?: DetectorSpec;
  /** Name of the cube's variable in the notebook, for the line of code; default "scan". */
  readonly variable?: string;
}

/**
 * Diffraction pattern and virtual image side by side: a detector is dragged over the pattern, the exact image follows; the
 * cursor on the image chooses the pattern. A cell that ends with it shows it.
 * @throws RonchiError "invalid-argument" for a detector with impossible geometry, "unsupported" for other shapes than these
 */
export class DetectorPicker extends Widget<DetectorPickerState> {
  readonly #cube: DataCube;

  constructor(scan: DataCube, options: DetectorPickerOptions = {}) {
    const state = initialState(scan, options);
    const host = widgetHost();
    super({ modelName: "DetectorPickerModel", viewName: "DetectorPickerView", state }, host);
    this.#cube = scan;
    const { description, calibration } = scan;
    const params: DetectorPickerDataParams = { description, calibration, state };
    host.registerDataPath(this.id, detectorPickerKind, params);
  }

  /** The detector as it stands, also after a drag, with its centre. Assigning moves it in every view. */
  get detector(): DrawableDetector {
    return this.get("detector");
  }

  set detector(detector: DetectorSpec) {
    this.set("detector", placedOn(this.#cube, detector));
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

  /** The line of code that makes the image that is shown. */
  get code(): string {
    return pickerCode({ scan: this.get("scan"), detector: this.detector });
  }

  protected override async picture(): Promise<WidgetPicture> {
    const { detector, cursor, code } = this;
    const shown = { pattern: this.get("pattern"), cursor };
    const panes = { diffraction: this.get("diffraction"), image: this.get("image") };
    const pattern = { shown, image: await runPattern(this.#cube, shown) };
    const image = { shown: detector, image: await runImage(this.#cube, detector) };
    const png = renderPickerPng(pickerPicture(this.#cube, panes, image, pattern));
    return { text: `DetectorPicker of ${this.#cube.name}: ${code}`, png, caption: code };
  }
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
  const placed = placeDetector(spec, [scan.shape[2], scan.shape[3]], scan.calibration);
  if (isSimpleDetector(placed)) return placed;
  throw new RonchiError({
    code: "unsupported",
    subject: "detector of a DetectorPicker",
    found: "softEdge" in placed ? `a ${placed.shape} with a soft edge` : `a ${placed.shape}`,
    expected: "point, circle, annulus or rectangle",
    remedy: "Use virtualImages(scan, { image: bitmap({ … }) }) for other detectors.",
  });
}
