import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import type { Pair } from "#core/virtual/detector.js";
import type { DrawableDetector, RunBitmap } from "./pickerDetector.js";

/** The same detector elsewhere; a bitmap by whole px, what leaves the detector is lost. @param by [y, x], px */
export function movedDetector(detector: DrawableDetector, by: Pair): DrawableDetector {
  const moved = ([y, x]: Pair): Pair => [y + by[0], x + by[1]];
  switch (detector.shape) {
    case "bitmap":
      return movedBitmap(detector, by);
    case "polygon":
      return { ...detector, points: detector.points.map(moved) };
    case "inversion":
      return { ...detector, detector: movedDetector(detector.detector, by) };
    case "union":
    case "intersection":
      return { ...detector, detectors: detector.detectors.map((part) => movedDetector(part, by)) };
    default:
      return { ...detector, centre: moved(detector.centre) };
  }
}

function movedBitmap({ shape, size, runs }: RunBitmap, by: Pair): RunBitmap {
  const [height, width] = size;
  const [dy, dx] = [Math.round(by[0]), Math.round(by[1])];
  const [mask, moved] = [maskOfRuns(runs, size), new Uint8Array(height * width)];
  mask.forEach((value, i) => {
    const [y, x] = [Math.floor(i / width) + dy, (i % width) + dx];
    if (value === 1 && y >= 0 && x >= 0 && y < height && x < width) moved[y * width + x] = 1;
  });
  return { shape, size, runs: runsOfMask(moved) };
}
