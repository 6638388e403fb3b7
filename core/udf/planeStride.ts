/** Bytes of a cache line, and of what the first cache holds before addresses fall on the same line again. */
const lineBytes = 64;
const cacheWayBytes = 4096;

/**
 * Bytes between frames of planes in a block: room for `frameBytes`, aligned, and never such that the same pixel of all
 * frames falls on one line of the first cache, as with 128 x 128 uint16. Sums over frames would miss it each time.
 */
export function planeStride(frameBytes: number): number {
  const stride = Math.ceil(frameBytes / lineBytes) * lineBytes;
  return stride % cacheWayBytes === 0 ? stride + lineBytes : stride;
}
