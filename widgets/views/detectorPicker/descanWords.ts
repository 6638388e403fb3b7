import { type DescanOrigin, originAt } from "#core/calibration/fitOrigin.js";

/** Places along an axis of the scan at which a fit is looked at for its range. */
const samples = 9;

/** "Detectors follow the descan: direct beam at y 14.2–16.8, x 15.1–15.9 px, scatter 0.05 px, 98 % of the positions used". */
export function descanWords(origin: DescanOrigin): string {
  const origins = placesOf(origin.scanShape).map((place) => originAt(origin, place));
  const range = (axis: 0 | 1): string => {
    const values = origins.map((place) => place[axis]);
    return `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
  };
  const used = `${Math.round(origin.used * 100)} % of the positions used`;
  const beam = `direct beam at y ${range(0)}, x ${range(1)} px`;
  return `Detectors follow the descan: ${beam}, scatter ${origin.scatter.toFixed(2)} px, ${used}`;
}

function placesOf([scanY, scanX]: readonly [number, number]): (readonly [number, number])[] {
  const along = (count: number) =>
    Array.from({ length: samples }, (_, i) => (i * (count - 1)) / (samples - 1));
  return along(scanY).flatMap((y) => along(scanX).map((x) => [y, x] as const));
}
