import { lookup3 } from "#core/formats/hdf5/lookup3.js";

/** Small seeded generator (mulberry32), so that a failure can be seen again. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes of a file that are followed by their checksum. */
export interface CheckedBytes {
  readonly start: number;
  readonly length: number;
}

const CHECKED_SIGNATURES = [
  "OHDR",
  "OCHK",
  "FAHD",
  "FADB",
  "EAHD",
  "EAIB",
  "EASB",
  "EADB",
  "BTHD",
  "BTIN",
  "BTLF",
  "FRHP",
];
/** Longer structures are left to plain damage: looking for their end takes too long. */
const LONGEST = 700;

/** The structures of an HDF5 file that carry a checksum, mappings of virtual data sets included. */
export function checkedStructures(file: Uint8Array): CheckedBytes[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const found: CheckedBytes[] = [];
  for (const signature of CHECKED_SIGNATURES) {
    for (let start = bytes.indexOf(signature); start >= 0; start = bytes.indexOf(signature, start + 1)) {
      const length = lengthByChecksum(bytes, start);
      if (length !== undefined) found.push({ start, length });
    }
  }
  for (let heap = bytes.indexOf("GCOL"); heap >= 0; heap = bytes.indexOf("GCOL", heap + 1)) {
    found.push({ start: heap + 32, length: bytes.readUInt32LE(heap + 24) - 4 });
  }
  return found;
}

function lengthByChecksum(bytes: Buffer, start: number): number | undefined {
  const most = Math.min(LONGEST, bytes.length - start - 4);
  for (let length = 8; length <= most; length++) {
    if (lookup3(bytes.subarray(start, start + length)) === bytes.readUInt32LE(start + length)) return length;
  }
  return undefined;
}

/**
 * The same file with one to eight bytes changed, mostly to values that hurt, or with its end cut off. Half of the
 * time the bytes lie in one of the checked structures, whose checksum is made to agree: a lie, not an accident.
 */
export function damaged(
  file: Uint8Array,
  checked: readonly CheckedBytes[],
  random: () => number,
): Uint8Array {
  const copy = file.slice();
  const target = random() < 0.5 ? checked[Math.floor(random() * checked.length)] : undefined;
  const { start, length } = target ?? { start: 0, length: copy.length };
  const nasty = [0, 1, 0x7f, 0x80, 0xff, Math.floor(random() * 256)];
  for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
    copy[start + Math.floor(random() * length)] = nasty[Math.floor(random() * nasty.length)]!;
  }
  if (target !== undefined) {
    const checksum = lookup3(copy.subarray(start, start + length));
    new DataView(copy.buffer).setUint32(start + length, checksum, true);
    return copy;
  }
  return random() < 0.1 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}
