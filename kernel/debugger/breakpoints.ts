import type { Debugger } from "node:inspector";
import { pathToFileURL } from "node:url";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { isTypeScript } from "../interpreter/modules/localTarget.js";
import type { CellFiles } from "./cellFiles.js";
import { conditionOf } from "./conditions.js";
import type { Inspector } from "./inspector.js";
import type { Script, Scripts } from "./scripts.js";
import { toJavaScript } from "./typescript.js";

/** What the front end wants. */
interface Wanted {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  /** For V8; empty when it always stops. */
  readonly condition: string;
  /** Why it can't be set. */
  readonly problem?: string;
}

/** What V8 was told. */
interface Placed {
  readonly wanted: Wanted;
  /** Its line in the script, where it was set in one. */
  readonly generated: number;
  /** Url of a script -> the line of its source at which V8 found code. */
  readonly lines: Map<string, number>;
}

export interface BreakpointsParts {
  readonly inspector: Inspector;
  readonly scripts: Scripts;
  readonly cells: CellFiles;
  /** V8 has found code for one that was set before its script was there. */
  onVerified(breakpoint: DebugProtocol.Breakpoint): void;
}

/**
 * Breakpoints by path and line. They hold for scripts that come later: V8 stops before every script that was TypeScript, where
 * its breakpoints are set; those of other files are set by URL, in every version.
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
    const erase = (text: string) => toJavaScript(this.#parts.inspector, text);
    const wanted = await Promise.all(
      [...lines.values()].map((one) => toWanted(++this.#lastId, path, one, erase)),
    );
    this.#wanted.set(path, wanted);
    if (!this.#parts.cells.isCell(path) && !isTypeScript(path)) await this.#placeByUrl(path, wanted);
    else for (const scripts of this.#parts.scripts.versions(path)) await this.#placeIn(scripts, wanted);
    return wanted.map((one) => this.#describe(one));
  }

  /** All breakpoints, as debugInfo lists them. */
  list(): { source: string; breakpoints: { line: number }[] }[] {
    const set = [...this.#wanted].filter(([, wanted]) => wanted.length > 0);
    return set.map(([source, wanted]) => ({
      source,
      breakpoints: wanted.map((one) => ({ line: this.#line(one) ?? one.line })),
    }));
  }

  /** A breakpoint and where it is, for what it says. */
  describe(id: number): DebugProtocol.Breakpoint | undefined {
    const wanted = [...this.#wanted.values()].flat().find((one) => one.id === id);
    return wanted === undefined ? undefined : this.#describe(wanted);
  }

  /** V8 stands before the first statement of a script that was TypeScript. */
  async scriptLoaded(script: Script): Promise<void> {
    const wanted = this.#wanted.get(script.path) ?? [];
    const lines = wanted.map((one) => this.#line(one));
    await this.#placeIn([script], wanted);
    for (const [i, one] of wanted.entries())
      if (this.#line(one) !== lines[i]) this.#parts.onVerified(this.#describe(one));
  }

  resolved({ breakpointId, location }: Debugger.BreakpointResolvedEventDataType): void {
    const placed = this.#placed.get(breakpointId);
    if (placed === undefined) return;
    const wasVerified = this.#line(placed.wanted) !== undefined;
    this.#noteLine(placed, location);
    if (!wasVerified) this.#parts.onVerified(this.#describe(placed.wanted));
  }

  /** The ids of the front end's breakpoints that a pause is at. */
  hit({ hitBreakpoints = [] }: Debugger.PausedEventDataType): number[] {
    return hitBreakpoints.flatMap((id) => this.#placed.get(id)?.wanted.id ?? []);
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

  async #placeByUrl(path: string, wanted: readonly Wanted[]): Promise<void> {
    for (const one of wanted.filter(({ problem }) => problem === undefined)) {
      const { breakpointId, locations } = await this.#parts.inspector.post("Debugger.setBreakpointByUrl", {
        ...{ lineNumber: one.line - 1, condition: one.condition, urlRegex: urlPattern(path) },
      });
      const placed = { wanted: one, generated: one.line, lines: new Map<string, number>() };
      this.#placed.set(breakpointId, placed);
      for (const location of locations) this.#noteLine(placed, location);
    }
  }

  /** `scripts` are of one run of a cell or of one loading of a module. */
  async #placeIn(scripts: readonly Script[], wanted: readonly Wanted[]): Promise<void> {
    for (const one of wanted) {
      if (one.problem !== undefined) continue;
      for (const script of scripts) await this.#placeAt(one, script);
      for (const { url } of scripts) await this.#keepNearest(one, url);
    }
  }

  async #placeAt(wanted: Wanted, script: Script): Promise<void> {
    const { line, condition } = wanted;
    const at = script.map === undefined ? { line, column: 1 } : script.map.toGenerated(line);
    if (at === undefined) return;
    const location = { scriptId: script.id, lineNumber: at.line - 1, columnNumber: at.column - 1 };
    const placed = await this.#parts.inspector
      .post("Debugger.setBreakpoint", { location, condition })
      // V8 refuses a second one at the same place, and places without code.
      .catch(() => undefined);
    if (placed === undefined) return;
    const { breakpointId, actualLocation } = placed;
    const generated = actualLocation.lineNumber + 1;
    const sourceLine = this.#parts.scripts.locate(actualLocation)?.line;
    if (sourceLine !== undefined)
      this.#placed.set(breakpointId, { wanted, generated, lines: new Map([[script.url, sourceLine]]) });
    else await this.#parts.inspector.post("Debugger.removeBreakpoint", { breakpointId });
  }

  /**
   * V8 moves a breakpoint on a line without code to the next code of the script; but the two scripts of a cell are blank
   * where the other has code, and only the nearer place is meant.
   */
  async #keepNearest(wanted: Wanted, url: string): Promise<void> {
    const placed = [...this.#placed].filter(([, one]) => one.wanted === wanted && one.lines.has(url));
    const nearest = Math.min(...placed.map(([, { generated }]) => generated));
    for (const [breakpointId, { generated }] of placed) {
      if (generated === nearest) continue;
      this.#placed.delete(breakpointId);
      await this.#parts.inspector.post("Debugger.removeBreakpoint", { breakpointId });
    }
  }

  #noteLine({ lines }: Placed, { scriptId, lineNumber }: Debugger.Location): void {
    const url = this.#parts.scripts.get(scriptId)?.url;
    if (url !== undefined) lines.set(url, lineNumber + 1);
  }

  /** The line of its source at which it stops; undefined while V8 has none. */
  #line(wanted: Wanted): number | undefined {
    const placed = [...this.#placed.values()].filter((one) => one.wanted === wanted);
    return placed.flatMap(({ lines }) => [...lines.values()])[0];
  }

  #describe(wanted: Wanted): DebugProtocol.Breakpoint {
    const { id, path, problem } = wanted;
    const line = this.#line(wanted);
    const message = problem === undefined ? {} : { message: problem };
    return {
      id,
      line: line ?? wanted.line,
      verified: line !== undefined,
      source: { path },
      ...message,
    };
  }
}

async function toWanted(
  id: number,
  path: string,
  breakpoint: DebugProtocol.SourceBreakpoint,
  erase: (text: string) => Promise<string>,
): Promise<Wanted> {
  const { line } = breakpoint;
  try {
    return { id, path, line, condition: await conditionOf(id, breakpoint, erase) };
  } catch (error) {
    return { id, path, line, condition: "", problem: (error as Error).message };
  }
}

/** A file in each of its versions (a module that changed is loaded again with a query). */
function urlPattern(path: string): string {
  return `^${pathToFileURL(path).href.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(\\?.*)?$`;
}
