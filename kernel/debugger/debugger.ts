import type { Runtime } from "node:inspector";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { clearAsyncStackName } from "../wire/terminate.js";
import { Breakpoints } from "./breakpoints.js";
import { CellFiles } from "./cellFiles.js";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSide.js";
import { type ExceptionFilter, Pauses, type Stop } from "./pauses.js";
import { Scripts } from "./scripts.js";
import { namedScopes } from "./stackFrames.js";
import { Variables } from "./variables.js";

/** The only thread that runs cells. */
export const threadId = 1;
/** An expression that the user evaluates is ended after so long, in ms: main does nothing else meanwhile. */
const evaluationLimit = 10_000;

export interface DebuggerPorts {
  /** Called when the first question about the main thread comes. */
  inspect(): Inspector;
  /** What the URLs of the kernel's own scripts begin with. */
  readonly ownCode: readonly string[];
  publish(event: DebugProtocol.Event): void;
}

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
    // Stops before a script that was compiled runs, so that its breakpoints can be set.
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

  /** Runs `run` when the breakpoints of the cell that `url` will name are in place: at once when nothing is attached. */
  beforeCell(url: string, code: string, run: () => void): void {
    this.cells.ran(url, code);
    if (!this.#attached) run();
    // A breakpoint that V8 refuses must not keep the cell from running.
    else void this.main.breakpoints.cellStarts(url).then(run, run);
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
  }

  /** Scopes of a frame of the stop, those without variables left out; the last has what cells declared. */
  async scopes(frameId: number): Promise<DebugProtocol.Scope[]> {
    const { variables } = this.main;
    const scopes: DebugProtocol.Scope[] = [];
    for (const [name, objectIds] of namedScopes(this.#frame(frameId))) {
      const variablesReference = variables.scope(objectIds, "stop");
      const found = await variables.children({ variablesReference });
      if (found.length > 0) scopes.push({ name, variablesReference, expensive: false });
    }
    const variablesReference = await this.#globals("stop");
    return [...scopes, { name: "Globals", variablesReference, expensive: false }];
  }

  /** What cells have declared, whether or not something is stopped, also while a cell runs. */
  async declared(): Promise<DebugProtocol.Variable[]> {
    const { variables, inspector } = this.main;
    variables.forget("explorer");
    await inspector.post("Runtime.releaseObjectGroup", { objectGroup: "explorer" });
    return variables.children({ variablesReference: await this.#globals("explorer") });
  }

  /** The value of an expression in a frame of the stop; without one, or without a stop, of a global expression. */
  async evaluate(
    expression: string,
    frameId: number | undefined,
    isHover: boolean,
  ): Promise<Runtime.RemoteObject> {
    const { inspector } = this.main;
    const options = {
      ...{ expression, generatePreview: true, silent: true, timeout: evaluationLimit },
      // The pointer over a name must not change anything.
      ...{ throwOnSideEffect: isHover, objectGroup: this.stop === undefined ? "explorer" : "stop" },
    };
    const { result, exceptionDetails } =
      this.stop === undefined || frameId === undefined
        ? await inspector.post("Runtime.evaluate", { ...options, replMode: !isHover })
        : await inspector.post("Debugger.evaluateOnCallFrame", {
            ...{ ...options, callFrameId: this.#frame(frameId).callFrameId },
          });
    if (exceptionDetails !== undefined)
      throw new Error(firstLine(result.description ?? exceptionDetails.text));
    return result;
  }

  /** The mime bundle of an expression. */
  async rich(expression: string, frameId: number | undefined): Promise<object> {
    const value = await this.evaluate(`[${expression}]`, frameId, true);
    const { result } = await this.main.inspector.post("Runtime.callFunctionOn", {
      ...{ objectId: value.objectId, returnByValue: true, silent: true },
      functionDeclaration: `function () { return ${mainSideName}.rich(this[0]) }`,
    });
    return JSON.parse(String(result.value)) as object;
  }

  /** Makes what a frame has under the name `source` a global, as if a cell had declared it. */
  async copyToGlobals(source: string, name: string, frameId: number): Promise<void> {
    const { objectId } = await this.evaluate(`[${source}]`, frameId, false);
    await this.main.inspector.post("Runtime.callFunctionOn", {
      ...{ objectId, silent: true, arguments: [{ value: name }] },
      functionDeclaration: `function (name) { ${mainSideName}.declare(name, this[0]) }`,
    });
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

  #frame(frameId: number) {
    const found = this.stop?.frames.find(({ stackFrame }) => stackFrame.id === frameId);
    if (found === undefined) throw new Error(`There is no stack frame ${frameId}.`);
    return found.frame;
  }

  async #globals(lifetime: "stop" | "explorer"): Promise<number> {
    const { inspector, variables } = this.main;
    const { result } = await inspector.post("Runtime.evaluate", {
      // Main may still be loading.
      ...{ expression: `globalThis.${mainSideName}?.variables() ?? {}`, silent: true, objectGroup: lifetime },
    });
    return variables.scope(result.objectId === undefined ? [] : [result.objectId], lifetime);
  }
}

function firstLine(text: string): string {
  return text.split("\n")[0] as string;
}
