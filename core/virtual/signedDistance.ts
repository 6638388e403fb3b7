import type { AnnulusDetector, RectangleDetector, SectorDetector } from "./detector.js";

/** Distance from the border, px, positive inside, of a place [dy, dx] from the detector's centre. */
export type SignedDistance = (dy: number, dx: number) => number;

/** Between two circles about the centre; `inner` 0 is a disk. */
export function insideAnnulus({ inner, outer }: Pick<AnnulusDetector, "inner" | "outer">): SignedDistance {
  // Not Math.hypot, which guards against overflow at several times the price.
  if (inner === 0) return (dy, dx) => outer - Math.sqrt(dy * dy + dx * dx);
  return (dy, dx) => {
    const distance = Math.sqrt(dy * dy + dx * dx);
    return Math.min(outer - distance, distance - inner);
  };
}

/** In the closed box about the centre. */
export function insideRectangle({ height, width }: RectangleDetector): SignedDistance {
  return (dy, dx) => {
    const [beyondY, beyondX] = [Math.abs(dy) - height / 2, Math.abs(dx) - width / 2];
    if (beyondY <= 0 || beyondX <= 0) return -Math.max(beyondY, beyondX);
    return -Math.hypot(beyondY, beyondX);
  };
}

/** Nearest of the ring's borders and the lines through the centre that bound the sector. */
export function insideSector(sector: SectorDetector): SignedDistance {
  const ring = insideAnnulus(sector);
  if (sector.count === 1) return ring;
  const sweep = (2 * Math.PI) / sector.count;
  const from = sector.rotation + sector.index * sweep;
  const [sinFrom, cosFrom, sinTo, cosTo] = [
    Math.sin(from),
    Math.cos(from),
    Math.sin(from + sweep),
    Math.cos(from + sweep),
  ];
  return (dy, dx) => Math.min(ring(dy, dx), dy * cosFrom - dx * sinFrom, dx * sinTo - dy * cosTo);
}
