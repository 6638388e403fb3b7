import type { Detector, Pair } from "./detector.js";

/**
 * The detector moved by [dy, dx] px. A bitmap moves by whole pixels, the nearest; what it has beyond the detector's
 * border is lost, and what comes in is outside of it.
 */
export function moveDetector(detector: Detector, by: Pair): Detector {
  const move = ([y, x]: Pair): Pair => [y + by[0], x + by[1]];
  const moveAll = (parts: readonly Detector[]): Detector[] => parts.map((part) => moveDetector(part, by));
  switch (detector.shape) {
    case "bitmap":
      return { ...detector, mask: movedMask(detector.mask, detector.size, by) };
    case "union":
    case "intersection":
      return { shape: detector.shape, detectors: moveAll(detector.detectors) };
    case "inversion":
      return { shape: "inversion", detector: moveDetector(detector.detector, by) };
    case "polygon":
      return { ...detector, points: detector.points.map(move) };
    default:
      return { ...detector, centre: move(detector.centre) };
  }
}

function movedMask(mask: Uint8Array, [height, width]: Pair, by: Pair): Uint8Array {
  const [dy, dx] = [Math.round(by[0]), Math.round(by[1])];
  const moved = new Uint8Array(mask.length);
  const [firstX, endX] = [Math.max(0, dx), Math.min(width, width + dx)];
  if (firstX >= endX) return moved;
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const row = (y - dy) * width;
    moved.set(mask.subarray(row + firstX - dx, row + endX - dx), y * width + firstX);
  }
  return moved;
}
