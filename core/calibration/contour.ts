/** A place where an image crosses a level between two neighbouring pixels, and the way to the higher one. */
export interface ContourPoint {
  readonly y: number;
  readonly x: number;
  /** Unit step towards the inside. */
  readonly inY: number;
  readonly inX: number;
  /** Label of the region above the level, from 1. */
  readonly region: number;
}

/** Where an image [height, width] crosses a level, by linear interpolation along rows and columns. */
export function contourPoints(
  image: Float64Array,
  [height, width]: readonly [number, number],
  level: number,
): ContourPoint[] {
  const regions = labelRegions(image, width, level);
  const points: ContourPoint[] = [];
  const cross = (y: number, x: number, dy: number, dx: number): void => {
    const [here, there] = [y * width + x, (y + dy) * width + x + dx];
    const isInside = image[here]! >= level;
    if (isInside === image[there]! >= level) return;
    const t = (level - image[here]!) / (image[there]! - image[here]!);
    const sign = isInside ? -1 : 1;
    const region = regions[isInside ? here : there]!;
    points.push({ y: y + t * dy, x: x + t * dx, inY: sign * dy, inX: sign * dx, region });
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x + 1 < width) cross(y, x, 0, 1);
      if (y + 1 < height) cross(y, x, 1, 0);
    }
  }
  return points;
}

/** Numbers the connected regions (4 neighbours) at or above a level from 1; 0 below it. */
function labelRegions(image: Float64Array, width: number, level: number): Uint32Array {
  const labels = new Uint32Array(image.length);
  const open: number[] = [];
  let count = 0;
  const visit = (pixel: number): void => {
    if (labels[pixel] !== 0 || !(image[pixel]! >= level)) return;
    labels[pixel] = count;
    open.push(pixel);
  };
  for (let start = 0; start < image.length; start++) {
    if (labels[start] !== 0 || !(image[start]! >= level)) continue;
    count++;
    visit(start);
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      const x = pixel % width;
      if (x > 0) visit(pixel - 1);
      if (x + 1 < width) visit(pixel + 1);
      if (pixel >= width) visit(pixel - width);
      if (pixel + width < image.length) visit(pixel + width);
    }
  }
  return labels;
}
