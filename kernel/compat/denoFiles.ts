import {
  appendFileSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Path = string | URL;

export interface DenoEntry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly isSymlink: boolean;
}

export interface DenoFileInfo extends Omit<DenoEntry, "name"> {
  /** Bytes. */
  readonly size: number;
  readonly mtime: Date;
}

interface WriteOptions {
  readonly append?: boolean;
}

interface Recursive {
  readonly recursive?: boolean;
}

/** The file functions of Deno that notebooks use, over those of Node, in their synchronous form. */
const sync = {
  readTextFile: (path: Path): string => readFileSync(path, "utf8"),
  // A view of its own: a small Buffer is part of a larger one.
  readFile: (path: Path): Uint8Array => new Uint8Array(readFileSync(path)),
  writeTextFile: (path: Path, text: string, { append = false }: WriteOptions = {}): void =>
    (append ? appendFileSync : writeFileSync)(path, text),
  writeFile: (path: Path, bytes: Uint8Array, { append = false }: WriteOptions = {}): void =>
    (append ? appendFileSync : writeFileSync)(path, bytes),
  mkdir: (path: Path, options: Recursive = {}): void => void mkdirSync(path, options),
  remove: (path: Path, options: Recursive = {}): void => remove(path, options),
  rename: (from: Path, to: Path): void => renameSync(from, to),
  copyFile: (from: Path, to: Path): void => copyFileSync(from, to),
  stat: (path: Path): DenoFileInfo => infoOf(statSync(path)),
  makeTempDir: (): string => mkdtempSync(join(tmpdir(), "deno-")),
};

type Sync = typeof sync;
type Asynchronous = {
  readonly [K in keyof Sync]: (...args: Parameters<Sync[K]>) => Promise<ReturnType<Sync[K]>>;
};
type Synchronous = { readonly [K in keyof Sync as `${K}Sync`]: Sync[K] };

export interface DenoFiles extends Asynchronous, Synchronous {
  readDir(path: Path): AsyncIterable<DenoEntry>;
  readDirSync(path: Path): Iterable<DenoEntry>;
}

/** `Deno.readTextFile` and the like; each waits as Deno's does and throws what Node throws. */
export const denoFiles: DenoFiles = {
  ...(Object.fromEntries(
    Object.entries(sync).flatMap(([name, run]) => [
      [`${name}Sync`, run],
      [name, async (...args: never[]) => (run as (...args: never[]) => unknown)(...args)],
    ]),
  ) as unknown as Asynchronous & Synchronous),
  readDirSync: entries,
  async *readDir(path) {
    yield* entries(path);
  },
};

function entries(path: Path): DenoEntry[] {
  const found = readdirSync(path, { withFileTypes: true });
  return found.map((entry) => ({ name: entry.name, ...kindOf(entry) }));
}

function infoOf(stats: Stats): DenoFileInfo {
  return { ...kindOf(stats), size: stats.size, mtime: stats.mtime };
}

function kindOf(entry: Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink">): Omit<DenoEntry, "name"> {
  return {
    isFile: entry.isFile(),
    isDirectory: entry.isDirectory(),
    isSymlink: entry.isSymbolicLink(),
  };
}

/** Without `recursive` an empty folder, a file or a link, whatever it leads to, as in Deno. */
function remove(path: Path, { recursive = false }: Recursive): void {
  if (recursive) rmSync(path, { recursive });
  else if (lstatSync(path).isDirectory()) rmdirSync(path);
  else unlinkSync(path);
}
