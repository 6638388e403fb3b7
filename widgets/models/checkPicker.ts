import type { Descan } from "#core/calibration/descanShifts.js";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { RonchiError } from "#core/errors.js";

/** @throws RonchiError "invalid-argument" unless the name is one of these */
export function checkName<Name extends string>(subject: string, name: Name, names: readonly Name[]): void {
  if (names.includes(name)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: `${subject} of a DetectorPicker`,
    found: `"${name}"`,
    expected: names.map((known) => `"${known}"`).join(", "),
    remedy: "Assign one of these names.",
  });
}

/**
 * What may be a trait: a fit, which is small.
 * @throws RonchiError "invalid-argument" for origins one by one, "shape-mismatch" for the fit of another scan
 */
export function checkOrigin(
  origin: Descan,
  [scanY, scanX]: readonly [number, number, number, number],
): asserts origin is DescanOrigin {
  const subject = "origin of a DetectorPicker";
  const [y, x] = origin.scanShape;
  if (!("model" in origin))
    throw new RonchiError({
      code: "invalid-argument",
      subject,
      found: "a place for each scan position",
      expected: "a fit to them, which is small enough to be kept in the notebook",
      remedy: "Assign fitOrigin(measured), or what measureOrigin(scan) gives.",
    });
  if (y === scanY && x === scanX) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject,
    found: `the fit of a scan of ${y} x ${x}`,
    expected: `one of ${scanY} x ${scanX}`,
    remedy: "Measure the origin of this data set: measureOrigin(scan).",
  });
}
