import { libraryFunctions, missing } from "./pluginLibrary.js";
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
  /**
   * Makes the plugin as it was at first, after a failure that left its memory in any state. False when that memory has
   * grown so much that it should be dropped with the plugin.
   */
  reset(): boolean;
}

const PAGE_BYTES = 65536;
const STACK_BYTES = 1 << 20;
/** Result, input and a filter's own buffers, each rounded up to a power of two; tables of zstd. */
const MEMORY_FACTOR = 10;
const MEMORY_BASE = 64 << 20;
/** A plugin with more memory than this, which a damaged chunk made it take, is not used again. */
const MOST_KEPT_BYTES = 16 << 20;
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
  const stack = new WebAssembly.Global({ value: "i32", mutable: true }, STACK_BYTES);
  const { imports, resolve } = linkImports(module, memory, table, heap, stack);
  const { exports } = new WebAssembly.Instance(module, imports);
  resolve(exports);
  callIfThere(exports, "__wasm_apply_data_relocs");
  callIfThere(exports, "__wasm_call_ctors");
  const classPointer = (exports.H5PLget_plugin_info as () => number)();
  const view = new DataView(memory.buffer);
  if (view.getInt32(classPointer + FilterClass.id, true) !== id)
    throw new Error(`not a plugin of filter ${id}`);
  const filter = table.get(view.getUint32(classPointer + FilterClass.filter, true)) as FilterFunction;
  // Put back rather than instantiated anew: dropped memories pile up faster than they are collected.
  const heapEnd = heap.end();
  const variables = new Uint8Array(memory.buffer).slice(STACK_BYTES, heapEnd);
  return {
    decode: (bytes, clientData, limit) => callFilter(filter, memory, heap, bytes, clientData, limit),
    reset() {
      new Uint8Array(memory.buffer).set(variables, STACK_BYTES);
      heap.reset(heapEnd);
      stack.value = STACK_BYTES;
      return memory.buffer.byteLength <= MOST_KEPT_BYTES;
    },
  };
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
  stack: WebAssembly.Global,
): { imports: WebAssembly.Imports; resolve: (exports: WebAssembly.Exports) => void } {
  const constant = (value: number) => new WebAssembly.Global({ value: "i32" }, value);
  const variable = (value: number) => new WebAssembly.Global({ value: "i32", mutable: true }, value);
  const env: Record<string, WebAssembly.ImportValue> = {
    memory,
    __indirect_function_table: table,
    __stack_pointer: stack,
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

function callIfThere(exports: WebAssembly.Exports, name: string): void {
  const found = exports[name];
  if (typeof found === "function") found();
}
