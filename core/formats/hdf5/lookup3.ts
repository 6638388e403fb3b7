/**
 * The checksum of HDF5's newer structures: Bob Jenkins' public-domain hash "lookup3", little-endian, started at 0
 * (burtleburtle.net/bob/hash/doobs.html; HDF5 File Format Specification, appendix "Checksum").
 */
export function lookup3(bytes: Uint8Array): number {
  const state = new Int32Array(3).fill(0xdeadbeef + bytes.length);
  let at = 0;
  for (; bytes.length - at > BLOCK_BYTES; at += BLOCK_BYTES) {
    addBlock(state, bytes, at);
    mix(state);
  }
  if (bytes.length === 0) return state[2]! >>> 0;
  addBlock(state, bytes, at);
  finish(state);
  return state[2]! >>> 0;
}

const BLOCK_BYTES = 12;

/** Steps of the two mixings: target, source, and by how many bits the source is rotated. */
type Step = readonly [target: number, source: number, bits: number];
const MIX: readonly Step[] = [
  [0, 2, 4],
  [1, 0, 6],
  [2, 1, 8],
  [0, 2, 16],
  [1, 0, 19],
  [2, 1, 4],
];
const FINISH: readonly Step[] = [
  [2, 1, 14],
  [0, 2, 11],
  [1, 0, 25],
  [2, 1, 16],
  [0, 2, 4],
  [1, 0, 14],
  [2, 1, 24],
];

/** A little-endian word; beyond the end, zeros. */
function wordAt(bytes: Uint8Array, position: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word |= (bytes[position + i] ?? 0) << (8 * i);
  return word;
}

function addBlock(state: Int32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 3; i++) state[i]! += wordAt(bytes, at + 4 * i);
}

/** Each step: subtract the source, exclusive-or its rotation, and add the third word to the source. */
function mix(state: Int32Array): void {
  for (const [target, source, bits] of MIX) {
    state[target]! -= state[source]!;
    state[target]! ^= rotate(state[source]!, bits);
    state[source]! += state[3 - target - source]!;
  }
}

function finish(state: Int32Array): void {
  for (const [target, source, bits] of FINISH) {
    state[target]! ^= state[source]!;
    state[target]! -= rotate(state[source]!, bits);
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
