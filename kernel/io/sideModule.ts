import { inflate } from "./inflate.js";
import { createHeap, type Heap } from "./wasmHeap.js";

/*
 * h5wasm-plugins are HDF5 filter plugins, compiled to WebAssembly as emscripten side modules: they import memory,
 * table and the few functions of the C library that they call, and export H5PLget_plugin_info, which gives the
 * address of a filter class (H5Zpublic.h, H5Z_class2_t). That is all that is needed to call the filter itself.
 * https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md
 */

/** One filter plugin with its own memory. */
export interface Plugin {
  /** Undoes the filter; `limit` bounds the result and the memory taken. Throws a plain error where it can't. */
  decode(bytes: Uint8Array, clientData: readonly number[], limit: number): Uint8Array;
}

const PAGE_BYTES = 65536;
const STACK_BYTES = 1 << 20;
/** Result, input and a filter's own buffers, each rounded up to a power of two; tables of zstd. */
const MEMORY_FACTOR = 10;
const MEMORY_BASE = 64 << 20;
/** H5Z_FLAG_REVERSE */
const DECODE_FLAG = 0x100;
/** Byte offsets in H5Z_class2_t of 32-bit WebAssembly. */
const FilterClass = { id: 4, filter: 28 } as const;

type FilterFunction = (
  flags: number,
  clientDataCount: number,
  clientDataPointer: number,
  byteLength: number,
  bufferBytesPointer: number,
  bufferPointerPointer: number,
) => number;

/** Instantiates a plugin for the HDF5 filter `id`. */
export function instantiatePlugin(moduleBytes: Uint8Array, id: number): Plugin {
  const module = new WebAssembly.Module(moduleBytes);
  const { memoryBytes, tableSlots } = readDylink(module);
  const dataEnd = STACK_BYTES + memoryBytes;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(dataEnd / PAGE_BYTES) + 1 });
  const heap = createHeap(memory, dataEnd);
  const table = new WebAssembly.Table({ element: "anyfunc", initial: tableSlots + 1 });
  const { imports, resolve } = linkImports(module, memory, table, heap);
  const { exports } = new WebAssembly.Instance(module, imports);
  resolve(exports);
  callIfThere(exports, "__wasm_apply_data_relocs");
  callIfThere(exports, "__wasm_call_ctors");
  const classPointer = (exports.H5PLget_plugin_info as () => number)();
  const view = new DataView(memory.buffer);
  if (view.getInt32(classPointer + FilterClass.id, true) !== id)
    throw new Error(`not a plugin of filter ${id}`);
  const filter = table.get(view.getUint32(classPointer + FilterClass.filter, true)) as FilterFunction;
  return { decode: (bytes, clientData, limit) => callFilter(filter, memory, heap, bytes, clientData, limit) };
}

function callFilter(
  filter: FilterFunction,
  memory: WebAssembly.Memory,
  heap: Heap,
  bytes: Uint8Array,
  clientData: readonly number[],
  limit: number,
): Uint8Array {
  heap.limit(MEMORY_BASE + MEMORY_FACTOR * Math.max(limit, bytes.byteLength));
  const values = heap.allocateOrThrow(4 * Math.max(1, clientData.length));
  const places = heap.allocateOrThrow(8);
  const input = heap.allocateOrThrow(bytes.byteLength);
  new Uint8Array(memory.buffer, input, bytes.byteLength).set(bytes);
  new Uint32Array(memory.buffer, values, clientData.length).set(clientData);
  new Uint32Array(memory.buffer, places, 2).set([bytes.byteLength, input]);
  const length = filter(DECODE_FLAG, clientData.length, values, bytes.byteLength, places, places + 4) >>> 0;
  // The filter frees its input, and leaves a buffer of its own in its place.
  const output = new Uint32Array(memory.buffer, places, 2)[1]!;
  if (length === 0) throw new Error("the filter reports a failure");
  const decoded = new Uint8Array(memory.buffer, output, length).slice();
  for (const pointer of [values, places, output]) heap.free(pointer);
  return decoded;
}

/** Bytes of data and slots of the table that a side module asks for: subsection 1 of its section "dylink.0". */
function readDylink(module: WebAssembly.Module): { memoryBytes: number; tableSlots: number } {
  const [section] = WebAssembly.Module.customSections(module, "dylink.0");
  if (section === undefined) throw new Error("not a side module");
  const bytes = new Uint8Array(section);
  let at = 2; // subsection type and its length, a byte each
  const leb = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const memoryBytes = leb();
  leb(); // alignment of data
  return { memoryBytes, tableSlots: leb() };
}

/**
 * What the module imports. Entries of the global offset table (GOT) hold the addresses of the module's own exports,
 * which are known after it was instantiated: `resolve` fills them in.
 */
function linkImports(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  table: WebAssembly.Table,
  heap: Heap,
): { imports: WebAssembly.Imports; resolve: (exports: WebAssembly.Exports) => void } {
  const constant = (value: number) => new WebAssembly.Global({ value: "i32" }, value);
  const variable = (value: number) => new WebAssembly.Global({ value: "i32", mutable: true }, value);
  const env: Record<string, WebAssembly.ImportValue> = {
    memory,
    __indirect_function_table: table,
    __stack_pointer: variable(STACK_BYTES),
    __memory_base: constant(STACK_BYTES),
    __table_base: constant(1),
  };
  const functions = libraryFunctions(memory, heap);
  const offsets = {
    "GOT.mem": new Map<string, WebAssembly.Global>(),
    "GOT.func": new Map<string, WebAssembly.Global>(),
  };
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (from in offsets) offsets[from as keyof typeof offsets].set(name, variable(0));
    else if (kind === "function") env[name] = functions[name] ?? missing(name);
  }
  const imports = {
    env,
    "GOT.mem": Object.fromEntries(offsets["GOT.mem"]),
    "GOT.func": Object.fromEntries(offsets["GOT.func"]),
  };
  const resolve = (exports: WebAssembly.Exports): void => {
    for (const [name, offset] of offsets["GOT.mem"]) {
      // Variables of the HDF5 library and the C library (stderr) stay 0: only error reports use them.
      const exported = exports[name] as WebAssembly.Global | undefined;
      if (exported !== undefined) offset.value = Number(exported.value) + STACK_BYTES;
    }
    for (const [name, offset] of offsets["GOT.func"]) {
      offset.value = table.grow(1);
      table.set(offset.value, exports[name]);
    }
  };
  return { imports, resolve };
}

function missing(name: string): () => never {
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

/** The functions of the C library that decoding needs. */
function libraryFunctions(
  memory: WebAssembly.Memory,
  heap: Heap,
): Record<string, (...numbers: number[]) => number> {
  const bytes = (): Uint8Array => new Uint8Array(memory.buffer);
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

function callIfThere(exports: WebAssembly.Exports, name: string): void {
  const found = exports[name];
  if (typeof found === "function") found();
}
