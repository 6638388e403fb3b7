import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import { packMask } from "../../wasm/kernels.js";
import { wordByteLimit } from "../../wasm/kernelTable.js";
import { planeStride } from "../planeStride.js";
import { growingBuffer, once } from "../runMemory.js";
import type { TileHost } from "../tileHost.js";
import { validPixels } from "../validPixels.js";

/** Memory that all readers of a run share: a scan of a thousand files has a thousand readers, one at work at a time. */
export interface ReadBuffers {
  /** Each answers an address with room for so many bytes, valid until it is asked again. */
  readonly source: (byteLength: number) => number;
  readonly planes: (byteLength: number) => number;
  readonly dense: (byteLength: number) => number;
  /** For pixels of a type that is converted. */
  readonly stored: (byteLength: number) => number;
  readonly words: (byteLength: number) => number;
  readonly table: (byteLength: number) => number;
  /** Address of the packed mask of the pixels that are not excluded. */
  readonly valid: () => number;
}

export function createReadBuffers(cube: CubeDescription, host: TileHost): ReadBuffers {
  return {
    source: growingBuffer(host),
    planes: growingBuffer(host),
    dense: growingBuffer(host),
    stored: growingBuffer(host),
    words: growingBuffer(host),
    table: growingBuffer(host),
    valid: once(() => {
      const packed = packMask(validPixels(cube));
      const pointer = host.allocate(packed.byteLength);
      new Uint8Array(host.memory.buffer, pointer, packed.byteLength).set(packed);
      return pointer;
    }),
  };
}

/** Bytes between the words of frames. */
export function wordStride(cube: CubeDescription): number {
  return planeStride(wordByteLimit(pixelCount(cube), bytesPerElement(cube.dtype)));
}
