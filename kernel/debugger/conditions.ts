import vm from "node:vm";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { mainSideName } from "./mainSideName.js";

/**
 * The condition under which V8 stops at a breakpoint: empty when it always does, otherwise a call of
 * {@link DebuggerMainSide.reached}, which counts, decides and prints on the main thread itself, without a stop.
 * Throws an Error that says what is wrong with one of its texts.
 */
export function conditionOf(
  id: number,
  { condition, hitCondition, logMessage }: DebugProtocol.SourceBreakpoint,
): string {
  const parts = [
    ...(condition ? [`condition: () => (${checked(condition)}\n)`] : []),
    ...(hitCondition ? [`hits: ${JSON.stringify(hitsOf(hitCondition))}`] : []),
    ...(logMessage ? [`message: () => [${messageParts(logMessage).join(",")}]`] : []),
  ];
  return parts.length === 0 ? "" : `${mainSideName}.reached(${id}, {${parts.join(",")}})`;
}

/** `expression`, which must be one. */
function checked(expression: string): string {
  try {
    new vm.Script(`(${expression}\n)`);
  } catch (error) {
    throw new Error(`\`${expression}\` is not a JavaScript expression: ${(error as Error).message}`);
  }
  return expression;
}

/** "3", "== 3": at the third time; ">= 3"; "% 3": every third time. */
function hitsOf(text: string): [operator: string, count: number] {
  const [, operator, count] = /^\s*(<=?|>=?|={1,3}|%)?\s*(\d+)\s*$/.exec(text) ?? [];
  if (count === undefined)
    throw new Error(
      `The hit condition "${text}" is neither a number nor one of <, <=, ==, >=, >, % and a number.`,
    );
  return [operator === undefined ? "==" : operator.replace(/^=+$/, "=="), Number(count)];
}

/** Expressions for the parts of "total is {total}": texts, and what stands in braces (which may hold braces, once). */
function messageParts(message: string): string[] {
  // The texts are at the even places, what the braces hold is at the odd ones.
  return message
    .split(/\{((?:[^{}]|\{[^{}]*\})*)\}/)
    .map((part, i) => (i % 2 === 0 ? JSON.stringify(part) : `(${checked(part)}\n)`));
}
