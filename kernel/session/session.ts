import { RonchiError } from "#core/errors.js";
import type { Shower } from "../display/shower.js";
import type { FrontEnd } from "../frontEnd/frontEnd.js";

/**
 * What a running kernel offers to the library's long calls. A script has none: then nothing is shown and only the
 * caller's own signal stops a call.
 */
export interface Session {
  /** A line in the output of the running cell that can be replaced; an ended one of this name is used again. */
  openLine(name: string): OutputLine;
  /** Shows a ready-made bundle in the output of the running cell. */
  readonly show: Shower["bundle"];
  /** The front end of the running cell. */
  readonly frontEnd: FrontEnd;
  /** Calls `listener` when the user interrupts the kernel; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

/** A line of output that is written over. */
export interface OutputLine {
  update(text: string): void;
  /** Leaves a last text. Jupyter can't take a single output away. */
  end(text: string): void;
}

let current: Session | undefined;

/** Called once by the kernel's composition root. */
export function installSession(session: Session): void {
  current = session;
}

/** The session of the running kernel; undefined in a script. */
export function currentSession(): Session | undefined {
  return current;
}

/** The session, for what makes no sense without one. @throws RonchiError "unsupported" in a script; `subject` is what was called */
export function requiredSession(subject: string): Session {
  if (current !== undefined) return current;
  throw new RonchiError({
    code: "unsupported",
    subject,
    found: "a script outside of Jupyter",
    expected: "a cell of a running kernel",
    remedy: "Call it from a notebook or console.",
  });
}
