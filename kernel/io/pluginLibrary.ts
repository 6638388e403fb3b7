import { inflate } from "./inflate.js";
import type { Heap } from "./wasmHeap.js";

/** What stands for a function that no plugin calls while it decodes. */
export function missing(name: string): () => never {
  return () => {
    throw new Error(`a filter plugin calls ${name}, which it is not given`);
  };
}

/** Calls that may do nothing here: threads that are never started, messages that nobody reads, HDF5's error stack. */
const NOTHING = [
  "H5open H5Epush2 iprintf puts fiprintf siprintf fwrite fflush fputc __small_fprintf clock getenv strtol",
  "pthread_attr_init pthread_attr_setdetachstate pthread_attr_destroy pthread_mutex_init pthread_mutex_lock",
  "pthread_mutex_unlock pthread_mutex_destroy pthread_barrier_init pthread_barrier_destroy pthread_once pthread_atfork",
].flatMap((line) => line.split(" "));

/** The functions of the C library, zlib and HDF5 that decoding needs, over a plugin's memory. */
export function libraryFunctions(
  memory: WebAssembly.Memory,
  heap: Heap,
): Record<string, (...numbers: number[]) => number> {
  let view = new Uint8Array(memory.buffer);
  // Kept from call to call, which are many and short; growing the memory empties it.
  const bytes = (): Uint8Array => {
    if (view.length === 0) view = new Uint8Array(memory.buffer);
    return view;
  };
  const copy = (to: number, from: number, count: number): number => {
    bytes().copyWithin(to, from, (from >>> 0) + (count >>> 0));
    return to;
  };
  return {
    ...Object.fromEntries(NOTHING.map((name) => [name, () => 0])),
    malloc: (size) => heap.allocate(size!),
    calloc: (count, size) => heap.allocateZeroed(count! * size!),
    free: (pointer) => heap.free(pointer!),
    posix_memalign: (place, _alignment, size) => {
      const pointer = heap.allocate(size!);
      new DataView(memory.buffer).setUint32(place!, pointer, true);
      return pointer === 0 ? 12 : 0; // ENOMEM
    },
    memcpy: (to, from, count) => copy(to!, from!, count!),
    memmove: (to, from, count) => copy(to!, from!, count!),
    memset: (to, value, count) => {
      bytes().fill(value!, to! >>> 0, (to! >>> 0) + (count! >>> 0));
      return to!;
    },
    memcmp: (a, b, count) =>
      Buffer.compare(bytes().subarray(a, a! + count!), bytes().subarray(b, b! + count!)),
    strlen: (text) => bytes().indexOf(0, text) - text!,
    strcmp: (a, b) => {
      const all = bytes();
      return Buffer.compare(all.subarray(a, all.indexOf(0, a)), all.subarray(b, all.indexOf(0, b)));
    },
    uncompress: (to, lengthPlace, from, count) => uncompress(memory, to!, lengthPlace!, from!, count!),
  };
}

/** zlib's uncompress: 0, or -5 (Z_BUF_ERROR) for any failure. */
function uncompress(
  memory: WebAssembly.Memory,
  to: number,
  lengthPlace: number,
  from: number,
  count: number,
): number {
  const view = new DataView(memory.buffer);
  try {
    const source = new Uint8Array(memory.buffer, from, count).slice();
    const inflated = inflate(source, view.getUint32(lengthPlace, true));
    new Uint8Array(memory.buffer, to).set(inflated);
    view.setUint32(lengthPlace, inflated.byteLength, true);
    return 0;
  } catch {
    return -5; // the filter turns it into a failure of its own
  }
}
