import type { CubeDescription, CubePart } from "../../data/cubeDescription.js";
import { storedBytes } from "../../data/storedDtype.js";
import type { TileHost } from "../tileHost.js";
import { convertPixels } from "./convertPixels.js";
import { frameBytes, storedFrameBytes, swapBytes } from "./frameBlocks.js";
import type { ReadBuffers } from "./readBuffers.js";

/** Frames as the file has them, on their way to pixels of the cube's dtype. Addresses in linear memory. */
export interface StoredFrames {
  /** Where to write them. Taking memory may replace its buffer: ask for the address first, then make a view. */
  place(): number;
  /** Of the first `count` frames that were written, the pixels: little-endian, of the cube's dtype. */
  pixels(count: number): number;
}

/** Room for `most` frames of a part at a time. */
export function createStoredFrames(
  cube: CubeDescription,
  { littleEndian }: Pick<CubePart, "littleEndian">,
  most: number,
  host: TileHost,
  buffers: ReadBuffers,
): StoredFrames {
  const { dtype, stored } = cube;
  const perFrame = storedFrameBytes(cube);
  const dense = (): number => buffers.dense(most * frameBytes(cube));
  const place = (): number => (stored === undefined ? dense() : buffers.stored(most * perFrame));
  return {
    place,
    pixels(count) {
      const [from, to] = [place(), dense()];
      const { buffer } = host.memory;
      if (!littleEndian) swapBytes(new Uint8Array(buffer, from, count * perFrame), storedBytes(cube));
      if (stored !== undefined)
        convertPixels({ dtype, stored }, { buffer, from, to }, (count * perFrame) / storedBytes(cube));
      return to;
    },
  };
}
