import { pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import { maskByteLength, packMask } from "../../wasm/kernels.js";
import { packByteLimit } from "../../wasm/kernelTable.js";
import type { FrameBlock, UdfContext } from "../contract.js";
import { once } from "../runMemory.js";

/**
 * Packs up to `most` frames of planes, as kernels that look at each set bit take them: cheaper than pixels, of which most
 * are 0. Answers the address of the packs' addresses; undefined where there are no planes.
 */
export function createPlanePacker(
  context: UdfContext,
  most: number,
): (block: FrameBlock, first: number, count: number) => number | undefined {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const stride = packByteLimit(elements, elementBytes);
  const place = once(() => {
    const valid = context.allocate(maskByteLength(elements));
    const everything = packMask(new Uint8Array(elements).fill(1));
    new Uint8Array(memory.buffer, valid, everything.length).set(everything);
    return { addresses: context.allocate(4 * most), valid, packs: context.allocate(stride * most) };
  });
  return (block, first, count) => {
    const planes = block.planes();
    if (planes === undefined) return undefined;
    const { addresses, valid, packs } = place();
    for (let i = 0; i < count; i++) {
      const from = planes.pointer + (first + i) * planes.frameStride;
      kernels.packPlanes(from, elements, elementBytes, planes.blockElements, valid, packs + i * stride);
    }
    const found = Uint32Array.from({ length: count }, (_, i) => packs + i * stride);
    new Uint32Array(memory.buffer as ArrayBuffer, addresses, count).set(found);
    return addresses;
  };
}
