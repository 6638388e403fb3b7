/** The part of the WebAssembly interface that loading a filter plugin needs; Node's types leave it to the DOM's. */
declare namespace WebAssembly {
  type ImportValue = Memory | Table | Global | ((...numbers: number[]) => number);
  type Imports = Record<string, Record<string, ImportValue>>;
  type Exports = Record<string, unknown>;

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: { element: "anyfunc"; initial: number });
    get(index: number): unknown;
    set(index: number, value: unknown): void;
    grow(slots: number): number;
  }
  class Global {
    constructor(descriptor: { value: "i32"; mutable?: boolean }, value: number);
    value: number;
  }
  class Module {
    constructor(bytes: Uint8Array);
    static customSections(module: Module, name: string): ArrayBuffer[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Exports;
  }
}
