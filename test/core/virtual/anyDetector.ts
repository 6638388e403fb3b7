import fc from "fast-check";
import {
  annulus,
  circle,
  type DetectorSpec,
  type Pair,
  point,
  polygon,
  rectangle,
} from "#core/virtual/detector.js";
import { detectorMask } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { segments } from "#core/virtual/segments.js";
import { detectorWeights } from "#core/virtual/weights.js";

/** Of the detector, px, unless a test says otherwise. */
export const shape = [31, 27] as const;

/** 1 = in the detector, one byte a pixel. */
export function maskOf(spec: DetectorSpec, size: Pair = shape): Uint8Array {
  return detectorMask(placeDetector(spec, size, {}), size);
}

/** How much each pixel counts. */
export function weightsOf(spec: DetectorSpec, size: Pair = shape): Float32Array {
  return detectorWeights(placeDetector(spec, size, {}), size);
}

export function sum(values: Iterable<number>): number {
  return [...values].reduce((a, b) => a + b, 0);
}

/** In how many of the masks each pixel is. */
export function total(masks: readonly Uint8Array[]): Uint8Array {
  return masks.reduce((a, b) => a.map((value, i) => value + b[i]!));
}

/** Sixteenths of a pixel, so that borders are hit and squares stay exact. */
export const coordinate = fc.integer({ min: -80, max: 560 }).map((value) => value / 16);
export const place = fc.tuple(coordinate, coordinate);
export const radius = fc.integer({ min: 0, max: 240 }).map((value) => value / 16);

/** A hard detector of any shape but a bitmap and a lattice. */
export const anyShape: fc.Arbitrary<DetectorSpec> = fc.oneof(
  place.map((centre) => point({ centre })),
  fc.tuple(place, radius).map(([centre, r]) => circle({ centre, radius: r })),
  fc.tuple(place, radius, radius).map(([centre, a, b]) => annulus({ centre, inner: a, outer: a + b })),
  fc.tuple(place, radius, radius).map(([centre, height, width]) => rectangle({ centre, height, width })),
  fc.array(place, { minLength: 3, maxLength: 7 }).map((points) => polygon({ points })),
  fc.tuple(place, radius).map(([centre, outer]) => segments({ centre, outer, count: 3, rotation: 0.3 })[1]!),
);
