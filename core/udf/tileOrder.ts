/**
 * An order of scan positions of which every beginning samples the whole scan evenly: the first n are spread over rows and
 * columns, whatever n is. Along a Morton curve neighbours in the scan are neighbours in the list; taking that list in
 * bit-reversed order visits its halves, quarters and eighths in turn.
 * @param frames linear scan indices of the positions
 * @returns indices into `frames`
 */
export function spreadOrder(frames: readonly number[], scanX: number): number[] {
  const keys = Float64Array.from(frames, (frame) => mortonKey(frame, scanX));
  return bitReversed([...frames.keys()].sort((a, b) => keys[a]! - keys[b]!));
}

/** The items at 0, 1/2, 1/4, 3/4, 1/8, … of the list: the van der Corput sequence, without its gaps. */
export function bitReversed<T>(items: readonly T[]): T[] {
  const bits = Math.ceil(Math.log2(Math.max(2, items.length)));
  const taken: T[] = [];
  for (let i = 0; i < 2 ** bits; i++) {
    const at = reversed(i, bits);
    if (at < items.length) taken.push(items[at]!);
  }
  return taken;
}

/** Bits of row and column interleaved; a number below 2^48, exact in float64. */
function mortonKey(frame: number, scanX: number): number {
  const [y, x] = [Math.floor(frame / scanX), frame % scanX];
  let key = 0;
  for (let bit = 23; bit >= 0; bit--) key = key * 4 + ((y >> bit) & 1) * 2 + ((x >> bit) & 1);
  return key;
}

function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result = (result << 1) | ((value >> bit) & 1);
  return result;
}
