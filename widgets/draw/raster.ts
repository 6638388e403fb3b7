/** A picture being drawn: RGBA, 4 bytes a pixel, rows from the top. Coordinates are px; a pixel's centre is at + 0.5. */
export interface Raster {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Red, green, blue, 0–255. */
export type Colour = readonly [number, number, number];

export type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

/** A white, opaque picture. */
export function createRaster(width: number, height: number): Raster {
  return { data: new Uint8ClampedArray(width * height * 4).fill(255), width, height };
}

/** Fills whole pixels; what lies outside the picture is left out. */
export function fillRect(
  raster: Raster,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: Colour,
): void {
  for (let y = Math.max(top, 0); y < Math.min(top + height, raster.height); y++) {
    for (let x = Math.max(left, 0); x < Math.min(left + width, raster.width); x++) {
      blendPixel(raster, x, y, colour, 1);
    }
  }
}

/** A frame one pixel thick around the given pixels, just outside them. */
export function frameRect(
  raster: Raster,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: Colour,
): void {
  fillRect(raster, left - 1, top - 1, width + 2, 1, colour);
  fillRect(raster, left - 1, top + height, width + 2, 1, colour);
  fillRect(raster, left - 1, top, 1, height, colour);
  fillRect(raster, left + width, top, 1, height, colour);
}

/** Lines with round ends and smooth edges. Overlapping segments of one call do not darken each other. */
export function drawSegments(
  raster: Raster,
  segments: readonly Segment[],
  thickness: number,
  colour: Colour,
): void {
  if (segments.length === 0) return;
  const xs = segments.flatMap(([x0, , x1]) => [x0, x1]);
  const ys = segments.flatMap(([, y0, , y1]) => [y0, y1]);
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  const distance = (x: number, y: number): number =>
    segments.reduce((least, segment) => Math.min(least, distanceToSegment(x, y, segment)), Infinity);
  drawByDistance(raster, box, thickness, colour, distance);
}

/** A circle line. */
export function drawCircle(
  raster: Raster,
  x: number,
  y: number,
  radius: number,
  thickness: number,
  colour: Colour,
): void {
  const box = [x - radius, y - radius, x + radius, y + radius] as const;
  drawByDistance(raster, box, thickness, colour, (px, py) => Math.abs(Math.hypot(px - x, py - y) - radius));
}

/** Mixes a colour into one pixel; `opacity` 0–1. Pixels outside the picture are left out. */
export function blendPixel(raster: Raster, x: number, y: number, colour: Colour, opacity: number): void {
  if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return;
  const at = (y * raster.width + x) * 4;
  for (let c = 0; c < 3; c++) {
    raster.data[at + c] = raster.data[at + c]! * (1 - opacity) + colour[c]! * opacity;
  }
}

/** Covers each pixel of the box by how much of it lies within half a thickness of the line. */
function drawByDistance(
  raster: Raster,
  [left, top, right, bottom]: readonly [number, number, number, number],
  thickness: number,
  colour: Colour,
  distance: (x: number, y: number) => number,
): void {
  const reach = thickness / 2 + 0.5;
  const [x0, x1] = [Math.max(Math.floor(left - reach), 0), Math.min(right + reach, raster.width)];
  const [y0, y1] = [Math.max(Math.floor(top - reach), 0), Math.min(bottom + reach, raster.height)];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const coverage = reach - distance(x + 0.5, y + 0.5);
      if (coverage > 0) blendPixel(raster, x, y, colour, Math.min(coverage, 1));
    }
  }
}

function distanceToSegment(x: number, y: number, [x0, y0, x1, y1]: Segment): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / lengthSquared;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
