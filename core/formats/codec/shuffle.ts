/**
 * HDF5 shuffle filter undone: byte k of element i is at `source[k * elements + i]`. Bytes after the last whole element
 * are stored as they are. `output` has the length of `source`.
 */
export function unshuffle(source: Uint8Array, elementBytes: number, output: Uint8Array): void {
  const elements = Math.floor(source.length / elementBytes);
  for (let byte = 0; byte < elementBytes; byte++) {
    const plane = byte * elements;
    for (let element = 0; element < elements; element++) {
      output[element * elementBytes + byte] = source[plane + element]!;
    }
  }
  const tail = elements * elementBytes;
  output.set(source.subarray(tail), tail);
}
