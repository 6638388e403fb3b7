import { interpolateSinebow } from "d3-scale-chromatic";
import type { NumberArray } from "#core/data/dtype.js";
import type { IntensityScale } from "../models/detectorPickerState.js";
import { type Limits, scaleValue } from "./contrast.js";
import { noValueColour } from "./imageToRgba.js";

/** An image of vectors: magnitudes, and angles in rad from +x to +y (clockwise on the screen). */
export interface VectorImage {
  readonly data: NumberArray;
  readonly direction: Float32Array;
  /** 1 = excluded, same order as the data. */
  readonly excluded?: Uint8Array | undefined;
}

/** Hues of a full turn: enough for steps of one degree. */
const hueCount = 360;
let hues: Uint8Array | undefined;

/**
 * Colours of an image of vectors, one RGBA pixel a vector, C order, into the first bytes of `out`: the direction is the
 * hue, the magnitude between the limits the brightness, from black.
 */
export function vectorToRgba(
  image: VectorImage,
  look: { readonly limits: Limits; readonly scale: IntensityScale; readonly step?: number },
  out: Uint8ClampedArray,
): void {
  const { data, direction, excluded } = image;
  for (let i = 0, o = 0; i < data.length; i++, o += 4) {
    const brightness = scaleValue(data[i]!, look.limits, look.scale, look.step);
    if (Number.isNaN(brightness) || excluded?.[i] === 1) out.set(noValueColour, o);
    else writeDirection(direction[i]!, brightness, out, o);
  }
}

/**
 * The legend of {@link vectorToRgba}: a disk of size × size px, angle for angle and brighter outwards, transparent around.
 */
export function colourWheel(size: number): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(4 * size * size);
  const middle = (size - 1) / 2;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const away = Math.hypot(y - middle, x - middle) / (size / 2);
      const o = 4 * (y * size + x);
      writeDirection(Math.atan2(y - middle, x - middle), Math.min(away, 1), out, o);
      // The rim is soft over one pixel.
      out[o + 3] = 255 * Math.min(Math.max((1 - away) * (size / 2) + 0.5, 0), 1);
    }
  return out;
}

function writeDirection(angle: number, brightness: number, out: Uint8ClampedArray, o: number): void {
  const table = hueTable();
  const turn = angle / (2 * Math.PI);
  const hue = 3 * (Math.floor((turn - Math.floor(turn)) * hueCount) % hueCount);
  out[o] = table[hue]! * brightness;
  out[o + 1] = table[hue + 1]! * brightness;
  out[o + 2] = table[hue + 2]! * brightness;
  out[o + 3] = 255;
}

function hueTable(): Uint8Array {
  if (hues !== undefined) return hues;
  hues = new Uint8Array(3 * hueCount);
  for (let hue = 0; hue < hueCount; hue++) {
    const channels = interpolateSinebow(hue / hueCount)
      .match(/\d+/g)!
      .map(Number);
    hues.set(channels.slice(0, 3), 3 * hue);
  }
  return hues;
}
