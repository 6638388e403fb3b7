import type { KernelTable } from "./kernelTable.js";
import { readPack } from "./packTwins.js";
import { bytesAt, framePixels, isInside, type Pixels } from "./twinPixels.js";

type MaxKernels = Pick<KernelTable, "denseMaskMax" | "packedMaskMax" | "denseFrameMax">;

/** The kernels of largest pixels in readable TypeScript. */
export function createMaxTwins(memory: WebAssembly.Memory): MaxKernels {
  const writeAll = (out: number, frames: readonly Pixels[], masks: readonly Uint8Array[]) => {
    const largest = frames.flatMap((pixels) => masks.map((mask) => largestIn(pixels, mask)));
    const values = Float64Array.from(largest);
    bytesAt(memory, out, values.byteLength).set(new Uint8Array(values.buffer));
  };
  const masksAt = (pointer: number, count: number, maskBytes: number): Uint8Array[] =>
    Array.from({ length: count }, (_, i) => bytesAt(memory, pointer + i * maskBytes, maskBytes));

  return {
    denseMaskMax(dense, frames, elements, dtype, masks, count, maskBytes, out) {
      const all = Array.from({ length: frames }, (_, i) => framePixels(memory, dense, i, elements, dtype));
      writeAll(out, all, masksAt(masks, count, maskBytes));
    },

    packedMaskMax(packs, frames, elements, masks, count, maskBytes, out) {
      const addresses = new Uint32Array(bytesAt(memory, packs, 4 * frames).slice().buffer);
      const all = Array.from(addresses, (pack) => readPack(memory, pack, elements));
      writeAll(out, all, masksAt(masks, count, maskBytes));
    },

    denseFrameMax(dense, frames, elements, dtype, largest) {
      const most = framePixels(memory, largest, 0, elements, dtype);
      for (let frame = 0; frame < frames; frame++) {
        framePixels(memory, dense, frame, elements, dtype).forEach((value, element) => {
          if (value > most[element]!) most[element] = value;
        });
      }
      bytesAt(memory, largest, most.byteLength).set(new Uint8Array(most.buffer));
    },
  };
}

/** NaN is passed over; 0 where there is no number. */
function largestIn(pixels: Pixels, mask: Uint8Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let element = 0; element < pixels.length; element++) {
    if (isInside(mask, element) && pixels[element]! > most) most = pixels[element]!;
  }
  return most === Number.NEGATIVE_INFINITY ? 0 : most;
}
