import { inspect } from "node:util";

/** What a breakpoint that does not always stop asks when it is reached. */
export interface ReachedBreakpoint {
  /** Gives something truthy when it counts. */
  readonly condition?: () => unknown;
  /** At which of the times that count it stops. */
  readonly hits?: readonly [operator: string, count: number];
  /** The parts of what it prints instead of stopping. */
  readonly message?: () => readonly unknown[];
}

/** Prints what a breakpoint says; `isError` when one of its expressions failed. */
export type PrintOfBreakpoint = (breakpointId: number, text: string, isError: boolean) => void;

/**
 * Makes the function that V8 calls, while the code stands there, to know whether it stops at the breakpoint of that id.
 * A failing expression is printed and does not stop.
 */
export function createReached(print: PrintOfBreakpoint): (id: number, reached: ReachedBreakpoint) => boolean {
  const counts = new Map<number, number>();
  return (id, { condition, hits, message }) => {
    try {
      if (condition !== undefined && !condition()) return false;
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (hits !== undefined && !isHit(count, hits)) return false;
      if (message === undefined) return true;
      print(id, message().map(textOf).join(""), false);
    } catch (error) {
      print(id, `The breakpoint's expression failed: ${error}`, true);
    }
    return false;
  };
}

function isHit(count: number, [operator, wanted]: readonly [string, number]): boolean {
  if (operator === "%") return count % wanted === 0;
  if (operator === "==") return count === wanted;
  const isBeyond = operator.startsWith("<") ? count < wanted : count > wanted;
  return isBeyond || (operator.endsWith("=") && count === wanted);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY });
}
