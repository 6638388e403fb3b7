import { stat } from "node:fs/promises";
import { isTypeScript, localTargets } from "./localTarget.js";

interface LocalFile {
  /** Grows when the file, or one that it imports, has changed: a module is evaluated once a version. */
  version: number;
  /** Time and size when it was last looked at; the text itself for a module that a cell defines. */
  state: string;
  readonly importers: Set<string>;
}

/** The TypeScript modules that were imported, whether they changed since, and who imports them. Paths are absolute. */
export class LocalFiles {
  readonly #files = new Map<string, LocalFile>();
  readonly #defined = new Map<string, string>();

  /** Makes `code` the module at `path`, whether a file is there or not. */
  define(path: string, code: string): void {
    this.#defined.set(path, code);
  }

  definition(path: string): string | undefined {
    return this.#defined.get(path);
  }

  /** The module that an import of `path` means, or undefined when it is none of ours. */
  async find(path: string, importer: string): Promise<{ path: string; version: number } | undefined> {
    // A file that is there under exactly this name is meant, of whatever kind it is.
    if (!isTypeScript(path) && (await this.#state(path)) !== undefined && !this.#defined.has(path))
      return undefined;
    for (const candidate of localTargets(path)) {
      const file = await this.#file(candidate);
      if (file === undefined) continue;
      file.importers.add(importer);
      return { path: candidate, version: file.version };
    }
    return undefined;
  }

  /** Gives what changed, and all that imports it, a new version. */
  async refresh(): Promise<void> {
    const changed = new Set<string>();
    for (const [path, file] of this.#files) {
      const state = await this.#state(path);
      if (state === undefined || state === file.state) continue;
      file.state = state;
      this.#addWithImporters(path, changed);
    }
    for (const path of changed) {
      const file = this.#files.get(path);
      if (file !== undefined) file.version++;
    }
  }

  async #file(path: string): Promise<LocalFile | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const state = await this.#state(path);
    if (state === undefined) return undefined;
    const file = { version: 0, state, importers: new Set<string>() };
    this.#files.set(path, file);
    return file;
  }

  async #state(path: string): Promise<string | undefined> {
    const defined = this.#defined.get(path);
    if (defined !== undefined) return defined;
    try {
      const found = await stat(path);
      return found.isFile() ? `${found.mtimeMs} ${found.size}` : undefined;
    } catch {
      // Not there, or not to be read: Node's own resolution says it better.
      return undefined;
    }
  }

  #addWithImporters(path: string, found: Set<string>): void {
    if (found.has(path)) return;
    found.add(path);
    for (const importer of this.#files.get(path)?.importers ?? []) this.#addWithImporters(importer, found);
  }
}
