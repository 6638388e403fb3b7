/**
 * A copy that owns its whole memory: a view into a pool or into shared memory would drag everything behind it
 * through a thread message, and could change before ZeroMQ has transmitted it.
 */
export function ownedCopy(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view);
}

/** Copies that can be listed as transferables: nothing is copied a second time when they cross. */
export function ownedCopies(views: readonly Uint8Array[]): {
  buffers: Uint8Array<ArrayBuffer>[];
  transfer: ArrayBuffer[];
} {
  const buffers = views.map(ownedCopy);
  return { buffers, transfer: buffers.map((copy) => copy.buffer) };
}
