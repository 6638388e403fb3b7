import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The end of a path that is being written, in place of which the names of files may stand. */
export interface FilePaths {
  /** How many characters before the cursor the names replace. */
  readonly replaced: number;
  /** Folders end in "/". */
  readonly names: readonly string[];
}

/** The files and folders that continue `written`, a path from `folder`; hidden ones only behind a dot. Folders that cannot be read have none. */
export function filePaths(written: string, folder: string): FilePaths {
  const prefix = /[^/\\]*$/.exec(written)?.[0] ?? "";
  const parent = written.slice(0, written.length - prefix.length);
  const home = /^~(?=[/\\])/.test(parent) ? join(homedir(), parent.slice(1)) : parent;
  const names = entriesOf(resolve(folder, home)).filter(
    (name) => name.startsWith(prefix) && (prefix !== "" || !name.startsWith(".")),
  );
  return { replaced: prefix.length, names };
}

function entriesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  } catch {
    // A folder that is still being written, or that nobody may read.
    return [];
  }
}
