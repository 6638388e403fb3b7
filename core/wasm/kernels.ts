import { RonchiError } from "../errors.js";
import type { KernelTable } from "./kernelTable.js";

const kernelNames = [
  "bslz4ToPlanes",
  "bslz4FramesToPlanes",
  "planeWords",
  "packedWords",
  "wordMaskSums",
  "wordMoments",
  "lz4Chunk",
  "planeOverflow",
  "planesToDense",
  "unshuffle",
  "denseMaskSums",
  "denseFrameSum",
  "denseCountEqual",
  "packPlanes",
  "packDense",
  "packedToPlanes",
  "packedMaskSums",
  "packedRingSums",
  "denseRingSums",
  "denseWeightedSums",
  "packedWeightedSums",
  "denseBitSums",
  "denseMaskMax",
  "packedMaskMax",
  "denseFrameMax",
  "denseSquareSum",
  "planeBitCounts",
  "addBitCounts",
] as const satisfies readonly (keyof KernelTable)[];

/** Packed masks start at multiples of this many bytes and are padded to it. */
const maskAlignment = 16;

/** Bytes of one element, by dtype code. */
const laneBytes = [1, 2, 4, 4, 8] as const;

/**
 * Instantiates the compiled kernels over `memory`, which must be shared (`shared: true`). The module keeps nothing in
 * memory but what its callers point it to, so any number of threads may hold an instance over the same memory.
 * Throws RonchiError "unsupported" where the module does not fit the host or the memory.
 */
export function instantiateKernels(wasmBytes: Uint8Array, memory: WebAssembly.Memory): KernelTable {
  const exports = instantiate(wasmBytes, memory);
  for (const name of kernelNames) {
    if (typeof exports[name] !== "function") {
      throw unusable(`no function "${name}"`, "the kernels of this version");
    }
  }
  return exports as unknown as KernelTable; // the names were checked; types are lost at the wasm boundary
}

function instantiate(wasmBytes: Uint8Array, memory: WebAssembly.Memory): Record<string, unknown> {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(wasmBytes), { env: { memory } }).exports;
  } catch (cause) {
    throw unusable(String(cause), "a module with SIMD over shared memory", cause);
  }
}

function unusable(found: string, expected: string, cause?: unknown): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: "WebAssembly kernels",
    found,
    expected,
    remedy: "Build again (npm run build), and use Node 20.19 or later.",
    cause,
  });
}

/** Bytes of one packed mask: a bit an element, padded to {@link maskAlignment}. */
export function maskByteLength(elements: number): number {
  return roundUp(Math.ceil(elements / 8), maskAlignment);
}

/** Packs a mask of one byte an element (0 is outside, anything else inside) to the form that the kernels take. */
export function packMask(mask: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(maskByteLength(mask.length));
  for (let element = 0; element < mask.length; element++) {
    if (mask[element] !== 0) packed[element >> 3]! |= 1 << (element & 7);
  }
  return packed;
}

/**
 * Bytes of scratch that `denseMaskSums` needs: each mask expanded to one lane of all ones or zeros an element, padded
 * to 16 elements. `dtype` is a dtype code (kernelTable.ts).
 */
export function denseScratchBytes(elements: number, masks: number, dtype: number): number {
  return roundUp(elements, 16) * masks * (laneBytes[dtype] ?? 4);
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
