import { randomUUID } from "node:crypto";
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isRonchiError, RonchiError } from "#core/errors.js";

/**
 * Lets `write` make a file beside `path` under a temporary name and then moves it there, so that `path` is either
 * as it was or complete. Replaces a file of that name; nothing temporary is left behind.
 * Rejects with RonchiError: "invalid-argument" when `path` is a folder, "not-found" when its folder is missing,
 * "not-writable" when the system refuses (rights, full disk).
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string) => Promise<void> | void,
): Promise<void> {
  await checkTarget(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw isRonchiError(error) ? error : notWritable(path, error);
  }
}

/** Writes bytes to a file in one step; errors as {@link writeAtomically}. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  await writeAtomically(path, (temporary) => writeFile(temporary, bytes));
}

async function checkTarget(path: string): Promise<void> {
  if (await isFolder(path)) {
    throw new RonchiError({
      code: "invalid-argument",
      subject: path,
      found: "a folder",
      expected: "the name of a file to write",
      remedy: "Add a file name to the path.",
    });
  }
  if (!(await isFolder(dirname(path)))) {
    throw new RonchiError({
      code: "not-found",
      subject: path,
      found: `no folder ${dirname(path)}`,
      expected: "a folder to write into",
      remedy: "Make the folder first, or choose another one.",
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  const entry = await stat(path).catch(() => undefined);
  return entry?.isDirectory() ?? false;
}

function notWritable(path: string, cause: unknown): RonchiError {
  return new RonchiError({
    code: "not-writable",
    subject: path,
    found: cause instanceof Error ? cause.message : String(cause),
    expected: "a place where files can be written",
    remedy: "Check the rights of the folder and the free space, or choose another place.",
    cause,
  });
}
