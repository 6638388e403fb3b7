import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { RonchiError } from "#core/errors.js";
import type { FormatHost, OpenOptions } from "#core/formats/format.js";
import { openFileSource } from "./fileSource.js";
import { decodePlugin } from "./filterPlugins.js";
import { readHdf5Values } from "./hdf5Values.js";
import { inflate } from "./inflate.js";

/**
 * What readers may ask of this machine, for one file that the user opened: links may lead to its folder and below,
 * or anywhere with `allowOutside`.
 */
export function createFormatHost(
  userPath: string,
  { allowOutside = false }: Pick<OpenOptions, "allowOutside"> = {},
): FormatHost {
  const opened = resolve(userPath);
  return {
    openSource: openFileSource,
    async resolveLink(from, target) {
      const folders = await foldersOf(opened);
      // Refused before anything is looked up: a file must not be able to ask what exists elsewhere.
      const wanted = resolve(dirname(from), target);
      if (!allowOutside && !isBelowAny(wanted, await foldersOf(from))) throw outside(from, target, folders);
      const path = await findReal(from, target);
      if (!allowOutside && !isBelowAny(path, folders)) throw outside(from, target, folders);
      return path;
    },
    inflate,
    decodePlugin,
    readHdf5Values,
  };
}

/** The folder in which the user sees a file, that folder's real path, and the one where the file really lies. */
async function foldersOf(path: string): Promise<string[]> {
  const seen = dirname(path);
  return [seen, await realpath(seen), dirname(await realpath(path))];
}

/** The real path of a link's target, looked for in the folders of the file that holds the link. */
async function findReal(from: string, target: string): Promise<string> {
  let cause: unknown;
  for (const folder of await foldersOf(from)) {
    try {
      return await realpath(resolve(folder, target));
    } catch (error) {
      cause = error;
    }
  }
  throw new RonchiError({
    code: "not-found",
    subject: from,
    found: `a link to ${target}, which does not exist`,
    expected: `a file at ${resolve(dirname(from), target)}`,
    remedy: "Copy the linked files into the same folder.",
    cause,
  });
}

function isBelowAny(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

function outside(from: string, target: string, folders: readonly string[]): RonchiError {
  return new RonchiError({
    code: "outside-folder",
    subject: from,
    found: `a link to ${target}, which is elsewhere`,
    expected: `a file in ${folders[0]} or below`,
    remedy: "Move the linked files there, or pass allowOutside: true if you trust this file.",
  });
}
