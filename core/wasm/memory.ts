/** One linear memory, shared by all workers of a process, that the kernels compute in. */
export interface LinearMemory {
  /** Replaced by a longer one when the memory grows. */
  readonly buffer: ArrayBufferLike;
  /** Adds pages, atomically among threads; returns the number of pages before. Throws RangeError at the end. */
  grow(pages: number): number;
}

/** Bytes of a page of linear memory. */
export const pageBytes = 65_536;

/** Pages of 64 KiB. 4 GiB is where linear memory ends; the system gives only what is touched. */
const initialPages = 16;
const mostPages = 65_536;

/** Linear memory that workers share. */
export function createSharedMemory(): LinearMemory {
  return new WebAssembly.Memory({ initial: initialPages, maximum: mostPages, shared: true });
}
