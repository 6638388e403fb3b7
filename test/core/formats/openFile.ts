import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { RonchiError, type RonchiErrorCode } from "#core/errors.js";
import type { OpenOptions } from "#core/formats/format.js";
import { openCube } from "#core/formats/registry.js";
import { createFormatHost } from "#kernel/io/formatHost.js";
import { readAll } from "./readAll.js";

const repository = process.cwd();

/** Files made by test/fixtures/make_hdf5.py. */
export const fixture = (name: string): string => `${repository}/test/fixtures/hdf5/${name}`;

/** The reference cases beside the repository; they are large, and not in every checkout. */
const cases = fileURLToPath(new URL("../shared/cases/", `file://${repository}/`));
export const sharedCase = (name: string): string => cases + name;
export const hasSharedCases = existsSync(cases);
if (!hasSharedCases) console.info(`skipped: no reference cases at ${cases}`);

export function openPath(path: string, options: OpenOptions = {}) {
  return openCube(path, createFormatHost(path, options), options);
}

/** Opens a file and reads all of it. */
export async function readPath(path: string, options: OpenOptions = {}) {
  const opened = await openPath(path, options);
  return { ...opened, bytes: await readAll(opened.description, createFormatHost(path, options)) };
}

/** The data of a .npy file that numpy wrote: whatever follows the header, which ends with the first newline. */
export function expectedBytes(name: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(fixture(`${name}.npy`)));
  return bytes.slice(bytes.indexOf(0x0a) + 1);
}

/** Insists on a RonchiError with this code, whose message says these things; gives it back. */
export async function expectFailure(
  running: Promise<unknown>,
  code: RonchiErrorCode,
  ...said: readonly string[]
): Promise<RonchiError> {
  const error = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RonchiError);
  const failure = error as RonchiError;
  expect(failure.code, failure.message).toBe(code);
  for (const words of said) expect(failure.message).toContain(words);
  return failure;
}
