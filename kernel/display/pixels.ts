import { encodePng, type Pixels } from "#widgets/draw/png.js";
import type { MimeBundle } from "./mimeBundle.js";

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
export function describePixels(pixels: Pixels): MimeBundle {
  const { width, height, data } = pixels;
  const kind = channelNames[data.length / (width * height)];
  const text = `picture, ${width} × ${height} px, ${kind} in a ${data.constructor.name}`;
  if (width * height > mostPixels) return { "text/plain": text };
  return { "text/plain": text, "image/png": Buffer.from(encodePng(pixels)).toString("base64") };
}
