import type { PluginFilter } from "../data/cubeDescription.js";
import type { KernelTable } from "../wasm/kernelTable.js";
import type { FrameStore } from "./frameStore.js";

/** What a worker needs of its host to run tiles: memory, kernels, and bytes of files at once (not by promise). */
export interface TileHost {
  readonly kernels: KernelTable;
  /** The memory that the kernels work on; `buffer` may be replaced by a longer one when it grows. */
  readonly memory: { readonly buffer: ArrayBufferLike };
  /** Takes zeroed, 16-byte aligned memory that lasts as long as the run; throws RonchiError "too-large". */
  allocate(byteLength: number): number;
  /** True once the run was cancelled: long work inside a tile looks at it. */
  isStopped(): boolean;
  /** Fills `target` from a file of the cube; throws RonchiError "truncated" when the file ends before. */
  readInto(file: string, offset: number, target: Uint8Array): void;
  /** zlib inflate to exactly `byteLength` bytes at most; throws RonchiError "corrupt" or "too-large". */
  inflate(bytes: Uint8Array, byteLength: number): Uint8Array;
  /** Undoes a filter by the host's plugin, to `limit` bytes at most; throws RonchiError "corrupt" or "too-large". */
  decodePlugin(bytes: Uint8Array, filter: PluginFilter, limit: number): Uint8Array;
  /** Decoded frames of the plan's cube that stay from run to run; absent: every run reads the file. */
  readonly store?: FrameStore | undefined;
}
