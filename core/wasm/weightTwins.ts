import type { KernelTable } from "./kernelTable.js";
import { readPack } from "./packTwins.js";
import { bytesAt, framePixels, maskedSum, type Pixels } from "./twinPixels.js";

type WeightKernels = Pick<KernelTable, "denseWeightedSums" | "packedWeightedSums" | "denseBitSums">;

/** The kernels of weights and of masks that change with every frame in readable TypeScript. */
export function createWeightTwins(memory: WebAssembly.Memory): WeightKernels {
  const floatsAt = (pointer: number, length: number): Float64Array =>
    new Float64Array(bytesAt(memory, pointer, 8 * length).slice().buffer);
  const write = (pointer: number, values: Float64Array): void =>
    bytesAt(memory, pointer, values.byteLength).set(new Uint8Array(values.buffer));

  return {
    denseWeightedSums(dense, frames, elements, dtype, weightsPointer, spansPointer, spans, out) {
      const weights = floatsAt(weightsPointer, elements);
      const ends = new Uint32Array(bytesAt(memory, spansPointer, 8 * spans).slice().buffer);
      const sums = new Float64Array(frames);
      for (let frame = 0; frame < frames; frame++) {
        const pixels = framePixels(memory, dense, frame, elements, dtype);
        for (let i = 0; i < ends.length; i += 2)
          sums[frame]! += weightedSum(pixels, weights, ends[i]!, ends[i + 1]!);
      }
      write(out, sums);
    },

    packedWeightedSums(packs, frames, elements, weightsPointer, first, end, out) {
      const weights = floatsAt(weightsPointer, elements);
      const addresses = new Uint32Array(bytesAt(memory, packs, 4 * frames).slice().buffer);
      write(
        out,
        Float64Array.from(addresses, (pack) =>
          weightedSum(readPack(memory, pack, elements), weights, first, end),
        ),
      );
    },

    denseBitSums(dense, elements, dtype, masks, count, maskBytes, out) {
      const pixels = framePixels(memory, dense, 0, elements, dtype);
      write(
        out,
        Float64Array.from({ length: count }, (_, index) =>
          maskedSum(pixels, bytesAt(memory, masks + index * maskBytes, maskBytes)),
        ),
      );
    },
  };
}

function weightedSum(pixels: Pixels, weights: Float64Array, first: number, end: number): number {
  let sum = 0;
  for (let element = first; element < end; element++) sum += pixels[element]! * weights[element]!;
  return sum;
}
