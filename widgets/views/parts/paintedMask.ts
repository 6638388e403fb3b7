import type { Pair } from "./viewTransform.js";

/**
 * Paints a line with a round brush into a mask, in place: pixels whose centre is at most half the brush size from the line;
 * of a brush of 1 px, the pixels nearest to it. Places beside the mask are left out.
 * @param mask 1 = belongs, C order over `frame` [y, x]
 * @param size diameter of the brush, px
 */
export function paintLine(
  mask: Uint8Array,
  frame: Pair,
  from: Pair,
  to: Pair,
  { size, value }: { readonly size: number; readonly value: 0 | 1 },
): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const steps = Math.max(1, Math.ceil(2 * length));
  for (let step = 0; step <= steps; step++) {
    const along = step / steps;
    const at: Pair = [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])];
    paintDisk(mask, frame, at, size, value);
  }
}

function paintDisk(mask: Uint8Array, [height, width]: Pair, at: Pair, size: number, value: 0 | 1): void {
  const radius = size / 2;
  const [nearY, nearX] = [Math.round(at[0]), Math.round(at[1])];
  const reach = Math.ceil(radius);
  for (let y = Math.max(0, nearY - reach); y <= Math.min(height - 1, nearY + reach); y++)
    for (let x = Math.max(0, nearX - reach); x <= Math.min(width - 1, nearX + reach); x++) {
      const isNearest = y === nearY && x === nearX;
      const isUnder = size > 1 && Math.hypot(y - at[0], x - at[1]) <= radius;
      if (isNearest || isUnder) mask[y * width + x] = value;
    }
}
