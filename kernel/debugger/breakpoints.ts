import type { Debugger } from "node:inspector";
import { pathToFileURL } from "node:url";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { CellFiles } from "./cellFiles.js";
import type { Inspector } from "./inspector.js";
import type { Script, Scripts } from "./scripts.js";

/** What the front end wants. */
interface Wanted {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  readonly condition: string | undefined;
}

/** What V8 was told. */
interface Placed {
  readonly wanted: Wanted;
  /** Set in one script, at the mapped place, and not by the name of the script. */
  readonly mapped: boolean;
  /** Url of a script -> the first line (from 0) at which V8 found code for it. */
  readonly lines: Map<string, number>;
}

type Place = Pick<Debugger.Location, "lineNumber" | "columnNumber">;

export interface BreakpointsParts {
  readonly inspector: Inspector;
  readonly scripts: Scripts;
  readonly cells: CellFiles;
  /** V8 has found code for one that was set before its script was there. */
  onVerified(breakpoint: DebugProtocol.Breakpoint): void;
}

/**
 * Breakpoints by path and line. They hold for scripts that come later: for cells by the name that the cell is about to
 * get, for modules by their URL in every version, for what is compiled by its source map once it is loaded.
 */
export class Breakpoints {
  readonly #parts: BreakpointsParts;
  readonly #wanted = new Map<string, readonly Wanted[]>();
  readonly #placed = new Map<string, Placed>();
  #lastId = 0;

  constructor(parts: BreakpointsParts) {
    this.#parts = parts;
  }

  /** Replaces all breakpoints of a source. */
  async set(
    path: string,
    asked: readonly DebugProtocol.SourceBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    await this.#remove(path);
    const lines = new Map(asked.map((breakpoint) => [breakpoint.line, breakpoint]));
    const wanted = [...lines.values()].map(({ line, condition }) => ({
      ...{ id: ++this.#lastId, path, line },
      condition: condition || undefined,
    }));
    this.#wanted.set(path, wanted);
    await this.#place(wanted, this.#parts.cells.isCell(path) ? this.#parts.cells.urls(path) : [path]);
    for (const script of this.#parts.scripts.of(path)) await this.scriptLoaded(script);
    return wanted.map((one) => this.#describe(one));
  }

  /** All breakpoints, as debugInfo lists them. */
  list(): { source: string; breakpoints: { line: number }[] }[] {
    const set = [...this.#wanted].filter(([, wanted]) => wanted.length > 0);
    return set.map(([source, wanted]) => ({ source, breakpoints: wanted.map(({ line }) => ({ line })) }));
  }

  /** Places those of a cell's text in the cell that is about to run under this name. */
  async cellStarts(url: string): Promise<void> {
    const path = this.#parts.cells.path(url);
    const wanted = path === undefined ? undefined : this.#wanted.get(path);
    if (wanted !== undefined) await this.#place(wanted, [url]);
  }

  /** A compiled script stands before its first statement: its lines are known now. */
  async scriptLoaded({ id, path, map }: Script): Promise<void> {
    for (const wanted of map === undefined ? [] : (this.#wanted.get(path) ?? [])) {
      const at = map?.toGenerated(wanted.line);
      if (at === undefined) continue;
      await this.#placeAt(wanted, { scriptId: id, lineNumber: at.line - 1, columnNumber: at.column - 1 });
    }
  }

  resolved({ breakpointId, location }: Debugger.BreakpointResolvedEventDataType): void {
    const placed = this.#placed.get(breakpointId);
    if (placed === undefined) return;
    const wasVerified = this.#isVerified(placed.wanted);
    this.#noteLine(placed, location);
    if (!wasVerified) this.#parts.onVerified(this.#describe(placed.wanted));
  }

  /**
   * The ids of the front end's breakpoints that a stop really is at. V8 moves a breakpoint to the next code of each
   * script; but the two scripts of a cell are blank where the other has code, and only the nearer place is meant.
   */
  hit({ hitBreakpoints = [], callFrames }: Debugger.PausedEventDataType): number[] {
    const location = callFrames[0]?.location;
    const script = this.#parts.scripts.get(location?.scriptId ?? "");
    if (location === undefined || script === undefined) return [];
    return hitBreakpoints.flatMap((id) => {
      const placed = this.#placed.get(id);
      if (placed === undefined || placed.mapped !== (script.map !== undefined)) return [];
      const nearest = placed.lines.get(script.url) ?? location.lineNumber;
      return location.lineNumber <= nearest ? [placed.wanted.id] : [];
    });
  }

  async clear(): Promise<void> {
    for (const path of [...this.#wanted.keys()]) await this.#remove(path);
  }

  async #remove(path: string): Promise<void> {
    this.#wanted.delete(path);
    for (const [breakpointId, { wanted }] of [...this.#placed]) {
      if (wanted.path !== path) continue;
      this.#placed.delete(breakpointId);
      await this.#parts.inspector.post("Debugger.removeBreakpoint", { breakpointId });
    }
  }

  async #place(wanted: readonly Wanted[], urls: readonly string[]): Promise<void> {
    for (const one of wanted) {
      for (const url of urls) {
        const { condition = "" } = one;
        const place: Place = { lineNumber: one.line - 1 };
        const { breakpointId, locations } = await this.#parts.inspector.post("Debugger.setBreakpointByUrl", {
          ...{ ...place, condition, urlRegex: urlPattern(url) },
        });
        this.#note(breakpointId, one, false, locations);
      }
    }
  }

  async #placeAt(wanted: Wanted, location: Debugger.Location): Promise<void> {
    const condition = wanted.condition ?? "";
    const placed = await this.#parts.inspector
      .post("Debugger.setBreakpoint", { location, condition })
      // V8 refuses a second one at the same place, and places without code.
      .catch(() => undefined);
    if (placed === undefined) return;
    const { breakpointId, actualLocation } = placed;
    if (actualLocation.lineNumber === location.lineNumber)
      this.#note(breakpointId, wanted, true, [actualLocation]);
    // The cell's other script has that line.
    else await this.#parts.inspector.post("Debugger.removeBreakpoint", { breakpointId });
  }

  #note(
    breakpointId: string,
    wanted: Wanted,
    mapped: boolean,
    locations: readonly Debugger.Location[],
  ): void {
    const placed = { wanted, mapped, lines: new Map<string, number>() };
    this.#placed.set(breakpointId, placed);
    for (const location of locations) this.#noteLine(placed, location);
  }

  #noteLine({ lines }: Placed, { scriptId, lineNumber }: Debugger.Location): void {
    const url = this.#parts.scripts.get(scriptId)?.url;
    if (url !== undefined) lines.set(url, Math.min(lineNumber, lines.get(url) ?? lineNumber));
  }

  #describe(wanted: Wanted): DebugProtocol.Breakpoint {
    const { id, line, path } = wanted;
    return { id, line, verified: this.#isVerified(wanted), source: { path } };
  }

  #isVerified(wanted: Wanted): boolean {
    return [...this.#placed.values()].some((placed) => placed.wanted === wanted && placed.lines.size > 0);
  }
}

/** A cell's own name, or a file in each of its versions (a module that changed is loaded again with a query). */
function urlPattern(url: string): string {
  const name = url.startsWith("In[") ? url : pathToFileURL(url).href;
  return `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(\\?.*)?$`;
}
