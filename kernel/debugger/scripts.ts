import type { Debugger } from "node:inspector";
import { fileURLToPath } from "node:url";
import type { Position } from "../interpreter/position.js";
import { readSourceMap, type SourceMap } from "../interpreter/sourceMap.js";
import type { CellFiles } from "./cellFiles.js";

/** A script of user code that V8 has loaded. */
export interface Script {
  readonly id: string;
  readonly url: string;
  /** Path under which the front end knows its source: of a file, or of a cell (see CellFiles). */
  readonly path: string;
  /** Lines that come from the source; what stands behind is the kernel's wrapper around a cell. */
  readonly lines: number;
  /** For what was compiled: between the script and its source. */
  readonly map: SourceMap | undefined;
  /** Column of its first character, as V8 counts; negative where something stands in front of a cell. */
  readonly startColumn: number;
}

const inlineMap = /^data:application\/json[^,]*;base64,(.*)$/;

/** Which scripts are the user's, and where their sources are. */
export class Scripts {
  readonly #cells: CellFiles;
  readonly #isOwn: (url: string) => boolean;
  readonly #scripts = new Map<string, Script>();

  /** `isOwn` says whether a script is the kernel's own code. */
  constructor(cells: CellFiles, isOwn: (url: string) => boolean) {
    this.#cells = cells;
    this.#isOwn = isOwn;
  }

  add({ scriptId, url, sourceMapURL, startColumn }: Debugger.ScriptParsedEventDataType): void {
    const path = this.#path(url);
    if (path === undefined) return;
    const inline = /\.[mc]?tsx?(\?|$)|^In\[/.test(url) ? inlineMap.exec(sourceMapURL ?? "") : null;
    const map = inline === null ? undefined : parseMap(inline[1] as string);
    const lines = map?.lines ?? this.#cells.lines(url) ?? Number.POSITIVE_INFINITY;
    this.#scripts.set(scriptId, { id: scriptId, url, path, lines, map, startColumn });
  }

  get(id: string): Script | undefined {
    return this.#scripts.get(id);
  }

  /** The scripts of a source, those of each time that it was run or loaded together. */
  versions(path: string): Script[][] {
    const versions = new Map<string, Script[]>();
    for (const script of this.#scripts.values())
      if (script.path === path) versions.set(script.url, [...(versions.get(script.url) ?? []), script]);
    return [...versions.values()];
  }

  /** The files that user code runs from. */
  files(): string[] {
    const paths = [...this.#scripts.values()].map(({ path }) => path);
    return [...new Set(paths)].filter((path) => !this.#cells.isCell(path));
  }

  clear(): void {
    this.#scripts.clear();
  }

  /** The source position of a place in a script, both as V8 counts it; undefined outside of the user's text. */
  locate({ scriptId, lineNumber, columnNumber = 0 }: Debugger.Location): (Position & Script) | undefined {
    const script = this.#scripts.get(scriptId);
    const place = { line: lineNumber + 1, column: columnNumber + 1 };
    // The wrapper around a cell begins in front of its first column.
    if (script === undefined || place.column < 1 || place.line > script.lines) return undefined;
    return { ...script, ...(script.map?.toSource(place) ?? place) };
  }

  #path(url: string): string | undefined {
    if (url.startsWith("In[")) return this.#cells.path(url);
    if (!url.startsWith("file:") || this.#isOwn(url)) return undefined;
    const file = fileURLToPath(url.replace(/[?#].*$/, ""));
    return this.#cells.pathOfModule(file) ?? file;
  }
}

function parseMap(base64: string): SourceMap {
  const { mappings } = JSON.parse(Buffer.from(base64, "base64").toString()) as { mappings: string };
  return readSourceMap(mappings);
}
