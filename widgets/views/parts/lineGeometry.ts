import type { Pair } from "./viewTransform.js";

/** From one image px [y, x] to another. */
export type Line = readonly [from: Pair, to: Pair];

/** The place that is moved, on the row or the column of the one that stays, whichever is nearer. */
export function alongAxis(stays: Pair, moved: Pair): Pair {
  const isSteep = Math.abs(moved[0] - stays[0]) > Math.abs(moved[1] - stays[1]);
  return isSteep ? [moved[0], stays[1]] : [stays[0], moved[1]];
}

/** The nearest place on the pixels of an image. @param frame shape of the image, px */
export function onFrame([y, x]: Pair, frame: Pair): Pair {
  return [between(y, -0.5, frame[0] - 0.5), between(x, -0.5, frame[1] - 0.5)];
}

export function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

export function distance(a: Pair, b: Pair): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The whole line moved by px [y, x], as far as both ends stay on the image. */
export function movedLine([from, to]: Line, by: Pair, frame: Pair): Line {
  const along = (axis: 0 | 1) => {
    const [low, high] = [Math.min(from[axis], to[axis]), Math.max(from[axis], to[axis])];
    return between(by[axis], -0.5 - low, frame[axis] - 0.5 - high);
  };
  const [dy, dx] = [along(0), along(1)];
  return [
    [from[0] + dy, from[1] + dx],
    [to[0] + dy, to[1] + dx],
  ];
}

/** How far a place is from a line between its ends, px. */
export function distanceToLine(at: Pair, [from, to]: Line): number {
  const [dy, dx] = [to[0] - from[0], to[1] - from[1]];
  const square = dy * dy + dx * dx;
  const along = square === 0 ? 0 : ((at[0] - from[0]) * dy + (at[1] - from[1]) * dx) / square;
  const u = between(along, 0, 1);
  return distance(at, [from[0] + u * dy, from[1] + u * dx]);
}
