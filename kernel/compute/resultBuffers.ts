import { clear } from "./clear.js";

/** Shared memory for the results of runs. */
export interface ResultBuffers {
  /** Zeroed memory for one run. */
  take(byteLength: number): SharedArrayBuffer;
  /** Ends the run that took `buffers`: nobody looks at them any more. */
  give(buffers: readonly SharedArrayBuffer[]): void;
}

/**
 * Keeps the memory of the latest run for the next one, which in a drag needs just as much: dropped memory would stay
 * until every worker that saw it happens to collect its garbage, megabytes with each pass.
 */
export function createResultBuffers(): ResultBuffers {
  let free: SharedArrayBuffer[] = [];
  return {
    take(byteLength) {
      const fitting = free.findIndex((buffer) => buffer.byteLength === byteLength);
      if (fitting < 0) return new SharedArrayBuffer(byteLength);
      const [buffer] = free.splice(fitting, 1);
      clear(new Uint8Array(buffer!));
      return buffer!;
    },
    give(buffers) {
      free = [...buffers];
    },
  };
}
