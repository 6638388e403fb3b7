import { boundsOf, centreOf } from "../models/detectorBounds.js";
import type { DrawableDetector } from "../models/pickerDetector.js";
import { outlineStrokes } from "./outlineStrokes.js";
import { type Colour, drawCircle, drawSegments, type Raster, type Segment } from "./raster.js";
import { drawText, textWidth } from "./text.js";

/** Where an image lies in a picture. */
export interface ImagePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Picture px an image pixel. */
  readonly zoom: number;
}

const haloColour: Colour = [0, 0, 0];

/** A detector as it is marked in a picture. */
export interface MarkedDetector {
  readonly detector: DrawableDetector;
  readonly colour: Colour;
  /** Written beside it. */
  readonly name?: string;
}

const nameSize = 11;

/**
 * Outline of a detector on an image drawn in a picture: a line of its colour in a black halo, seen on every map, with its
 * name beside it. What lies outside the image is cut off.
 * @param frame shape of the image, px [y, x]
 */
export function drawDetector(
  raster: Raster,
  { detector, colour: lineColour, name }: MarkedDetector,
  frame: readonly [number, number],
  place: ImagePlace,
): void {
  const before = raster.data.slice();
  for (const [thickness, colour] of [
    [4, haloColour],
    [2, lineColour],
  ] as const)
    drawOutline(raster, detector, frame, place, { thickness, colour });
  if (name !== undefined) drawName(raster, name, detector, place, lineColour);
  restoreOutside(raster, before, place);
}

/** At the upper right of the shape, in a dark halo. */
function drawName(
  raster: Raster,
  name: string,
  detector: DrawableDetector,
  place: ImagePlace,
  colour: Colour,
): void {
  const box = boundsOf(detector);
  if (box === undefined) return;
  const middle = centreOf(detector)!;
  const part = "radius" in detector || "outer" in detector ? Math.SQRT1_2 : 1;
  const corner = [
    middle[0] - part * (middle[0] - box.least[0]),
    middle[1] + part * (box.most[1] - middle[1]),
  ] as const;
  const [x, y] = inPicture(corner, place);
  const left = Math.min(
    Math.max(x + 3, place.left + 3),
    place.left + place.width - textWidth(name, nameSize) - 3,
  );
  const top = Math.max(y - nameSize - 3, place.top + 3);
  for (const [dx, dy] of haloOffsets)
    drawText(raster, name, left + dx, top + dy, { size: nameSize, colour: haloColour });
  drawText(raster, name, left, top, { size: nameSize, colour });
}

const haloOffsets = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

interface Line {
  readonly thickness: number;
  readonly colour: Colour;
}

function drawOutline(
  raster: Raster,
  detector: DrawableDetector,
  frame: readonly [number, number],
  place: ImagePlace,
  line: Line,
): void {
  if (detector.shape === "point") {
    const [x, y] = inPicture(detector.centre, place);
    drawSegments(raster, crossAt(x, y, Math.max(place.zoom, 6)), line.thickness, line.colour);
    return;
  }
  const segments: Segment[] = [];
  for (const stroke of outlineStrokes(detector, frame)) {
    if ("radius" in stroke) {
      const [x, y] = inPicture(stroke.centre, place);
      drawCircle(raster, x, y, stroke.radius * place.zoom, line.thickness, line.colour);
    } else if ("from" in stroke)
      segments.push([...inPicture(stroke.from, place), ...inPicture(stroke.to, place)]);
    else segments.push(...sidesOf(stroke.corners.map((corner) => inPicture(corner, place))));
  }
  drawSegments(raster, segments, line.thickness, line.colour);
}

/** Pixel (0, 0) is the centre of the first pixel, which is drawn zoom px wide. Gives x, y. */
function inPicture([y, x]: readonly [number, number], { left, top, zoom }: ImagePlace): [number, number] {
  return [left + (x + 0.5) * zoom, top + (y + 0.5) * zoom];
}

function sidesOf(corners: readonly (readonly [number, number])[]): Segment[] {
  return corners.map((corner, i) => [...corners.at(i - 1)!, ...corner]);
}

function crossAt(x: number, y: number, reach: number): Segment[] {
  return [
    [x - reach, y, x + reach, y],
    [x, y - reach, x, y + reach],
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
