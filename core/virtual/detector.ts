/**
 * Shapes of virtual detectors: plain records in detector pixels, so that they are state, message and parameter
 * alike. A pixel belongs to a disk when the distance of its centre is <= radius, to an annulus when
 * inner <= distance < outer, to a rectangle when its centre lies in the closed box.
 */
export interface PointDetector {
  readonly shape: "point";
  /** [y, x], px; the nearest pixel counts. */
  readonly centre: readonly [number, number];
}
export interface CircleDetector {
  readonly shape: "circle";
  readonly centre: readonly [number, number];
  readonly radius: number;
}
export interface AnnulusDetector {
  readonly shape: "annulus";
  readonly centre: readonly [number, number];
  readonly inner: number;
  readonly outer: number;
}
export interface RectangleDetector {
  readonly shape: "rectangle";
  readonly centre: readonly [number, number];
  readonly height: number;
  readonly width: number;
}
/** Any set of pixels, by hand or from a program. */
export interface BitmapDetector {
  readonly shape: "bitmap";
  /** [detY, detX]. */
  readonly size: readonly [number, number];
  /** 1 = belongs to the detector, C order. */
  readonly mask: Uint8Array;
}
export type Detector = PointDetector | CircleDetector | AnnulusDetector | RectangleDetector | BitmapDetector;

/** A detector whose centre may still be open: `placeDetector` puts it on the direct beam of a cube. */
export type DetectorSpec =
  | Uncentred<PointDetector>
  | Uncentred<CircleDetector>
  | Uncentred<AnnulusDetector>
  | Uncentred<RectangleDetector>
  | BitmapDetector;

type Uncentred<D extends { centre: unknown }> = Omit<D, "centre"> & Partial<Pick<D, "centre">>;
type Centre = { readonly centre?: readonly [number, number] };

/** One detector pixel: the one nearest to `centre`, [y, x] in px. */
export function point(options: Centre = {}): Uncentred<PointDetector> {
  return { shape: "point", ...options };
}

/** A disk: every pixel whose centre is at most `radius` px from `centre` (default: the direct beam). */
export function circle(options: Centre & { readonly radius: number }): Uncentred<CircleDetector> {
  return { shape: "circle", ...options };
}

/** A ring: every pixel whose centre is at a distance inner <= d < outer, in px, from `centre`. */
export function annulus(
  options: Centre & { readonly inner: number; readonly outer: number },
): Uncentred<AnnulusDetector> {
  return { shape: "annulus", ...options };
}

/** A box: every pixel whose centre lies within height / 2 and width / 2 px of `centre`, borders included. */
export function rectangle(
  options: Centre & { readonly height: number; readonly width: number },
): Uncentred<RectangleDetector> {
  return { shape: "rectangle", ...options };
}

/** Any set of pixels: `mask` holds a number other than 0 for each pixel that belongs, C order over [detY, detX]. */
export function bitmap(options: {
  readonly size: readonly [number, number];
  readonly mask: ArrayLike<number>;
}): BitmapDetector {
  return {
    shape: "bitmap",
    size: options.size,
    mask: Uint8Array.from(options.mask, (value) => (value === 0 ? 0 : 1)),
  };
}
