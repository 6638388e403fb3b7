/** Kernels of packs and of words, the forms of counts; see KernelTable. */
export interface PackKernels {
  /**
   * Planes of `frames` frames, `frameStride` bytes apart -> their words, `wordStride` bytes apart, without the elements
   * outside the packed mask `valid`. Blocks must have `leastWordBlock` elements or hold the whole frame.
   */
  planeWords(
    planesPointer: number,
    frames: number,
    frameStride: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    validPointer: number,
    wordsPointer: number,
    wordStride: number,
  ): void;
  /** Packs -> words; `packsPointer`: uint32 address of each frame's pack. */
  packedWords(
    packsPointer: number,
    frames: number,
    elements: number,
    wordsPointer: number,
    wordStride: number,
  ): void;
  /** Exact sums of words over packed binary masks, `maskBytes` apart. Writes float64 [frames][masks] at `outPointer`. */
  wordMaskSums(
    wordsPointer: number,
    frames: number,
    wordStride: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    outPointer: number,
  ): void;
  /**
   * Sums of words for centres of mass, over the packed mask `support`, of frames of rows of `width` elements: all
   * elements, elements times their row, times their column. Writes float64 [frames][3], exact below 2^53.
   */
  wordMoments(
    wordsPointer: number,
    frames: number,
    wordStride: number,
    width: number,
    supportPointer: number,
    outPointer: number,
  ): void;
  /** Planes -> pack, without the elements outside the packed mask `valid`. Returns the length of the pack. */
  packPlanes(
    planesPointer: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    validPointer: number,
    packPointer: number,
  ): number;
  /** Dense integer pixels -> pack, as `packPlanes`. */
  packDense(
    densePointer: number,
    elements: number,
    elementBytes: number,
    validPointer: number,
    packPointer: number,
  ): number;
  /** Pack -> planes of one block, as large as the frame allows. Returns the block size in elements. */
  packedToPlanes(packPointer: number, elements: number, elementBytes: number, planesPointer: number): number;
  /**
   * Exact sums over packed binary masks of frames kept as packs; `packsPointer`: uint32 address of each frame's pack.
   * `complementsPointer`: a byte a mask; where it is not 0 the answer is the frame's total less the sum. Writes float64
   * [frames][masks]. Costs in proportion to the units between the first and the last element of the masks.
   */
  packedMaskSums(
    packsPointer: number,
    frames: number,
    elements: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    complementsPointer: number,
    outPointer: number,
  ): void;
  /**
   * Exact sums of packs over rings: `labelsPointer` holds the ring of each element, uint16; elements with a label of
   * `rings` or more belong to none. Writes float64 [frames][rings].
   */
  packedRingSums(
    packsPointer: number,
    frames: number,
    elements: number,
    labelsPointer: number,
    rings: number,
    outPointer: number,
  ): void;
  /**
   * As `denseWeightedSums`, of frames kept as packs. Elements before `first` and from `end` on weigh 0; weights are
   * padded with 0 to whole units.
   */
  packedWeightedSums(
    packsPointer: number,
    frames: number,
    elements: number,
    weightsPointer: number,
    first: number,
    end: number,
    outPointer: number,
  ): void;
  /** As `denseMaskMax`, of frames kept as packs; `packsPointer`: uint32 address of each frame's pack. */
  packedMaskMax(
    packsPointer: number,
    frames: number,
    elements: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    outPointer: number,
  ): void;
}
