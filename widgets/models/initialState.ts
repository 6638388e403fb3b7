import type { DataCube } from "#core/data/dataCube.js";
import type { DetectorSpec } from "#core/virtual/detector.js";
import { defaultDetector } from "./defaultDetector.js";
import { defaultPanes } from "./defaultPanes.js";
import type { DetectorPickerState } from "./detectorPickerState.js";
import { type Composite, checkComposite, freeName } from "./namedDetectors.js";
import { placedDetectors } from "./placedDetectors.js";

export interface DetectorPickerOptions {
  /** Default: an annular dark field around the direct beam. */
  readonly detector?: DetectorSpec;
  /** Several by name, instead of one: `{ bf: circle({ … }), adf: annulus({ … }) }`; the first is selected. */
  readonly detectors?: Readonly<Record<string, DetectorSpec>>;
  /** What the image is put together from, by the names of detectors; default: the selected one alone. */
  readonly composite?: Composite;
  /** Name of the cube's variable in the notebook, for the line of code; default "scan". */
  readonly variable?: string;
}

/** The traits of a new picker. Throws as the constructor of DetectorPicker does. */
export function initialState(scan: DataCube, options: DetectorPickerOptions): DetectorPickerState {
  const { name, shape, dtype, calibration } = scan;
  const [scanY, scanX, detY, detX] = shape;
  const { variable = "scan", composite = null } = options;
  const { detector = defaultDetector([detY, detX], calibration) } = options;
  const named = placedDetectors(scan, options.detectors ?? { [freeName([])]: detector });
  checkComposite(composite, named);
  return {
    scan: { name, shape, dtype, calibration, variable },
    detectors: named,
    selected: named[0].name,
    detector: named[0].detector,
    composite,
    response: "integrate",
    region: null,
    cursor: [Math.floor(scanY / 2), Math.floor(scanX / 2)],
    pattern: "sum",
    ...defaultPanes,
  };
}
