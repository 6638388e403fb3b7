import { encode } from "fast-png";
import type { MimeBundle } from "./mimeBundle.js";

/** 8-bit pixels in rows from the top, as a browser's ImageData and decoders of pictures have them. */
export interface Pixels {
  /** px */
  readonly width: number;
  readonly height: number;
  /** RGBA or RGB, a byte each. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

const channelNames: Readonly<Record<number, string>> = { 3: "RGB", 4: "RGBA" };
/** A picture with more pixels is told in words: a notebook would keep it. */
const mostPixels = 2 ** 24;

export function isPixels(value: object): value is Pixels {
  if (!("width" in value && "height" in value && "data" in value)) return false;
  const { width, height, data } = value;
  const isBytes = data instanceof Uint8Array || data instanceof Uint8ClampedArray;
  return isBytes && isExtent(width) && isExtent(height) && data.length / (width * height) in channelNames;
}

function isExtent(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

/** The picture itself, pixel by pixel, and its size. */
export function describePixels({ width, height, data }: Pixels): MimeBundle {
  const channels = data.length / (width * height);
  const text = `picture, ${width} × ${height} px, ${channelNames[channels]} in a ${data.constructor.name}`;
  if (width * height > mostPixels) return { "text/plain": text };
  const png = encode({
    width,
    height,
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    channels,
  });
  return { "text/plain": text, "image/png": Buffer.from(png).toString("base64") };
}
