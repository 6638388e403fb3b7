import type { DebugProtocol } from "@vscode/debugprotocol";
import { clearAsyncStackName } from "../wire/terminate.js";
import { Breakpoints } from "./breakpoints.js";
import { CellFiles } from "./cellFiles.js";
import { firstLine, frameOf } from "./expressions.js";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import { type ExceptionFilter, Pauses, type Stop } from "./pauses.js";
import { followedAwaits } from "./rejections.js";
import { Scripts } from "./scripts.js";
import { namedScopes } from "./stackFrames.js";
import { type Lifetime, Variables } from "./variables.js";

/** The only thread that runs cells. */
export const threadId = 1;

export interface DebuggerPorts {
  /** Called when the first question about the main thread comes. */
  inspect(): Inspector;
  /** What the URLs of the kernel's own scripts begin with. */
  readonly ownCode: readonly string[];
  publish(event: DebugProtocol.Event): void;
}

/** The parts of the debugger, once it is connected to the main thread. */
interface Connected {
  readonly inspector: Inspector;
  readonly scripts: Scripts;
  readonly breakpoints: Breakpoints;
  readonly pauses: Pauses;
  readonly variables: Variables;
}

/**
 * The debugger of the main thread, from another thread. It costs nothing until it is asked something, and V8 runs without
 * it until a front end attaches.
 */
export class MainThreadDebugger {
  readonly cells = new CellFiles();
  readonly #ports: DebuggerPorts;
  #connected: Connected | undefined;
  #attached = false;
  #seq = 0;

  constructor(ports: DebuggerPorts) {
    this.#ports = ports;
  }

  get isAttached(): boolean {
    return this.#attached;
  }

  get stop(): Stop | undefined {
    return this.#connected?.pauses.stop;
  }

  /** The parts, connected to the main thread. */
  get main(): Connected {
    this.#connected ??= this.#connect();
    return this.#connected;
  }

  async attach(): Promise<void> {
    if (this.#attached) return;
    const { inspector } = this.main;
    await inspector.post("Debugger.enable");
    const own = this.#ports.ownCode.map((url) => `^${url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    await inspector.post("Debugger.setBlackboxPatterns", { patterns: ["^node:", ...own] });
    // Stops before each script that was TypeScript, so that its breakpoints can be set.
    const instrumentation = "beforeScriptWithSourceMapExecution";
    await inspector.post("Debugger.setInstrumentationBreakpoint", { instrumentation });
    this.#attached = true;
  }

  /** Tells the front end that it may send breakpoints now. */
  announce(): void {
    this.#event("initialized", {});
  }

  /** Forgets all breakpoints; a main thread that stands still goes on. */
  async detach(): Promise<void> {
    if (!this.#attached) return;
    const { inspector, breakpoints, pauses, scripts, variables } = this.main;
    this.#attached = false;
    await breakpoints.clear();
    await this.setExceptionFilters([]);
    if (pauses.stop !== undefined) await pauses.go("Debugger.resume");
    await inspector.post("Debugger.disable");
    variables.forget("stop");
    scripts.clear();
  }

  /** A breakpoint says something. */
  printed(breakpointId: number, text: string, isError: boolean): void {
    const { source, line } = this.#connected?.breakpoints.describe(breakpointId) ?? {};
    const category = isError ? "stderr" : "console";
    this.#event("output", { category, output: `${text}\n`, source, line });
  }

  /** An interrupt is on its way: what stands still ends there, and nothing stops until {@link interrupted}. */
  letGo(): void {
    if (!this.#attached) return;
    const { inspector } = this.main;
    inspector.tell("Debugger.setSkipAllPauses", { skip: true });
    if (this.stop === undefined) return;
    // As terminateMainThread does it, and in one session with the command that ends the stop.
    inspector.tell("Runtime.evaluate", { expression: `${clearAsyncStackName}()` });
    inspector.tell("Runtime.terminateExecution");
    inspector.tell("Debugger.resume");
  }

  /** The interrupt is over. */
  interrupted(): void {
    if (this.#attached) this.main.inspector.tell("Debugger.setSkipAllPauses", { skip: false });
  }

  /** The process ends: without a debugger, for which Node would wait. */
  close(): void {
    this.letGo();
    this.#connected?.inspector.close();
    this.#attached = false;
  }

  async setExceptionFilters(filters: readonly ExceptionFilter[]): Promise<void> {
    const { pauses, inspector } = this.main;
    pauses.filters = filters;
    const state = filters.length > 0 ? "all" : "none";
    await inspector.post("Debugger.setPauseOnExceptions", { state });
    const maxDepth = filters.includes("uncaught") ? followedAwaits : 0;
    await inspector.post("Debugger.setAsyncCallStackDepth", { maxDepth });
  }

  /** Scopes of a frame of the stop, those without variables left out; the last has what cells declared. */
  async scopes(frameId: number): Promise<DebugProtocol.Scope[]> {
    const { variables } = this.main;
    const scopes: DebugProtocol.Scope[] = [];
    for (const [name, objectIds] of namedScopes(frameOf(this.stop, frameId))) {
      const variablesReference = variables.scope({ objectIds, lifetime: "stop", scope: "frame", frameId });
      const found = await variables.children({ variablesReference });
      if (found.length > 0) scopes.push({ name, variablesReference, expensive: false });
    }
    const variablesReference = await this.#globals("stop", frameId);
    return [...scopes, { name: "Globals", variablesReference, expensive: false }];
  }

  /** What cells have declared, whether or not something is stopped, also while a cell runs. */
  async declared(): Promise<DebugProtocol.Variable[]> {
    const { variables, inspector } = this.main;
    variables.forget("explorer");
    await inspector.post("Runtime.releaseObjectGroup", { objectGroup: "explorer" });
    return variables.children({ variablesReference: await this.#globals("explorer") });
  }

  #connect(): Connected {
    const inspector = this.#ports.inspect();
    const isOwn = (url: string) => this.#ports.ownCode.some((start) => url.startsWith(start));
    const scripts = new Scripts(this.cells, isOwn);
    const breakpoints = new Breakpoints({
      ...{ inspector, scripts, cells: this.cells },
      onVerified: (breakpoint) => this.#event("breakpoint", { reason: "changed", breakpoint }),
    });
    const variables = new Variables(inspector);
    const pauses = new Pauses({
      ...{ inspector, scripts, breakpoints },
      onStop: (stop) => this.#stopped(stop),
      onGo: () => {
        variables.forget("stop");
        inspector.tell("Runtime.releaseObjectGroup", { objectGroup: "stop" });
        this.#event("continued", { threadId, allThreadsContinued: true });
      },
    });
    inspector.on("Debugger.scriptParsed", (script) => scripts.add(script));
    inspector.on("Debugger.breakpointResolved", (resolved) => breakpoints.resolved(resolved));
    return { inspector, scripts, breakpoints, pauses, variables };
  }

  #stopped({ reason, hitBreakpointIds, thrown }: Stop): void {
    const text = thrown === undefined ? {} : { text: firstLine(thrown.description ?? String(thrown.value)) };
    this.#event("stopped", { reason, threadId, allThreadsStopped: true, hitBreakpointIds, ...text });
  }

  #event(event: string, body: object): void {
    this.#ports.publish({ type: "event", seq: ++this.#seq, event, body });
  }

  async #globals(lifetime: Lifetime, frameId?: number): Promise<number> {
    const { inspector, variables } = this.main;
    const { result } = await inspector.post("Runtime.evaluate", {
      // Main may still be loading.
      ...{ expression: `globalThis.${mainSideName}?.variables() ?? {}`, silent: true, objectGroup: lifetime },
    });
    const objectIds = result.objectId === undefined ? [] : [result.objectId];
    return variables.scope({ objectIds, lifetime, scope: "globals", frameId });
  }
}
