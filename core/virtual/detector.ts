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
