/** A file, or what stands for one. Readers of metadata use it; compute workers read pixels by their own means. */
export interface ByteSource {
  readonly byteLength: number;
  /** Bytes [start, end). Rejects with RonchiError "truncated" when the source ends before `end`. */
  read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>;
}
