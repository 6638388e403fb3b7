import type { KeptFrames } from "#core/data/cubeDescription.js";
import type { FrameStore } from "#core/udf/frameStore.js";
import { KeptWord } from "./keptFrames.js";
import { type SegmentDirectory, segmentBytes } from "./segments.js";

/** The rest of the segment that this worker fills for a cube. */
interface Filling {
  generation: number;
  at: number;
  end: number;
}

/** A run's hold on the kept frames of its cube: they are not given back before `release`. */
export interface StoreHold {
  readonly store: FrameStore;
  release(): void;
}

/**
 * One worker's side of the kept frames. Workers agree by atomic operations on the cubes' tables and the directory of
 * segments; all of them get all runs, so each knows all cubes of the pool.
 */
export class FrameStores {
  readonly #directory: SegmentDirectory;
  readonly #tables = new Map<number, Int32Array>();
  readonly #fillings = new Map<number, Filling>();

  constructor(directory: SegmentDirectory) {
    this.#directory = directory;
  }

  /** The store of a cube for one run; undefined when it has none, another pool keeps it, or it is just given back. */
  hold(kept: KeptFrames | undefined): StoreHold | undefined {
    if (kept === undefined || kept.byteLimit < segmentBytes) return undefined;
    const table = new Int32Array(kept.table);
    const identity = this.#identify(table);
    if (identity === 0 || !enter(table)) return undefined;
    this.#tables.set(identity, table);
    Atomics.store(table, KeptWord.lastUse, this.#directory.tick());
    return {
      store: this.#store(table, identity, kept.byteLimit),
      release: () => void Atomics.sub(table, KeptWord.readers, 1),
    };
  }

  #identify(table: Int32Array): number {
    let identity = Atomics.load(table, KeptWord.identity);
    if (identity === 0) {
      const proposed = this.#directory.nextIdentity();
      identity = Atomics.compareExchange(table, KeptWord.identity, 0, proposed) || proposed;
    }
    return this.#directory.isOurs(identity) ? identity : 0;
  }

  #store(table: Int32Array, identity: number, byteLimit: number): FrameStore {
    const filling = this.#filling(table, identity);
    let isFull = false;
    return {
      packOf: (frame) => Atomics.load(table, KeptWord.frames + frame) * 16,
      reserve: (most) => {
        if (isFull || most > segmentBytes) return 0;
        if (filling.at + most <= filling.end) return filling.at;
        filling.at = this.#segment(identity, byteLimit);
        filling.end = filling.at === 0 ? 0 : filling.at + segmentBytes;
        isFull = filling.at === 0;
        return filling.at;
      },
      keep: (frame, byteLength) => {
        // Where another worker was faster, this copy is lost until the cube is given back.
        Atomics.compareExchange(table, KeptWord.frames + frame, 0, filling.at / 16);
        filling.at += byteLength;
      },
    };
  }

  #filling(table: Int32Array, identity: number): Filling {
    const generation = Atomics.load(table, KeptWord.generation);
    let filling = this.#fillings.get(identity);
    if (filling === undefined || filling.generation !== generation) {
      filling = { generation, at: 0, end: 0 };
      this.#fillings.set(identity, filling);
    }
    return filling;
  }

  /** A segment, for which cubes that nobody uses are given back, the one that rested longest first. */
  #segment(identity: number, byteLimit: number): number {
    for (;;) {
      const address = this.#directory.take(identity, byteLimit);
      if (address !== 0 || !this.#giveBackOne(identity)) return address;
    }
  }

  #giveBackOne(except: number): boolean {
    const resting = [...this.#tables].filter(([identity]) => identity !== except);
    resting.sort(([, a], [, b]) => Atomics.load(a, KeptWord.lastUse) - Atomics.load(b, KeptWord.lastUse));
    for (const [identity, table] of resting) {
      const readers = Atomics.compareExchange(table, KeptWord.readers, 0, -1);
      if (readers < 0) return true; // Another worker is at it: what it frees may be enough for both.
      if (readers > 0) continue;
      this.#tables.delete(identity);
      table.fill(0, KeptWord.frames);
      Atomics.add(table, KeptWord.generation, 1);
      this.#directory.release(identity);
      Atomics.store(table, KeptWord.readers, 0);
      return true;
    }
    return false;
  }
}

/** Counts this worker among the readers; false while the frames are given back. */
function enter(table: Int32Array): boolean {
  for (;;) {
    const readers = Atomics.load(table, KeptWord.readers);
    if (readers < 0) return false;
    if (Atomics.compareExchange(table, KeptWord.readers, readers, readers + 1) === readers) return true;
  }
}
