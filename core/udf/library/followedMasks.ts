import { pixelCount } from "../../data/cubeDescription.js";
import type { Detector, Pair } from "../../virtual/detector.js";
import { forEachRoundSpan } from "../../virtual/diskSpans.js";
import { detectorMask } from "../../virtual/mask.js";
import { moveDetector } from "../../virtual/moveDetector.js";
import { maskByteLength, packMask } from "../../wasm/kernels.js";
import { maskSlack } from "../../wasm/kernelTable.js";
import type { UdfContext } from "../contract.js";
import { validPixels } from "../validPixels.js";

/** Detectors that move from frame to frame. */
export interface Following {
  /** As they are where the shift is 0. */
  readonly detectors: readonly Detector[];
  /** How far the detectors move for each scan position: [scanY, scanX, 2] px, y then x. */
  readonly shifts: Float64Array;
}

/** The detectors as they are in one frame. */
export function movedDetectors({ detectors, shifts }: Following, frame: number): Detector[] {
  const by: Pair = [shifts[2 * frame]!, shifts[2 * frame + 1]!];
  return detectors.map((detector) => moveDetector(detector, by));
}

/** Packed masks in linear memory, which are written anew for every frame. */
export interface FollowedMasks {
  readonly pointer: number;
  readonly maskBytes: number;
  write(detectors: readonly Detector[]): void;
}

/** Takes memory for the masks of `count` detectors with hard borders. Excluded pixels are outside of all. */
export function createFollowedMasks(context: UdfContext, count: number): FollowedMasks {
  const { cube, memory } = context;
  const [, , detY, detX] = cube.shape;
  const maskBytes = maskByteLength(pixelCount(cube));
  const pointer = context.allocate(maskBytes * count + maskSlack);
  const masks = new Uint8Array(memory.buffer, pointer, maskBytes * count);
  const valid = cube.excluded === undefined ? undefined : packMask(validPixels(cube));
  return {
    pointer,
    maskBytes,
    write(detectors) {
      detectors.forEach((detector, i) => {
        const mask = masks.subarray(i * maskBytes, (i + 1) * maskBytes);
        writeMask(detector, [detY, detX], mask);
        if (valid !== undefined) for (let at = 0; at < maskBytes; at++) mask[at]! &= valid[at]!;
      });
    },
  };
}

/** Disks and rings, which most detectors are, go straight to bits: a mask of bytes takes several times as long. */
function writeMask(detector: Detector, shape: readonly [number, number], mask: Uint8Array): void {
  if (detector.shape !== "circle" && detector.shape !== "annulus") {
    mask.set(packMask(detectorMask(detector, shape)));
    return;
  }
  mask.fill(0);
  forEachRoundSpan(
    detector,
    shape,
    (first, end) => writeBits(mask, first, end, 1),
    (first, end) => writeBits(mask, first, end, 0),
  );
}

/** Sets or clears the bits from `first` up to and without `end`; the span is not empty. */
function writeBits(bits: Uint8Array, first: number, end: number, value: 0 | 1): void {
  const [firstByte, lastByte] = [first >> 3, (end - 1) >> 3];
  const head = 0xff << (first & 7);
  const tail = 0xff >> (7 - ((end - 1) & 7));
  if (firstByte === lastByte) {
    writeByte(bits, firstByte, head & tail, value);
    return;
  }
  writeByte(bits, firstByte, head, value);
  bits.fill(value === 1 ? 0xff : 0, firstByte + 1, lastByte);
  writeByte(bits, lastByte, tail, value);
}

function writeByte(bits: Uint8Array, at: number, which: number, value: 0 | 1): void {
  if (value === 1) bits[at]! |= which;
  else bits[at]! &= ~which;
}
