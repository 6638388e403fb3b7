/** Gives the next number of a stream, uniform in [0, 1) on a grid of 2⁻³²: the same on every machine. */
export type Random = () => number;

/**
 * xoshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). Several seeds
 * name independent streams: `createRandom(seed, frame)`. Seeds are taken modulo 2³².
 */
export function createRandom(...seeds: readonly number[]): Random {
  let [a, b, c, d] = initialState(seeds);
  return () => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 4_294_967_296;
  };
}

/** Uniform in [from, to). */
export function uniform(random: Random, from: number, to: number): number {
  return from + (to - from) * random();
}

function initialState(seeds: readonly number[]): [number, number, number, number] {
  let hash = 0;
  for (const seed of seeds) hash = mix((hash + 0x9e3779b9 + mix(seed >>> 0)) | 0);
  const word = (i: number) => mix((hash + Math.imul(i, 0x9e3779b9)) | 0);
  // The generator must not start from all zeros; its last word is made odd.
  return [word(1), word(2), word(3), word(4) | 1];
}

/** Avalanche step of MurmurHash3 (Appleby): every input bit reaches every output bit. */
function mix(value: number): number {
  let x = value ^ (value >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}
