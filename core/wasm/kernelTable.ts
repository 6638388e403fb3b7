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
 *
 * A "pack" is the form in which a frame of counts is kept in memory: total of all its valid elements (uint64 at byte
 * 0), number of valid elements with all bits set (uint32 at 8), its length in bytes (uint32 at 12); then one byte a
 * unit of 128 elements: n, the number of planes up to the highest one that is not empty, the bytes padded to 16; then
 * for each unit its n planes of 16 bytes, least significant first. Elements that are not valid hold 0. At most
 * {@link packByteLimit} bytes.
 *
 * The "words" of a frame are its bit-planes without what is empty: their number (uint32 at byte 0), and from byte 8 on
 * 24 bytes each: 16 bytes of a plane, then the uint32 tag 4 * e + b (e: a multiple of 8). Bit i of them is bit b of
 * element e + i; every bit that is set of a valid element is in one word, in any order. Frames take
 * {@link wordByteLimit} bytes each. Kernels that sum words read up to 16 bytes behind a packed mask.
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
   * Decodes one chunk of HDF5 filter 32004 (LZ4 blocks behind a header) to at most `limit` bytes at `targetPointer`,
   * writing nothing beyond them. Returns how many, or -1 for a chunk that does not decode.
   */
  lz4Chunk(sourcePointer: number, sourceBytes: number, targetPointer: number, limit: number): number;
  /**
   * {@link bslz4ToPlanes} for several chunks: `chunksPointer` holds a uint32 address and a uint32 length each; one of 0
   * bytes was never written, its frame is all 0. `blocksPointer` gets what each answered, int32, 0 for such a frame.
   */
  bslz4FramesToPlanes(
    chunksPointer: number,
    frames: number,
    planesPointer: number,
    frameStride: number,
    elements: number,
    elementBytes: number,
    blocksPointer: number,
  ): void;
  /**
   * Planes of `frames` frames, `frameStride` bytes apart -> their words, `wordStride` bytes apart, without the elements
   * outside the packed mask `valid`. Blocks must have {@link leastWordBlock} elements or hold the whole frame.
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
  /**
   * Number of elements that lie in the packed mask and have all their bits set (overflowed pixels), uint32 for each of
   * `frames` frames of planes.
   */
  planeOverflow(
    planesPointer: number,
    frames: number,
    frameStride: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    maskPointer: number,
    outPointer: number,
  ): void;
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
  /** Planes -> pack, without the elements outside the packed mask `valid`. Returns the length of the pack. */
  packPlanes(
    planesPointer: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    validPointer: number,
    packPointer: number,
  ): number;
  /** Dense integer pixels -> pack, as {@link packPlanes}. */
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
  /** As {@link packedRingSums}, of dense pixels of any dtype; exact for sums of integers below 2^53. */
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
   * As {@link denseWeightedSums}, of frames kept as packs. Elements before `first` and from `end` on weigh 0; weights are
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
   * Counts, for each bit of `frameBytes` bytes, in how many of the frames it is set: bit-sliced counters, 16 vectors of
   * 16 bytes for every 16 bytes of a frame ({@link bitCounterBytes}), least significant first. They take 65535 frames;
   * then {@link addBitCounts} must empty them.
   */
  planeBitCounts(
    planesPointer: number,
    frames: number,
    frameStride: number,
    frameBytes: number,
    countersPointer: number,
  ): void;
  /** Adds the counts of planes to float64 sums of each element, by the weight of each plane, and sets them to 0. */
  addBitCounts(
    countersPointer: number,
    elements: number,
    elementBytes: number,
    blockElements: number,
    accumulatorPointer: number,
  ): void;
}

/** Most bytes that a frame's pack can have. */
export function packByteLimit(elements: number, elementBytes: number): number {
  const units = Math.ceil(elements / packUnit);
  return packHeaderBytes + Math.ceil(units / 16) * 16 + units * packUnit * elementBytes;
}

/** Elements of a unit of a pack, and bytes before its plane counts. */
export const packUnit = 128;
export const packHeaderBytes = 16;

/** Elements that a block of planes needs for words to be worth it, and for {@link wordByteLimit} to hold. */
export const leastWordBlock = 128;

/** Bytes of one word with its tag, and before the first one. */
export const wordBytes = 24;
export const wordHeaderBytes = 8;

/** Room that the kernels use beside the words of a frame. */
const wordScratchBytes = 6656;

/** Bytes for the words of a frame: every one of at least 64 elements, and one for the rest. */
export function wordByteLimit(elements: number, elementBytes: number): number {
  const most = 8 * elementBytes * (Math.ceil(elements / 64) + 2);
  return Math.ceil((wordHeaderBytes + most * wordBytes + wordScratchBytes) / 64) * 64;
}

/** Bytes that must be readable behind a packed mask that is summed over words. */
export const maskSlack = 16;

/** Bytes of counters for `frameBytes` bytes of planes; zeroed before the first frame. */
export function bitCounterBytes(frameBytes: number): number {
  return Math.ceil(frameBytes / 16) * 256;
}

/** Frames that bit counters take before they must be emptied. */
export const bitCounterFrames = 65_535;

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
