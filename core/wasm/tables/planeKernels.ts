/** Compressed chunks to bit-planes, and what is done with planes; see KernelTable for the forms and the names. */
export interface PlaneKernels {
  /**
   * Decodes one HDF5 bitshuffle-LZ4 chunk (12-byte header included; a header of 12 zero bytes means 8192-byte
   * blocks) into planes of `elements` elements at `planesPointer`. Writes exactly elements * elementBytes bytes, or
   * nothing beyond them on corrupt input.
   * Returns the block size in elements (> 0), or a negative `KernelStatus`.
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
   * `bslz4ToPlanes` for several chunks: `chunksPointer` holds a uint32 address and a uint32 length each; one of 0
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
   * Counts, for each bit of `frameBytes` bytes, in how many of the frames it is set: bit-sliced counters, 16 vectors of
   * 16 bytes for every 16 bytes of a frame (`bitCounterBytes`), least significant first. They take 65535 frames;
   * then `addBitCounts` must empty them.
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
