import { packUnit } from "../../wasm/kernelTable.js";

const unitBytes = packUnit / 8;

/** Packed masks and, for each, 1 where the mask was replaced by its complement. */
export interface MaskForms {
  readonly packed: Uint8Array;
  readonly complements: Uint8Array;
}

/**
 * For sums over packs: each mask, or its complement where that spans fewer units, since a pack knows its total and
 * only the units from the first to the last of all masks are looked at. Excluded pixels are 0 in a pack, so they may
 * lie in a complement.
 */
export function chooseForms(packed: Uint8Array, masks: number, elements: number): MaskForms {
  const chosen = packed.slice();
  const complements = new Uint8Array(masks);
  const maskBytes = packed.byteLength / masks;
  for (let i = 0; i < masks; i++) {
    const mask = chosen.subarray(i * maskBytes, (i + 1) * maskBytes);
    const complement = complementOf(mask, elements);
    if (unitSpan(complement) >= unitSpan(mask)) continue;
    mask.set(complement);
    complements[i] = 1;
  }
  return { packed: chosen, complements };
}

function complementOf(mask: Uint8Array, elements: number): Uint8Array {
  const complement = mask.map((byte) => ~byte);
  const whole = elements >> 3;
  if (whole < complement.length) complement[whole]! &= (1 << (elements & 7)) - 1;
  complement.fill(0, whole + 1);
  return complement;
}

/** Units from the first to the last one with an element of the mask. */
function unitSpan(mask: Uint8Array): number {
  const first = mask.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  const last = mask.findLastIndex((byte) => byte !== 0);
  return Math.floor(last / unitBytes) - Math.floor(first / unitBytes) + 1;
}
