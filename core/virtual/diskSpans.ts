import type { AnnulusDetector, CircleDetector, Pair } from "./detector.js";

/** Gets the pixels from `first` up to and without `end` of a detector, C order over [detY, detX]. */
export type VisitSpan = (first: number, end: number) => void;

/**
 * Visits the pixels of a disk row by row: those whose centre is at a distance of at most the square root of `limit`
 * from `centre`, or less where it is `open`.
 */
function forEachDiskSpan(
  centre: Pair,
  { limit, open }: { readonly limit: number; readonly open: boolean },
  [height, width]: Pair,
  visit: VisitSpan,
): void {
  const radius = Math.sqrt(limit);
  const lastY = Math.min(height - 1, Math.ceil(centre[0] + radius));
  for (let y = Math.max(0, Math.floor(centre[0] - radius)); y <= lastY; y++) {
    const dy = y - centre[0];
    const isInside = (x: number): boolean => {
      const dx = x - centre[1];
      const distance2 = dy * dy + dx * dx;
      return open ? distance2 < limit : distance2 <= limit;
    };
    // The root is rounded: the definition decides about the pixels at the ends.
    const chord = Math.sqrt(Math.max(0, limit - dy * dy));
    let first = Math.max(0, Math.floor(centre[1] - chord));
    let last = Math.min(width - 1, Math.ceil(centre[1] + chord));
    while (first <= last && !isInside(first)) first++;
    while (first <= last && !isInside(last)) last--;
    if (first <= last) visit(y * width + first, y * width + last + 1);
  }
}

/** Visits the pixels of a circle or annulus: those of a disk (`add`), without those of another (`remove`), in this order. */
export function forEachRoundSpan(
  detector: CircleDetector | AnnulusDetector,
  detectorShape: Pair,
  add: VisitSpan,
  remove: VisitSpan,
): void {
  const { centre } = detector;
  if (detector.shape === "circle") {
    forEachDiskSpan(centre, { limit: detector.radius * detector.radius, open: false }, detectorShape, add);
    return;
  }
  forEachDiskSpan(centre, { limit: detector.outer * detector.outer, open: true }, detectorShape, add);
  forEachDiskSpan(centre, { limit: detector.inner * detector.inner, open: true }, detectorShape, remove);
}
