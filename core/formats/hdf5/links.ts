import { RonchiError } from "../../errors.js";
import { corruptFile, unsupportedFile } from "./failures.js";
import { isGroup, readLinks } from "./group.js";
import type { Hdf5File } from "./hdf5File.js";
import type { Link } from "./messages/link.js";
import { type Message, readObjectHeader } from "./objectHeader.js";
import type { Hdf5Session } from "./session.js";

/** A group or data set: in which file, where in it, and by which path it was reached. */
export interface Hdf5Object {
  readonly file: Hdf5File;
  readonly address: number;
  /** Absolute path inside its file: "/entry/data/data". */
  readonly path: string;
}

/** Soft and external links that one path may go through: more is a loop. */
const MAX_HOPS = 32;

export function rootOf(file: Hdf5File): Hdf5Object {
  return { file, address: file.rootAddress, path: "/" };
}

export function readHeaderOf(object: Hdf5Object): Promise<Message[]> {
  return readObjectHeader(object.file, object.address);
}

/** Groups whose links are remembered: every name of a path asks for those of the group above. */
const MAX_REMEMBERED = 16;
const remembered = new WeakMap<Hdf5File, Map<number, ReadonlyMap<string, Link>>>();

/** The links of a group by name; none where the object is not a group. */
export async function linksOf(object: Hdf5Object): Promise<ReadonlyMap<string, Link>> {
  const { file, address } = object;
  const groups = remembered.get(file) ?? new Map<number, ReadonlyMap<string, Link>>();
  remembered.set(file, groups);
  const known = groups.get(address);
  if (known !== undefined) return known;
  const messages = await readHeaderOf(object);
  const links = isGroup(messages) ? await readLinks(file, messages) : new Map<string, Link>();
  if (groups.size >= MAX_REMEMBERED) groups.delete(groups.keys().next().value!);
  groups.set(address, links);
  return links;
}

export function joinPath(group: string, name: string): string {
  return group === "/" ? `/${name}` : `${group}/${name}`;
}

/**
 * The object at a path, through hard, soft and external links; a relative path starts at `from`. Undefined where a
 * name of the path, or of a soft link, does not exist. Link loops are "corrupt"; targets of external links are
 * checked by the host ("outside-folder", "not-found").
 */
export function findObject(
  session: Hdf5Session,
  from: Hdf5Object,
  path: string,
): Promise<Hdf5Object | undefined> {
  return walkPath(session, from, path, { left: MAX_HOPS });
}

/** As {@link findObject}; a missing name is "not-found". */
export async function requireObject(
  session: Hdf5Session,
  from: Hdf5Object,
  path: string,
): Promise<Hdf5Object> {
  return (await findObject(session, from, path)) ?? fail(from.file.path, path);
}

/** The object that a link in `group` leads to; undefined where a soft link leads nowhere. */
export function followLink(
  session: Hdf5Session,
  group: Hdf5Object,
  link: Link,
): Promise<Hdf5Object | undefined> {
  return follow(session, group, link, { left: MAX_HOPS });
}

/** Shared by one whole resolution, whatever links it passes. */
interface Hops {
  left: number;
}

async function walkPath(
  session: Hdf5Session,
  from: Hdf5Object,
  path: string,
  hops: Hops,
): Promise<Hdf5Object | undefined> {
  let object: Hdf5Object | undefined = path.startsWith("/") ? rootOf(from.file) : from;
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    const link: Link | undefined = (await linksOf(object)).get(name);
    if (link === undefined) return undefined;
    object = await follow(session, object, link, hops);
    if (object === undefined) return undefined;
  }
  return object;
}

async function follow(
  session: Hdf5Session,
  group: Hdf5Object,
  link: Link,
  hops: Hops,
): Promise<Hdf5Object | undefined> {
  const path = joinPath(group.path, link.name);
  if (link.kind === "hard") return { file: group.file, address: link.address, path };
  if (link.kind === "user-defined") {
    const found = `${path}, a link of class ${link.linkClass}`;
    throw unsupportedFile(group.file.path, found, "hard, soft and external links");
  }
  if (--hops.left < 0) {
    const found = `${path}, a chain of more than ${MAX_HOPS} links`;
    throw corruptFile(group.file.path, found, "links that lead to an object");
  }
  if (link.kind === "soft") return walkPath(session, group, link.target, hops);
  const file = await openLinked(session, group.file, path, link.file);
  const target = link.target.startsWith("/") ? link.target : `/${link.target}`;
  return (await walkPath(session, rootOf(file), target, hops)) ?? fail(file.path, target);
}

/** Opens the file of an external link. An error says which link it was. */
async function openLinked(
  session: Hdf5Session,
  from: Hdf5File,
  linkPath: string,
  target: string,
): Promise<Hdf5File> {
  try {
    return await session.open(await session.host.resolveLink(from.path, target));
  } catch (cause) {
    if (!(cause instanceof RonchiError)) throw cause;
    const { code, found, expected, remedy } = cause;
    const subject = `${from.path}, link ${linkPath} -> ${target}`;
    throw new RonchiError({ code, subject, found, expected, remedy, cause });
  }
}

function fail(file: string, path: string): never {
  throw new RonchiError({
    code: "not-found",
    subject: file,
    found: `no object at ${path}`,
    expected: "a data set or group there",
    remedy: "Check the path; h5ls -r lists what the file holds.",
  });
}
