import type { DataCube } from "#core/data/dataCube.js";
import { RonchiError } from "#core/errors.js";
import type { DetectorSpec } from "#core/virtual/detector.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { longestName, mostDetectors, type NamedDetector, nameFault } from "./namedDetectors.js";
import { type DrawableDetector, packDetector } from "./pickerDetector.js";

/** A detector in px about the direct beam of a cube, as JSON. Throws RonchiError as `placeDetector` and `packDetector`. */
export function placedOn(scan: DataCube, spec: DetectorSpec): DrawableDetector {
  return packDetector(placeDetector(spec, [scan.shape[2], scan.shape[3]], scan.calibration));
}

/**
 * Detectors by name, placed on a cube, in their order.
 * @throws RonchiError "invalid-argument" for none or too many, or for names that are empty or too long
 */
export function placedDetectors(
  scan: DataCube,
  detectors: Readonly<Record<string, DetectorSpec>>,
): readonly [NamedDetector, ...NamedDetector[]] {
  const [first, ...others] = Object.entries(detectors).map(([name, spec]): NamedDetector => {
    const fault = nameFault(name);
    if (fault !== undefined) throw wrongNames(fault);
    return { name, detector: placedOn(scan, spec) };
  });
  if (first === undefined || others.length >= mostDetectors)
    throw wrongNames(`${first === undefined ? 0 : others.length + 1} detectors`);
  return [first, ...others];
}

function wrongNames(found: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "detectors of a DetectorPicker",
    found,
    expected: `1 to ${mostDetectors} detectors with names of 1 to ${longestName} characters`,
    remedy: "Give a record: { bf: circle({ … }), adf: annulus({ … }) }.",
  });
}
