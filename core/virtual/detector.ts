import { maskOfRuns } from "./bitmapRuns.js";

/**
 * Shapes of virtual detectors: plain records in detector pixels, so that they are state, message and parameter
 * alike. A pixel belongs to a disk when the distance of its centre is <= radius, to an annulus when
 * inner <= distance < outer, to a rectangle when its centre lies in the closed box.
 */

/** [y, x]. */
export type Pair = readonly [number, number];

/**
 * A border that is a ramp instead of a step: a pixel whose centre lies d px inside the border (outside: negative)
 * weighs 1/2 + d / softEdge, cut to 0..1. Absent or 0: the pixel belongs or it does not. `detectorWeights` gives
 * the weights.
 */
export interface SoftEdged {
  /** Width of the ramp, px, whatever the unit of the geometry is. */
  readonly softEdge?: number;
}
/** One pixel. */
export interface PointDetector {
  readonly shape: "point";
  /** [y, x], px; the nearest pixel counts. */
  readonly centre: Pair;
}
/** Pixels at most `radius` from the centre. */
export interface CircleDetector extends SoftEdged {
  readonly shape: "circle";
  readonly centre: Pair;
  readonly radius: number;
}
/** Pixels at inner <= distance < outer from the centre. */
export interface AnnulusDetector extends SoftEdged {
  readonly shape: "annulus";
  readonly centre: Pair;
  readonly inner: number;
  readonly outer: number;
}
/** Pixels at most half a side from the centre along each axis. */
export interface RectangleDetector extends SoftEdged {
  readonly shape: "rectangle";
  readonly centre: Pair;
  readonly height: number;
  readonly width: number;
}
/**
 * One of `count` equal sectors of an annulus. Sector `index` takes the angles from rotation + index 2π / count up to
 * and without the next border, so the sectors of one annulus share no pixel and leave none out.
 */
export interface SectorDetector extends SoftEdged {
  readonly shape: "sector";
  readonly centre: Pair;
  readonly inner: number;
  readonly outer: number;
  readonly count: number;
  readonly index: number;
  /** Where sector 0 begins, rad, positive from +x to +y. */
  readonly rotation: number;
}
/**
 * Pixels whose centre lies inside a closed line, by the even-odd rule where the line crosses itself. Of pixel centres
 * on the line, those on its left and upper sides belong: polygons that share a side share no pixel.
 */
export interface PolygonDetector extends SoftEdged {
  readonly shape: "polygon";
  /** Corners in order, [y, x] px; the last is joined to the first. */
  readonly points: readonly Pair[];
}
/** Equal disks at centre + h g1 + k g2, for the integers h, k that put the disk's centre on the detector. */
export interface LatticeDetector extends SoftEdged {
  readonly shape: "lattice";
  readonly centre: Pair;
  /** Reciprocal lattice vectors, [y, x] px. */
  readonly g1: Pair;
  readonly g2: Pair;
  readonly radius: number;
  /** Only |h|, |k| <= order; absent: no limit. */
  readonly order?: number;
  /** Only nodes at most this far from the centre, px; absent: no limit. */
  readonly extent?: number;
  /** false leaves the disk of h = k = 0 out. */
  readonly directBeam?: boolean;
}
/** Any set of pixels, by hand or from a program. */
export interface BitmapDetector {
  readonly shape: "bitmap";
  /** [detY, detX]. */
  readonly size: Pair;
  /** 1 = belongs to the detector, C order. */
  readonly mask: Uint8Array;
}
/** Pixels of any of the detectors; of weights, the largest. */
export interface UnionOf<D> {
  readonly shape: "union";
  readonly detectors: readonly D[];
}
/** Pixels of all of the detectors; of weights, the smallest. */
export interface IntersectionOf<D> {
  readonly shape: "intersection";
  readonly detectors: readonly D[];
}
/** Pixels that a detector leaves out; of weights, what is missing to 1. */
export interface InversionOf<D> {
  readonly shape: "inversion";
  readonly detector: D;
}
/** Pixels of any of several detectors. */
export interface UnionDetector extends UnionOf<Detector> {}
/** Pixels of all of several detectors. */
export interface IntersectionDetector extends IntersectionOf<Detector> {}
/** Pixels that a detector leaves out. */
export interface InversionDetector extends InversionOf<Detector> {}

/** One shape that a centre and one or two sizes describe. */
export type SimpleDetector = PointDetector | CircleDetector | AnnulusDetector | RectangleDetector;
/** One shape in px, not put together from others. */
export type ShapeDetector = SimpleDetector | SectorDetector | PolygonDetector | LatticeDetector;
/** A detector in px with every number known. */
export type Detector =
  | ShapeDetector
  | BitmapDetector
  | UnionDetector
  | IntersectionDetector
  | InversionDetector;

/**
 * What lengths and places are given in; default "px". In "px" places count from pixel (0, 0); in "Å⁻¹" (1/d, no 2π)
 * and "mrad" (scattering angle) from the direct beam. Angles become lengths by q = θ / λ, the small-angle relation.
 */
export type DetectorUnit = "px" | "Å⁻¹" | "mrad";
interface InUnit {
  readonly unit?: DetectorUnit;
}
type Uncentred<D extends { centre: unknown }> = Omit<D, "centre"> & Partial<Pick<D, "centre">> & InUnit;

/** A shape whose centre may still be open and whose geometry may be in other units than px. */
export type ShapeSpec =
  | Uncentred<PointDetector>
  | Uncentred<CircleDetector>
  | Uncentred<AnnulusDetector>
  | Uncentred<RectangleDetector>
  | Uncentred<SectorDetector>
  | Uncentred<LatticeDetector>
  | (PolygonDetector & InUnit);

/** {@link UnionDetector} as it is asked for. */
export interface UnionSpec extends UnionOf<DetectorSpec> {}
/** {@link IntersectionDetector} as it is asked for. */
export interface IntersectionSpec extends IntersectionOf<DetectorSpec> {}
/** {@link InversionDetector} as it is asked for. */
export interface InversionSpec extends InversionOf<DetectorSpec> {}

/** A detector as it is asked for: `placeDetector` turns it to px and puts it on the direct beam of a cube. */
export type DetectorSpec = ShapeSpec | BitmapDetector | UnionSpec | IntersectionSpec | InversionSpec;

/** The options of a shape: what its record holds beside the name of the shape. */
export type ShapeOptions<S extends { shape: unknown }> = Omit<S, "shape">;

/** One detector pixel: the one nearest to `centre` (default: the direct beam). */
export function point(options: ShapeOptions<Uncentred<PointDetector>> = {}): Uncentred<PointDetector> {
  return { shape: "point", ...options };
}

/** A disk: every pixel whose centre is at most `radius` from `centre` (default: the direct beam). */
export function circle(options: ShapeOptions<Uncentred<CircleDetector>>): Uncentred<CircleDetector> {
  return { shape: "circle", ...options };
}

/** A ring: every pixel whose centre is at a distance inner <= d < outer from `centre` (default: the direct beam). */
export function annulus(options: ShapeOptions<Uncentred<AnnulusDetector>>): Uncentred<AnnulusDetector> {
  return { shape: "annulus", ...options };
}

/** A box: every pixel whose centre lies within height / 2 and width / 2 of `centre`, borders included. */
export function rectangle(options: ShapeOptions<Uncentred<RectangleDetector>>): Uncentred<RectangleDetector> {
  return { shape: "rectangle", ...options };
}

/** The pixels inside the closed line through `points`, [y, x]; {@link PolygonDetector} says which border counts. */
export function polygon(options: ShapeOptions<PolygonDetector & InUnit>): PolygonDetector & InUnit {
  return { shape: "polygon", ...options };
}

/**
 * Disks on the nodes h g1 + k g2 of a lattice around `centre` (default: the direct beam), as far as the detector
 * reaches, or up to `order` or `extent`. `directBeam: false` leaves the central disk out.
 */
export function lattice(options: ShapeOptions<Uncentred<LatticeDetector>>): Uncentred<LatticeDetector> {
  return { shape: "lattice", ...options };
}

/** The pixels of a bitmap: a number other than 0 for each pixel that belongs, or runs as `runsOfMask` counts them. */
export type BitmapPixels = { readonly mask: ArrayLike<number> } | { readonly runs: readonly number[] };

/**
 * Any set of pixels, C order over `size` = [detY, detX].
 * @throws RonchiError "invalid-argument" for runs that do not fill the size
 */
export function bitmap(options: { readonly size: Pair } & BitmapPixels): BitmapDetector {
  const { size } = options;
  const mask =
    "runs" in options
      ? maskOfRuns(options.runs, size)
      : Uint8Array.from(options.mask, (value) => (value === 0 ? 0 : 1));
  return { shape: "bitmap", size, mask };
}
