/** Kernels of dense pixels; see KernelTable. */
export interface DenseKernels {
  /**
   * Exact sums over packed binary masks of `frames` frames of dense pixels that follow each other without gaps.
   * dtype: 0 uint8, 1 uint16, 2 uint32, 3 float32, 4 float64 (floats are summed in float64). Writes float64
   * [frames][masks]. `scratchPointer`:
   * `denseScratchBytes` bytes which the caller provides; expanded masks are kept there between calls while
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
  /** As `packedRingSums`, of dense pixels of any dtype; exact for sums of integers below 2^53. */
  denseRingSums(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    labelsPointer: number,
    rings: number,
    outPointer: number,
  ): void;
  /**
   * Weighted sums of `frames` frames of dense pixels of any dtype: `weightsPointer` holds a float64 weight for each
   * element, `spansPointer` `spans` pairs of uint32, first element and end, outside of which no pixel is looked at.
   * Products and sums are float64. Writes float64 [frames].
   */
  denseWeightedSums(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    weightsPointer: number,
    spansPointer: number,
    spans: number,
    outPointer: number,
  ): void;
  /**
   * Exact sums of a single dense frame of any dtype over packed binary masks, for masks that change with every frame:
   * they are taken as they are. Writes float64 [masks].
   */
  denseBitSums(
    densePointer: number,
    elements: number,
    dtype: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    outPointer: number,
  ): void;
  /** largest[i] = the larger one of it and pixel i of each frame; `largestPointer` holds pixels of the same dtype. */
  denseFrameMax(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    largestPointer: number,
  ): void;
  /**
   * accumulator[i] += sum over frames of the square of pixel i; float64, exact for integers while the accumulator is
   * below 2^53: uint16 for 2 million frames of the largest value, uint32 for values below 2^16 as long.
   */
  denseSquareSum(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    accumulatorPointer: number,
  ): void;
  /**
   * Largest pixel of each frame of any dtype in each packed mask; NaN is passed over; 0 where there is no number. Writes
   * float64 [frames][masks].
   */
  denseMaskMax(
    densePointer: number,
    frames: number,
    elements: number,
    dtype: number,
    masksPointer: number,
    masks: number,
    maskBytes: number,
    outPointer: number,
  ): void;
}
