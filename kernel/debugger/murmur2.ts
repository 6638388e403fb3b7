const multiplier = 0x5bd1e995;
const shift = 24;

/**
 * MurmurHash2 (A. Appleby) of the UTF-8 bytes of a text, 32 bits, unsigned. JupyterLab computes the same for a cell, and so
 * finds the cell that a path of the debugger means.
 */
export function murmur2(text: string, seed: number): number {
  const bytes = Buffer.from(text, "utf8");
  const tail = bytes.length % 4;
  const whole = bytes.length - tail;
  let hash = seed ^ bytes.length;
  for (let i = 0; i < whole; i += 4) hash = Math.imul(hash, multiplier) ^ mixed(bytes.readInt32LE(i));
  if (tail > 0) hash = Math.imul(hash ^ bytes.readUIntLE(whole, tail), multiplier);
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function mixed(word: number): number {
  const product = Math.imul(word, multiplier);
  return Math.imul(product ^ (product >>> shift), multiplier);
}
