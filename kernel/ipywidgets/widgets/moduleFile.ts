import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The source of a module or a style sheet, or its address, as the page gets it; and the file that it is from. */
export interface ModuleSource {
  readonly contents: string;
  readonly path?: string;
}

/** One line that ends like the name of a file, and is no address. */
const fileName = /^(?!https?:\/\/)[^\r\n]+\.(js|mjs|css)$/;

/** Source as it is, an http(s) address, or the `URL` or the path of a file. Throws what reading the file throws. */
export function readModule(source: string | URL): ModuleSource {
  if (typeof source !== "string" && source.protocol !== "file:") return { contents: source.href };
  if (typeof source === "string" && !fileName.test(source)) return { contents: source };
  const path = typeof source === "string" ? resolve(source) : fileURLToPath(source);
  return { contents: readFileSync(path, "utf8"), path };
}

/** Milliseconds between two looks at a file. */
const interval = 300;

/** Calls the listener with the new contents after each change of the file. Returns what ends that; so does the process's end. */
export function watchModule(path: string, changed: (contents: string) => void): () => void {
  const look = ({ mtimeMs }: { mtimeMs: number }, previous: { mtimeMs: number }): void => {
    // A file that an editor is replacing is not there for a moment, and its time is 0.
    if (mtimeMs !== 0 && mtimeMs !== previous.mtimeMs) changed(readFileSync(path, "utf8"));
  };
  watchFile(path, { interval, persistent: false }, look);
  return () => unwatchFile(path, look);
}

/** Whether pages follow the files of their modules while these are written: anywidget's own switch. */
export function followsFiles(): boolean {
  return /^(1|true|yes|on)$/i.test(process.env.ANYWIDGET_HMR ?? "");
}
