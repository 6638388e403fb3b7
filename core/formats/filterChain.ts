import type { ChunkedPart, ChunkFilter } from "../data/cubeDescription.js";
import { isRonchiError, RonchiError } from "../errors.js";

/** For error messages: a file, and the number of a chunk in it. */
export interface ChunkPlace {
  readonly file: string;
  readonly chunk: number;
}

/**
 * Takes a stored chunk through the filters of its part, in decoding order, less those that it was stored without
 * (`filterMask`, bits in encoding order). Errors of codecs come back with the file and the chunk in their subject;
 * "corrupt" when the result is not `decodedBytes` long. What bytes are is the caller's: an array, or a place in memory.
 */
export function undoFilters<Bytes extends { readonly byteLength: number }>(
  stored: Bytes,
  { filters }: Pick<ChunkedPart, "filters">,
  { filterMask, decodedBytes, where }: ChunkFacts,
  undo: (filter: ChunkFilter, bytes: Bytes) => Bytes,
): Bytes {
  let bytes = stored;
  filters.forEach((filter, i) => {
    const encodingIndex = filters.length - 1 - i;
    if (((filterMask >>> encodingIndex) & 1) === 0) bytes = naming(where, () => undo(filter, bytes));
  });
  if (bytes.byteLength === decodedBytes) return bytes;
  throw new RonchiError({
    code: "corrupt",
    subject: chunkName(where),
    found: `${bytes.byteLength} bytes after decoding`,
    expected: `${decodedBytes} bytes`,
    remedy: "The file is damaged there; copy it again from where it was recorded.",
  });
}

/** What is known of a chunk before it is decoded. */
export interface ChunkFacts {
  /** Bit i: the i-th filter in encoding order was skipped. */
  readonly filterMask: number;
  readonly decodedBytes: number;
  readonly where: ChunkPlace;
}

/** Runs a step of a codec, which knows only its bytes: its errors get the file and the chunk that they came from. */
export function naming<T>(where: ChunkPlace, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!isRonchiError(error)) throw error;
    const subject = `${chunkName(where)}, ${error.subject}`;
    throw new RonchiError({ ...error.toFields(), subject, cause: error });
  }
}

function chunkName({ file, chunk }: ChunkPlace): string {
  return `${file}, chunk ${chunk}`;
}
