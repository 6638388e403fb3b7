import { RonchiError } from "../errors.js";
import { type DescanOrigin, type MeasuredOrigins, originAt } from "./fitOrigin.js";

/** Where the direct beam is for each scan position: a fit, or one place for each position. */
export type Descan = DescanOrigin | MeasuredOrigins;

/** A descan as the wandering of the direct beam about its mean. */
export interface DescanShifts {
  /** Mean of the origins, [y, x] px: where the beam is in the sum of all patterns. */
  readonly beam: readonly [number, number];
  /** How far from there each scan position's origin is: [scanY, scanX, 2] px, y then x, over shared memory. */
  readonly shifts: Float64Array;
}

/** Of plain data that a drag asks for again and again. */
const known = new WeakMap<Descan, DescanShifts>();

/**
 * The shifts of a descan over a scan of [scanY, scanX] positions. The descan must not change afterwards.
 * @throws RonchiError "shape-mismatch" for another scan, "invalid-argument" where an origin is not a number
 */
export function descanShifts(descan: Descan, scanShape: readonly [number, number]): DescanShifts {
  checkScan(descan, scanShape);
  let found = known.get(descan);
  if (found === undefined) {
    found = shiftsOf(originsOf(descan));
    known.set(descan, found);
  }
  return found;
}

/** [scanY, scanX, 2], y then x. */
function originsOf(descan: Descan): Float64Array {
  const [scanY, scanX] = descan.scanShape;
  const origins = new Float64Array(new SharedArrayBuffer(16 * scanY * scanX));
  for (let i = 0; i < scanY * scanX; i++) {
    const [y, x] =
      "model" in descan ? originAt(descan, [Math.floor(i / scanX), i % scanX]) : [descan.y[i]!, descan.x[i]!];
    if (!Number.isFinite(y + x)) throw noOrigin(i, scanX);
    origins[2 * i] = y;
    origins[2 * i + 1] = x;
  }
  return origins;
}

function shiftsOf(origins: Float64Array): DescanShifts {
  const beam: [number, number] = [0, 0];
  // About the first one, so that the mean of origins that are all the same is exactly that.
  const [firstY, firstX] = [origins[0]!, origins[1]!];
  for (let i = 0; i < origins.length; i += 2) {
    beam[0] += origins[i]! - firstY;
    beam[1] += origins[i + 1]! - firstX;
  }
  beam[0] = firstY + beam[0] / (origins.length / 2);
  beam[1] = firstX + beam[1] / (origins.length / 2);
  for (let i = 0; i < origins.length; i++) origins[i]! -= beam[i % 2]!;
  return { beam, shifts: origins };
}

function checkScan({ scanShape: [y, x], ...origins }: Descan, scanShape: readonly [number, number]): void {
  const isWhole = "model" in origins || (origins.y.length === y * x && origins.x.length === y * x);
  if (y === scanShape[0] && x === scanShape[1] && isWhole) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "origin",
    found: `origins of a scan of ${y} x ${x}`,
    expected: `one for each position of ${scanShape.join(" x ")}`,
    remedy: "Measure the origin of this data set: measureOrigin(scan).",
  });
}

function noOrigin(position: number, scanX: number): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `origin at [${Math.floor(position / scanX)}, ${position % scanX}]`,
    found: "no number",
    expected: "a place [y, x] for every scan position",
    remedy: "Give fitOrigin(measured), which has one everywhere, instead of what was measured.",
  });
}
