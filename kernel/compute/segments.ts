import { type LinearMemory, pageBytes } from "#core/wasm/memory.js";

/** Kept frames take linear memory in segments of this size, each with frames of one cube. */
export const segmentBytes = 4 << 20;

/** Linear memory that kept frames leave to runs. */
const leftToRuns = 512 << 20;
const addressSpace = 2 ** 32;
const mostSegments = addressSpace / segmentBytes;

/** Words of the shared directory: these, then owner and first page of each segment. */
const Word = { token: 0, cubes: 1, clock: 2, segments: 3, owned: 4, first: 5 } as const;

/** No cube owns the segment; its memory is to be used again. Cubes are numbered from 1. */
const nobody = 0;

/** What the workers of a pool share to agree on kept frames: {@link SegmentDirectory} over it. */
export function createSegmentWords(): Int32Array {
  const words = new Int32Array(
    new SharedArrayBuffer((Word.first + 2 * mostSegments) * Int32Array.BYTES_PER_ELEMENT),
  );
  // A cube's table may come to a second pool, whose memory is another: tables are marked with their pool.
  words[Word.token] = 1 + Math.floor(Math.random() * 0x7ffe);
  return words;
}

/** Which segments there are and which cube owns each; one shared state, any number of threads. */
export class SegmentDirectory {
  readonly #words: Int32Array;
  readonly #memory: LinearMemory;

  constructor(words: Int32Array, memory: LinearMemory) {
    this.#words = words;
    this.#memory = memory;
  }

  /** A mark for a cube that no other cube of any pool of this process has, or 0 when the numbers are used up. */
  nextIdentity(): number {
    const number = Atomics.add(this.#words, Word.cubes, 1) + 1;
    return number > 0xffff ? 0 : (this.#words[Word.token]! << 16) | number;
  }

  isOurs(identity: number): boolean {
    return identity >>> 16 === this.#words[Word.token];
  }

  tick(): number {
    return Atomics.add(this.#words, Word.clock, 1) + 1;
  }

  /** Address of a segment that now belongs to the cube, or 0 when linear memory or `byteLimit` is used up. */
  take(identity: number, byteLimit: number): number {
    const owned = Atomics.add(this.#words, Word.owned, 1) + 1;
    const address = owned * segmentBytes <= byteLimit ? this.#reuse(identity) || this.#grow(identity) : 0;
    if (address === 0) Atomics.sub(this.#words, Word.owned, 1);
    return address;
  }

  /** Gives back all segments of a cube, whose frames nobody reads any more. */
  release(identity: number): void {
    for (let i = 0; i < this.#count(); i++) {
      const freed = Atomics.compareExchange(this.#words, ownerWord(i), identity, nobody);
      if (freed === identity) Atomics.sub(this.#words, Word.owned, 1);
    }
  }

  #count(): number {
    return Math.min(mostSegments, Atomics.load(this.#words, Word.segments));
  }

  #reuse(identity: number): number {
    for (let i = 0; i < this.#count(); i++) {
      // A segment that another thread is just adding has no page yet.
      const page = Atomics.load(this.#words, pageWord(i));
      if (page === 0) continue;
      const owner = Atomics.compareExchange(this.#words, ownerWord(i), nobody, identity);
      if (owner === nobody) return page * pageBytes;
    }
    return 0;
  }

  #grow(identity: number): number {
    if (this.#memory.buffer.byteLength + segmentBytes > addressSpace - leftToRuns) return 0;
    let page: number;
    try {
      page = this.#memory.grow(segmentBytes / pageBytes);
    } catch {
      return 0; // The system has no more: what is not kept is read from the file.
    }
    const index = Atomics.add(this.#words, Word.segments, 1);
    Atomics.store(this.#words, ownerWord(index), identity);
    Atomics.store(this.#words, pageWord(index), page);
    return page * pageBytes;
  }
}

function ownerWord(index: number): number {
  return Word.first + 2 * index;
}

function pageWord(index: number): number {
  return Word.first + 2 * index + 1;
}
