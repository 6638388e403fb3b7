import { pixelCount } from "../../data/cubeDescription.js";
import { denseScratchBytes } from "../../wasm/kernels.js";
import { dtypeCode, maskSlack } from "../../wasm/kernelTable.js";
import type { FrameBlock, Udf, UdfContext, UdfTask } from "../contract.js";
import { growingBuffer, once } from "../runMemory.js";
import { chooseForms } from "./maskForms.js";
import { writeFrames } from "./writeFrames.js";

/** Parameters of {@link maskSums}. */
export interface MaskSumsParams {
  /** Packed masks (core/wasm/kernelTable.ts), one after the other. */
  readonly packed: Uint8Array;
  readonly masks: number;
}

/** Exact sums of every frame over binary masks: nav result `sums`, [scanY, scanX, masks]. */
export const maskSums: Udf<MaskSumsParams> = {
  name: "maskSums",
  results: ({ masks }) => ({ sums: { kind: "nav", dtype: "float64", extraShape: [masks] } }),
  start: startMaskSums,
};

function startMaskSums({ packed, masks }: MaskSumsParams, context: UdfContext): UdfTask {
  const { cube, kernels, memory } = context;
  const elements = pixelCount(cube);
  const maskBytes = packed.byteLength / masks;
  const masksPointer = context.allocate(packed.byteLength + maskSlack);
  new Uint8Array(memory.buffer, masksPointer, packed.byteLength).set(packed);
  const out = growingBuffer(context);
  const scratch = once(() => context.allocate(denseScratchBytes(elements, masks, dtypeCode[cube.dtype])));
  let masksChanged = 1;
  const sums = context.results.sums!;

  const sumDense = (block: FrameBlock, outPointer: number): void => {
    kernels.denseMaskSums(
      block.dense(),
      block.count,
      elements,
      dtypeCode[cube.dtype],
      masksPointer,
      masks,
      maskBytes,
      scratch(),
      masksChanged,
      outPointer,
    );
    masksChanged = 0;
  };

  const sumWords = (block: FrameBlock, outPointer: number): boolean => {
    const words = block.words();
    if (words === undefined) return false;
    const { pointer, frameStride } = words;
    kernels.wordMaskSums(pointer, block.count, frameStride, masksPointer, masks, maskBytes, outPointer);
    return true;
  };

  const packForm = once(() => placePackMasks(packed, masks, context));
  const sumPacks = (block: FrameBlock, outPointer: number): boolean => {
    if (block.packs === undefined) return false;
    const { pointer, complements } = packForm();
    const { count } = block;
    kernels.packedMaskSums(block.packs, count, elements, pointer, masks, maskBytes, complements, outPointer);
    return true;
  };

  return {
    process(block) {
      const outPointer = out(block.count * masks * Float64Array.BYTES_PER_ELEMENT);
      if (!sumPacks(block, outPointer) && !sumWords(block, outPointer)) sumDense(block, outPointer);
      const found = new Float64Array(memory.buffer as ArrayBuffer, outPointer, block.count * masks);
      writeFrames(sums, found, block.frames, masks);
    },
  };
}

/** Masks in the form that costs least over packs, and a byte each: 1 where that is the complement. */
function placePackMasks(
  packed: Uint8Array,
  masks: number,
  context: UdfContext,
): { pointer: number; complements: number } {
  const forms = chooseForms(packed, masks, pixelCount(context.cube));
  const pointer = context.allocate(packed.byteLength);
  const complements = context.allocate(masks);
  new Uint8Array(context.memory.buffer, pointer, packed.byteLength).set(forms.packed);
  new Uint8Array(context.memory.buffer, complements, masks).set(forms.complements);
  return { pointer, complements };
}
