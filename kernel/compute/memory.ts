import { RonchiError } from "#core/errors.js";
import { type LinearMemory, pageBytes } from "#core/wasm/memory.js";
import { clear } from "./clear.js";

/** Small requests of a run are cut from pieces of this size. */
const pieceBytes = 1 << 20;

interface Piece {
  readonly pointer: number;
  readonly byteLength: number;
}

/** One run's view of a {@link MemoryPool}. */
export interface RunMemory {
  /** Zeroed, 16-byte aligned. Throws RonchiError "too-large" when linear memory is used up. */
  allocate(byteLength: number): number;
  release(): void;
}

/**
 * Hands out pieces of the shared linear memory to the runs of one worker. Memory only grows (growing is atomic across
 * workers), and pieces given back are used again by later runs of this worker.
 */
export class MemoryPool {
  readonly #memory: LinearMemory;
  readonly #free: Piece[] = [];

  constructor(memory: LinearMemory) {
    this.#memory = memory;
  }

  forRun(): RunMemory {
    const taken: Piece[] = [];
    let at = 0;
    let end = 0;
    return {
      allocate: (byteLength) => {
        const size = Math.ceil(Math.max(1, byteLength) / 16) * 16;
        if (at + size > end) {
          const piece = this.#take(Math.max(size, pieceBytes));
          taken.push(piece);
          at = piece.pointer;
          end = piece.pointer + piece.byteLength;
        }
        const pointer = at;
        at += size;
        clear(new Uint8Array(this.#memory.buffer, pointer, size));
        return pointer;
      },
      release: () => {
        this.#free.push(...taken.splice(0));
      },
    };
  }

  #take(byteLength: number): Piece {
    const fitting = this.#free.findIndex((piece) => piece.byteLength >= byteLength);
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0]!;
    const pages = Math.ceil(byteLength / pageBytes);
    try {
      return { pointer: this.#memory.grow(pages) * pageBytes, byteLength: pages * pageBytes };
    } catch (cause) {
      throw new RonchiError({
        code: "too-large",
        subject: "compute memory",
        found: `a need for ${byteLength} more bytes beside ${this.#memory.buffer.byteLength} in use`,
        expected: "at most 4 GiB of linear memory, as far as the machine has it",
        remedy: "Close other runs, use fewer workers (RONCHI_WORKERS), or work on a region.",
        cause,
      });
    }
  }
}
