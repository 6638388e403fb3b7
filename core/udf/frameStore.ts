/** Where a worker keeps decoded frames of a cube between runs, as packs (core/wasm/kernelTable.ts). */
export interface FrameStore {
  /** Address of a frame's pack, or 0 when it is not kept. */
  packOf(frame: number): number;
  /** An address with room for `most` bytes, or 0 when nothing more may be kept. Valid until the next call. */
  reserve(most: number): number;
  /** Keeps the pack of `byteLength` bytes that was written where the last `reserve` said. */
  keep(frame: number, byteLength: number): void;
}
