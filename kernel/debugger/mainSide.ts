import { inspect } from "node:util";
import { toMimeBundle } from "../display/mimeBundle.js";
import { eraseTypes } from "../interpreter/eraseTypes.js";
import { CellSyntaxError, parseCell } from "../interpreter/parse.js";
import { catchesRejection, type ThrowFrame } from "./catches.js";
import { mainSideName } from "./mainSideName.js";
import { membersOf } from "./members.js";
import { type NameAtEnd, nameAtEnd } from "./nameAtEnd.js";
import { createReached, type PrintOfBreakpoint, type ReachedBreakpoint } from "./reached.js";

/** Characters; more than a value is shown with. */
const longText = 10_000;

/** What {@link installDebugger} makes the global `mainSideName`. The debugger calls it by the inspector, also while a cell stands still. */
export interface DebuggerMainSide {
  /** name -> value of everything that cells have declared. */
  variables(): Record<string, unknown>;
  /** Makes a value a global that is listed as if a cell had declared it. */
  declare(name: string, value: unknown): void;
  /** Elements `start` to `start + count` of an array or typed array; of a Map key and value in turn. */
  page(collection: object, start: number, count: number): unknown[];
  /** The mime bundle of a value, as JSON; only text for what renders by a promise, which can't settle during a stop. */
  rich(value: unknown): string;
  /** The properties of a value whose names begin with `prefix`, as JSON: a list of Member. */
  members(value: unknown, prefix: string): string;
  /** Whether to stop at a breakpoint with a condition, a count or a message. */
  reached(breakpointId: number, reached: ReachedBreakpoint): boolean;
  /** TypeScript without its types, at the same positions; unchanged where it cannot be read. */
  javascript(text: string): string;
  /** {@link nameAtEnd} */
  nameAtEnd(code: string): NameAtEnd | null;
  /** Whether what was thrown there, and rejects a promise, is caught by one of the user's functions. */
  catches(frames: readonly ThrowFrame[], texts: Readonly<Record<string, string>>): boolean;
}

/** The names that cells have declared. */
export interface DeclaredNames {
  readonly names: readonly string[];
  declare(name: string): void;
}

export function installDebugger(declared: DeclaredNames, print: PrintOfBreakpoint): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  const value: DebuggerMainSide = {
    variables: () => Object.fromEntries(declared.names.map((name) => [name, headOf(scope[name])])),
    declare: (name, value) => {
      scope[name] = value;
      declared.declare(name);
    },
    page,
    rich: (value) => JSON.stringify(bundle(value)),
    members: (value, prefix) => JSON.stringify(membersOf(value, prefix)),
    reached: createReached(print),
    javascript,
    nameAtEnd,
    catches: catchesRejection,
  };
  Object.defineProperty(globalThis, mainSideName, { value });
}

function javascript(text: string): string {
  try {
    return eraseTypes(parseCell(text)).javascript;
  } catch (error) {
    if (error instanceof CellSyntaxError) return text;
    throw error;
  }
}

/** Of a long text the beginning: V8 would send all of it, and a front end shows one line. */
function headOf(value: unknown): unknown {
  return typeof value === "string" && value.length > longText ? value.slice(0, longText) : value;
}

function page(collection: object, start: number, count: number): unknown[] {
  if (collection instanceof Map || collection instanceof Set) {
    // Counted by hand: a large collection is not copied for one page.
    const found: unknown[] = [];
    let i = 0;
    for (const entry of collection) {
      if (i >= start + count) break;
      if (i++ >= start) found.push(...(collection instanceof Map ? (entry as [unknown, unknown]) : [entry]));
    }
    return found;
  }
  return Array.prototype.slice.call(collection, start, start + count);
}

function bundle(value: unknown): object {
  try {
    const shown = toMimeBundle(value);
    if (shown !== undefined && !(shown instanceof Promise)) return shown;
  } catch {
    // A display method that throws: the text says more than its error would.
  }
  return { "text/plain": inspect(value) };
}
