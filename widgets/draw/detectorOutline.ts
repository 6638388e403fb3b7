import { type Detector, isSimpleDetector } from "#core/virtual/detector.js";
import type { DrawableDetector } from "../models/detectorPickerState.js";
import { type Colour, drawCircle, drawSegments, type Raster, type Segment } from "./raster.js";

/** Where an image lies in a picture. */
export interface ImagePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Picture px an image pixel. */
  readonly zoom: number;
}

const lineColour: Colour = [255, 120, 30];
const haloColour: Colour = [0, 0, 0];

/**
 * Outline of a detector on an image drawn in a picture: an orange line in a black halo, seen on every map. Only simple
 * shapes have one. What lies outside the image is cut off.
 */
export function drawDetector(raster: Raster, detector: Detector, place: ImagePlace): void {
  if (!isSimpleDetector(detector)) return;
  const before = raster.data.slice();
  for (const [thickness, colour] of [
    [4, haloColour],
    [2, lineColour],
  ] as const)
    drawOutline(raster, detector, place, thickness, colour);
  restoreOutside(raster, before, place);
}

function drawOutline(
  raster: Raster,
  detector: DrawableDetector,
  place: ImagePlace,
  thickness: number,
  colour: Colour,
): void {
  const { zoom } = place;
  // Pixel (0, 0) is the centre of the first pixel, which is drawn zoom px wide.
  const y = place.top + (detector.centre[0] + 0.5) * zoom;
  const x = place.left + (detector.centre[1] + 0.5) * zoom;
  const circle = (radius: number): void => drawCircle(raster, x, y, radius * zoom, thickness, colour);
  switch (detector.shape) {
    case "point":
      drawSegments(raster, crossAt(x, y, Math.max(zoom, 6)), thickness, colour);
      break;
    case "circle":
      circle(detector.radius);
      break;
    case "annulus":
      if (detector.inner > 0) circle(detector.inner);
      circle(detector.outer);
      break;
    case "rectangle": {
      const box = boxAt(x, y, detector.height * zoom, detector.width * zoom);
      drawSegments(raster, box, thickness, colour);
    }
  }
}

function crossAt(x: number, y: number, reach: number): Segment[] {
  return [
    [x - reach, y, x + reach, y],
    [x, y - reach, x, y + reach],
  ];
}

function boxAt(x: number, y: number, height: number, width: number): Segment[] {
  const [x0, x1, y0, y1] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  return [
    [x0, y0, x1, y0],
    [x1, y0, x1, y1],
    [x1, y1, x0, y1],
    [x0, y1, x0, y0],
  ];
}

function restoreOutside(raster: Raster, before: Uint8ClampedArray, place: ImagePlace): void {
  const rowBytes = raster.width * 4;
  const restore = (from: number, to: number): void => raster.data.set(before.subarray(from, to), from);
  restore(0, place.top * rowBytes);
  for (let y = place.top; y < place.top + place.height; y++) {
    restore(y * rowBytes, y * rowBytes + place.left * 4);
    restore(y * rowBytes + (place.left + place.width) * 4, (y + 1) * rowBytes);
  }
  restore((place.top + place.height) * rowBytes, raster.data.length);
}
