import type { Debugger, Runtime } from "node:inspector";
import type { Breakpoints } from "./breakpoints.js";
import type { Inspector } from "./inspector.js";
import { isRejectionCaught } from "./rejections.js";
import type { Scripts } from "./scripts.js";
import { type UserFrame, userFrames } from "./stackFrames.js";

/** How the user makes a stopped main thread go on. */
export type Going = "Debugger.resume" | "Debugger.stepOver" | "Debugger.stepInto" | "Debugger.stepOut";

/** Exceptions at which to stop. */
export type ExceptionFilter = "all" | "uncaught";

/** The main thread stands still at user code. */
export interface Stop {
  readonly frames: readonly UserFrame[];
  readonly reason: "breakpoint" | "exception" | "pause" | "step";
  readonly hitBreakpointIds: readonly number[];
  /** What was thrown. */
  readonly thrown?: Runtime.RemoteObject | undefined;
}

export interface PausesParts {
  readonly inspector: Inspector;
  readonly scripts: Scripts;
  readonly breakpoints: Breakpoints;
  onStop(stop: Stop): void;
  /** It goes on after a stop. */
  onGo(): void;
}

/** How long to wait until a pause is tried again that hit the kernel's own code. */
const pausePatience = 5;

/** Decides at which of V8's pauses the user sees a stop, and lets main go on at all others. */
export class Pauses {
  filters: readonly ExceptionFilter[] = [];
  readonly #parts: PausesParts;
  #stop: Stop | undefined;
  /** What the user asked for last: the reason of the stop that follows. */
  #intent: Going | "pause" = "Debugger.resume";

  constructor(parts: PausesParts) {
    this.#parts = parts;
    parts.inspector.on("Debugger.paused", (params) => {
      // Whatever went wrong, main must not be left standing.
      this.#paused(params).catch(() => parts.inspector.tell("Debugger.resume"));
    });
    parts.inspector.on("Debugger.resumed", () => this.#resumed());
  }

  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** Makes a stopped main thread go on. */
  async go(going: Going): Promise<void> {
    if (this.#stop === undefined) throw new Error("Nothing is stopped.");
    this.#intent = going;
    await this.#parts.inspector.post(going);
  }

  /** Stops at the next statement of user code. */
  async pause(): Promise<void> {
    if (this.#stop !== undefined) return;
    this.#intent = "pause";
    await this.#parts.inspector.post("Debugger.pause");
  }

  async #paused(params: Debugger.PausedEventDataType): Promise<void> {
    const { inspector, scripts, breakpoints } = this.#parts;
    if (params.reason === "instrumentation") {
      const script = scripts.get((params.data as { scriptId?: string } | undefined)?.scriptId ?? "");
      if (script !== undefined) await breakpoints.scriptLoaded(script);
      await inspector.post("Debugger.resume");
      return;
    }
    const frames = userFrames(params.callFrames, scripts);
    const isOnTop = frames[0]?.frame === params.callFrames[0];
    const hitBreakpointIds = breakpoints.hit(params);
    const isCaught = frames.length > 0 && (await this.#isCaught(params));
    const reason =
      isCaught && !(isOnTop && this.filters.includes("all"))
        ? undefined
        : this.#reason(params, frames.length > 0, isOnTop, hitBreakpointIds.length > 0);
    if (reason === undefined) {
      await this.#pass(params, frames.length > 0 && !isOnTop);
      return;
    }
    const thrown = reason === "exception" ? { thrown: params.data as Runtime.RemoteObject } : {};
    this.#intent = "Debugger.resume";
    this.#stop = { frames, reason, hitBreakpointIds, ...thrown };
    this.#parts.onStop(this.#stop);
  }

  /** Why the user wants to see this pause; undefined if not. */
  #reason(
    { reason, hitBreakpoints = [] }: Debugger.PausedEventDataType,
    isInUserCode: boolean,
    isOnTop: boolean,
    isHit: boolean,
  ): Stop["reason"] | undefined {
    if (!isInUserCode) return undefined;
    if (reason === "exception" || reason === "promiseRejection") return "exception";
    if (!isOnTop) return undefined;
    if (isHit) return "breakpoint";
    if (this.#intent !== "Debugger.resume") return this.#intent === "pause" ? "pause" : "step";
    // A `debugger` statement.
    return hitBreakpoints.length === 0 ? "pause" : undefined;
  }

  /** Whether this is a throw that user code catches. What nothing around it catches rejects the cell's own promise. */
  async #isCaught(params: Debugger.PausedEventDataType): Promise<boolean> {
    const { reason, data } = params;
    if (reason === "exception") return (data as { uncaught?: boolean } | undefined)?.uncaught !== true;
    if (reason !== "promiseRejection" || this.filters.includes("all")) return false;
    return isRejectionCaught(this.#parts.inspector, this.#parts.scripts, params);
  }

  /** A pause that is not the user's business. `isBelow` says that Node's code was called by the user's. */
  async #pass({ reason }: Debugger.PausedEventDataType, isBelow: boolean): Promise<void> {
    const { inspector } = this.#parts;
    const intent = this.#intent;
    if (intent === "pause") {
      await inspector.post(isBelow ? "Debugger.stepOut" : "Debugger.resume");
      if (!isBelow) setTimeout(() => this.#pauseAgain(), pausePatience);
    } else if (reason === "other" && intent !== "Debugger.resume") {
      // A step that entered Node's code goes on to where that is left; one that left the cell has nothing more to stop at.
      if (!isBelow) this.#intent = "Debugger.resume";
      await inspector.post(isBelow ? "Debugger.stepOut" : "Debugger.resume");
    } else await inspector.post(intent);
  }

  #pauseAgain(): void {
    if (this.#intent === "pause" && this.#stop === undefined) this.#parts.inspector.tell("Debugger.pause");
  }

  #resumed(): void {
    if (this.#stop === undefined) return;
    this.#stop = undefined;
    this.#parts.onGo();
  }
}
