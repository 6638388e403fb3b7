import { encode } from "fast-png";

/** 8-bit pixels in rows from the top, as a browser's ImageData and decoders of pictures have them. */
export interface Pixels {
  /** px */
  readonly width: number;
  readonly height: number;
  /** 3 or 4 bytes a pixel: RGB or RGBA. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** The picture as a PNG, pixel by pixel. */
export function encodePng({ width, height, data }: Pixels): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return encode({ width, height, data: bytes, channels: data.length / (width * height) });
}
