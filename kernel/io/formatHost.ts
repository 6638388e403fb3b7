import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { RonchiError } from "#core/errors.js";
import type { FormatHost, OpenOptions } from "#core/formats/format.js";
import { openFileSource } from "./fileSource.js";
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
      const path = await realPathOf(resolve(dirname(from), target), from, target);
      if (!allowOutside) await checkInside(path, opened, from, target);
      return path;
    },
    inflate,
    readHdf5Values,
  };
}

/**
 * Symbolic links are followed before the folder is compared. Where a target outside does not exist, it is the
 * folder that is complained of: a file must not be able to ask what exists elsewhere.
 */
async function realPathOf(path: string, from: string, target: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    const isInside = !isAbsolute(target) && isBelow(path, dirname(from));
    if (!isInside) throw outside(from, target, path, dirname(from));
    throw new RonchiError({
      code: "not-found",
      subject: from,
      found: `a link to ${target}, which does not exist`,
      expected: `a file at ${path}`,
      remedy: "Copy the linked files into the same folder.",
      cause,
    });
  }
}

/** The folder is the one in which the user sees the file, or the one in which it really lies. */
async function checkInside(path: string, opened: string, from: string, target: string): Promise<void> {
  const shown = await realpath(dirname(opened));
  const real = dirname(await realpath(opened));
  if (!isBelow(path, shown) && !isBelow(path, real)) throw outside(from, target, path, shown);
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(from: string, target: string, path: string, folder: string): RonchiError {
  return new RonchiError({
    code: "outside-folder",
    subject: from,
    found: `a link to ${target}, which is ${path}`,
    expected: `a file in ${folder} or below`,
    remedy: "Move the linked files there, or pass allowOutside: true if you trust this file.",
  });
}
