import { type FileHandle, open, stat } from "node:fs/promises";
import { RonchiError } from "#core/errors.js";
import type { ByteSource } from "#core/formats/byteSource.js";

/**
 * A file as a ByteSource. The file is opened for each read and closed after it: a data set of a thousand files holds
 * no descriptors. Rejects with "not-found" where there is no readable file.
 */
export async function openFileSource(path: string): Promise<ByteSource> {
  const byteLength = await sizeOf(path);
  return {
    byteLength,
    async read(start, end, signal) {
      signal?.throwIfAborted();
      checkRange(path, start, end, byteLength);
      if (start === end) return new Uint8Array(0);
      return readRange(path, start, end);
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw notFound(path, "no file", cause);
  });
  if (!stats.isFile())
    throw notFound(path, stats.isDirectory() ? "a folder" : "something that is not a file");
  return stats.size;
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(path, "r").catch((cause: unknown) => {
    throw notFound(path, "a file that can't be opened", cause);
  });
  try {
    return await fill(path, handle, start, new Uint8Array(end - start));
  } finally {
    await handle.close();
  }
}

/** A read may give less than asked for: goes on until the buffer is full or the file ends. */
async function fill(path: string, handle: FileHandle, start: number, bytes: Uint8Array): Promise<Uint8Array> {
  for (let done = 0; done < bytes.byteLength; ) {
    const { bytesRead } = await handle.read(bytes, done, bytes.byteLength - done, start + done);
    if (bytesRead === 0) throw truncated(path, start + done, start + bytes.byteLength);
    done += bytesRead;
  }
  return bytes;
}

function checkRange(path: string, start: number, end: number, byteLength: number): void {
  if (end > byteLength) throw truncated(path, byteLength, end);
  if (start < 0 || end < start) throw new RangeError(`${path}: bytes [${start}, ${end})`);
}

function truncated(path: string, found: number, expected: number): RonchiError {
  return new RonchiError({
    code: "truncated",
    subject: path,
    found: `${found} bytes`,
    expected: `at least ${expected} bytes`,
    remedy: "The file was cut short, or changed while it was read; copy it again.",
  });
}

function notFound(path: string, found: string, cause?: unknown): RonchiError {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return new RonchiError({
    code: "not-found",
    subject: path,
    found: found + reason,
    expected: "a file that can be read",
    remedy: "Check the name, the folder and the permissions.",
    cause,
  });
}
