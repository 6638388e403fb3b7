import type { Descan } from "#core/calibration/descanShifts.js";
import { originAt } from "#core/calibration/fitOrigin.js";
import type { StoredCube } from "./cubes.js";

/** A plane of origins over the scan of a cube, about a fifth of the detector. */
export function descanOf({ description: { shape } }: StoredCube): Descan {
  const [scanY, scanX, detY, detX] = shape;
  return {
    model: "plane",
    scanShape: [scanY, scanX],
    y: [detY / 2, 1.7, -0.6],
    x: [detX / 3, 0.31, 2.3],
    scatter: 0,
    used: 1,
  };
}

/** Of each scan position, [y, x] px. */
export function originsOf(descan: Descan): [number, number][] {
  const [scanY, scanX] = descan.scanShape;
  return Array.from({ length: scanY * scanX }, (_, i) =>
    "model" in descan ? originAt(descan, [Math.floor(i / scanX), i % scanX]) : [descan.y[i]!, descan.x[i]!],
  );
}

export function mean(origins: readonly [number, number][]): [number, number] {
  const along = (axis: 0 | 1) => origins.reduce((sum, origin) => sum + origin[axis], 0) / origins.length;
  return [along(0), along(1)];
}

/** Distance of a pixel from an origin, px. */
export const away = (y: number, x: number, [originY, originX]: readonly [number, number]) =>
  Math.hypot(y - originY, x - originX);
