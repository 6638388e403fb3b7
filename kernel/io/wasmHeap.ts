/** Memory management for a WebAssembly module that imports malloc and free. */
export interface Heap {
  /** Address of `byteLength` bytes, 32-byte aligned, or 0 where the limit does not allow them. */
  allocate(byteLength: number): number;
  allocateZeroed(byteLength: number): number;
  allocateOrThrow(byteLength: number): number;
  /** Gives back what {@link allocate} answered; 0 is ignored. Answers 0. */
  free(pointer: number): number;
  /** Memory that may be in use from now on, bytes. */
  limit(byteLength: number): void;
  /** Address behind everything that was ever allocated. */
  end(): number;
  /** Forgets all that was allocated behind an earlier {@link end}, and what was given back. */
  reset(end: number): void;
}

const PAGE_BYTES = 65536;
/** Before each allocation: the power of two that it takes. Keeps the alignment of the block. */
const HEADER_BYTES = 32;
const SMALLEST = 6;
const LARGEST = 31;

/**
 * Blocks of powers of two from `start` on; those given back are kept for the next of the same size. Simple, and fast
 * where the same few sizes come again and again, as in a decompressor.
 */
export function createHeap(memory: WebAssembly.Memory, start: number): Heap {
  const free: number[][] = Array.from({ length: LARGEST + 1 }, () => []);
  let end = Math.ceil(start / HEADER_BYTES) * HEADER_BYTES;
  let most = Infinity;

  function takeNew(power: number): number | undefined {
    const block = end;
    const after = block + 2 ** power;
    if (after > most) return undefined;
    const missing = Math.ceil((after - memory.buffer.byteLength) / PAGE_BYTES);
    if (missing > 0) memory.grow(missing);
    end = after;
    return block;
  }

  function allocate(byteLength: number): number {
    const wanted = (byteLength >>> 0) + HEADER_BYTES;
    const power = Math.max(SMALLEST, Math.ceil(Math.log2(wanted)));
    const block = power > LARGEST ? undefined : (free[power]!.pop() ?? takeNew(power));
    if (block === undefined) return 0;
    new DataView(memory.buffer).setUint32(block, power, true);
    return block + HEADER_BYTES;
  }

  return {
    allocate,
    allocateZeroed(byteLength) {
      const pointer = allocate(byteLength);
      if (pointer !== 0) new Uint8Array(memory.buffer, pointer, byteLength).fill(0);
      return pointer;
    },
    allocateOrThrow(byteLength) {
      const pointer = allocate(byteLength);
      if (pointer === 0) throw new Error(`no memory for ${byteLength} bytes`);
      return pointer;
    },
    free(pointer) {
      if (pointer === 0) return 0;
      const block = pointer - HEADER_BYTES;
      free[new DataView(memory.buffer).getUint32(block, true)]!.push(block);
      return 0;
    },
    limit(byteLength) {
      most = Math.max(byteLength, end);
    },
    end: () => end,
    reset(earlier) {
      end = earlier;
      for (const blocks of free) blocks.length = 0;
    },
  };
}
