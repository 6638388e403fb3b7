/** What a hand works with: which corner of a polygon it has chosen, and the brush for bitmaps. */
export interface Hand {
  /** Index of the corner that keys move; undefined: they move the whole. */
  readonly corner: number | undefined;
  /** Diameter of the brush, px; 1 paints single pixels. */
  readonly brushSize: number;
  /** Whether the brush takes pixels away. */
  readonly erases: boolean;
}

export const freshHand: Hand = { corner: undefined, brushSize: 5, erases: false };

/** px. */
const largestBrush = 99;

/** A brush of another size, within what is useful. */
export function brushOf(size: number): Pick<Hand, "brushSize"> {
  return { brushSize: Math.min(Math.max(Math.round(size), 1), largestBrush) };
}
