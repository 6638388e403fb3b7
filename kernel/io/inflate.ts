import { inflateSync } from "node:zlib";
import { RonchiError } from "#core/errors.js";

/**
 * Bytes that zlib gives at a time, at most. The default of 16 kB takes a third longer for a frame, which then comes in
 * pieces that are joined.
 */
const largestPiece = 1 << 22;

/** zlib inflate of at most `limit` bytes: "too-large" beyond, "corrupt" or "truncated" for damaged streams. */
export function inflate(bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: limit, chunkSize: pieceOf(limit) });
  } catch (cause) {
    throw inflateError(bytes, limit, cause);
  }
}

function inflateError(bytes: Uint8Array, limit: number, cause: unknown): RonchiError {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const subject = `deflate stream of ${bytes.byteLength} bytes`;
  const remedy = "The file is damaged there; copy it again from where it was recorded.";
  if (code === "ERR_BUFFER_TOO_LARGE") {
    const expected = `at most ${limit} bytes`;
    return new RonchiError({
      code: "too-large",
      subject,
      found: `more than ${limit} bytes`,
      expected,
      remedy,
      cause,
    });
  }
  const isCut = code === "Z_BUF_ERROR";
  return new RonchiError({
    code: isCut ? "truncated" : "corrupt",
    subject,
    found: isCut ? "an end before its time" : message,
    expected: "a whole zlib stream",
    remedy,
    cause,
  });
}

/** One byte more than may come, so that zlib need not ask for a second piece to see the end. At least what it takes. */
function pieceOf(limit: number): number {
  return Math.max(64, Math.min(limit + 1, largestPiece));
}
