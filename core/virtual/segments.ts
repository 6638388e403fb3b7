import { RonchiError } from "../errors.js";
import { annulus, type SectorDetector, type ShapeOptions, type ShapeSpec } from "./detector.js";

type Spec<Shape> = Extract<ShapeSpec, { shape: Shape }>;
type Sizes = "inner" | "outer" | "count" | "index" | "rotation";

/** What the parts of a segmented detector have in common: centre, unit, soft edge. */
export type SegmentOptions = Omit<ShapeOptions<Spec<"sector">>, Sizes> &
  Pick<SectorDetector, "outer"> &
  Partial<Pick<SectorDetector, "inner" | "rotation">>;

/**
 * A ring cut into `count` equal sectors, in order of angle: sector i begins at `rotation` + i 2π / count (rad, from +x
 * to +y, clockwise on the screen; default 0). `inner` is 0 by default. Together the sectors are exactly the ring; its
 * very centre belongs to the sector at angle 0.
 * @throws RonchiError "invalid-argument" when `count` is not a whole number from 1 to 3600
 */
export function segments(options: SegmentOptions & { readonly count: number }): Spec<"sector">[] {
  const { count } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= 3600)) throw invalidCount(count);
  return Array.from({ length: count }, (_, index) => ({
    shape: "sector",
    inner: 0,
    rotation: 0,
    ...options,
    index,
  }));
}

/**
 * Four sectors for differential phase contrast, between the detector axes turned by `rotation`: a (+x, +y), b (-x, +y),
 * c (-x, -y), d (+x, -y). The beam's shift along x is seen in (a + d) - (b + c), along y in (a + b) - (c + d).
 */
export function quadrants(options: SegmentOptions): Spec<"sector">[] {
  return segments({ ...options, count: 4 });
}

/**
 * Concentric rings between neighbouring `radii`, from the innermost: n radii make n - 1 rings, which share no pixel.
 * @throws RonchiError "invalid-argument" when there are fewer than two radii, or they do not grow
 */
export function rings(
  radii: readonly number[],
  options: Omit<ShapeOptions<Spec<"annulus">>, "inner" | "outer"> = {},
): Spec<"annulus">[] {
  const grow = radii.every((radius, i) => i === 0 || radius > radii[i - 1]!);
  if (radii.length < 2 || !grow) throw invalidRadii(radii);
  return radii.slice(1).map((outer, i) => annulus({ ...options, inner: radii[i]!, outer }));
}

function invalidCount(count: number): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "segments.count",
    found: String(count),
    expected: "a whole number from 1 to 3600",
    remedy: "Say into how many equal sectors the ring is cut.",
  });
}

function invalidRadii(radii: readonly number[]): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "rings.radii",
    found: `[${radii.join(", ")}]`,
    expected: "two or more radii, each larger than the one before",
    remedy: "Give the borders of the rings from the inside out, for example [0, 10, 20].",
  });
}
