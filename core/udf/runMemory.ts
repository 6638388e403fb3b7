/** Whoever gives memory that lasts as long as a run: a TileHost, or the context of a UDF. */
interface Allocator {
  allocate(byteLength: number): number;
}

/** Memory that is taken again only when more is needed; what it held before is then lost. */
export function growingBuffer(memory: Allocator): (byteLength: number) => number {
  let pointer = 0;
  let size = 0;
  return (byteLength) => {
    if (byteLength > size) {
      pointer = memory.allocate(byteLength);
      size = byteLength;
    }
    return pointer;
  };
}

/** Makes a value when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
