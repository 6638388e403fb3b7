/**
 * The compute kernels over one linear memory. Every kernel exists twice with this same signature: AssemblyScript
 * (core/wasm/assembly) and a readable TypeScript twin (core/wasm/twins.ts); a parity test holds them together.
 * Arguments named ...Pointer are byte addresses in `memory`. Nothing allocates.
 *
 * "Planes" are the bitshuffled form of a frame, exactly as HDF5 filter 32008 stores it before LZ4: for each block
 * of `blockElements` elements (last block: the rest rounded down to a multiple of 8) one plane a bit, least significant
 * first, of n/8 bytes each; then the last (elements mod 8) elements raw. Bit i%8 of byte i/8 of a plane is element i.
 * A packed mask is one bit an element in that same order (bit i%8 of byte i/8), `maskBytes` = ceil(elements / 8)
 * rounded up to 16, padding bits 0.
 */
export interface KernelTable {
  /**
   * Decodes one HDF5 bitshuffle-LZ4 chunk (12-byte header included; a header of 12 zero bytes means 8192-byte
   * blocks) into planes of `elements` elements at `planesPointer`. Writes exactly elements * elementBytes bytes, or
   * nothing beyond them on corrupt input.
   * Returns the block size in elements (> 0), or a negative {@link KernelStatus}.
   */
  bslz4ToPlanes(
    sourcePointer: number,
    sourceBytes: number,
    planesPointer: number,
    elements: number,
    elementBytes: number,
  ): number;
  /**
   * Exact sums over packed binary masks of `frames` frames of planes, `frameStride` bytes apart. Masks are
   * `maskBytes` apart. Writes float64 [frames][masks] at `outPointer`. elementBytes 1, 2 or 4.
   */
  planeMaskSums(
    planesPointer: number,
    frames: number,
    frameStride: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    outPointer: number,
  ): void;
  /** Number of elements that lie in the packed mask and have all their bits set (an overflowed pixel). */
  planeOverflow(
    planesPointer: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    maskPointer: number,
  ): number;
  /** Planes -> little-endian pixels, elements * elementBytes bytes. */
  planesToDense(
    planesPointer: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    densePointer: number,
  ): void;
  /** HDF5 shuffle filter undone: byte k of element i is at source[k * elements + i]. */
  unshuffle(sourcePointer: number, destinationPointer: number, elements: number, elementBytes: number): void;
  /**
   * Exact sums over packed binary masks of `frames` frames of dense pixels that follow each other without gaps.
   * dtype: 0 uint8, 1 uint16, 2 uint32, 3 float32 (summed in float64). Writes float64 [frames][masks]. `scratchPointer`:
   * {@link denseScratchBytes} bytes which the caller provides; expanded masks are kept there between calls while
   * `masksChanged` is 0.
   */
  denseMaskSums(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    scratchPointer: number,
    masksChanged: number,
    outPointer: number,
  ): void;
  /** accumulator[i] += sum over frames of pixel i; float64 accumulators, exact for integers below 2^53. */
  denseFrameSum(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    accumulatorPointer: number,
  ): void;
  /** Number of elements of one dense integer frame that lie in the packed mask and equal `value`. */
  denseCountEqual(
    densePointer: number,
    elements: number,
    dtype: number,
    maskPointer: number,
    value: number,
  ): number;
}

/** What {@link KernelTable.bslz4ToPlanes} answers instead of a block size. */
export const KernelStatus = {
  /** The stream ends before the chunk is whole. */
  truncated: -1,
  /** LZ4 says something impossible: a copy from before the block, or beyond its end. */
  corrupt: -2,
  /** The chunk's header declares another size than the data set, or an impossible block size. */
  sizeMismatch: -3,
} as const;

export const dtypeCode = { uint8: 0, uint16: 1, uint32: 2, float32: 3 } as const;
