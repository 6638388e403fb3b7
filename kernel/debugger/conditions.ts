import vm from "node:vm";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { mainSideName } from "./mainSideName.js";

/** Texts of a breakpoint, in TypeScript. */
type Texts = Pick<DebugProtocol.SourceBreakpoint, "condition" | "hitCondition" | "logMessage">;

/**
 * The condition under which V8 stops at a breakpoint: empty when it always does, otherwise a call of
 * {@link DebuggerMainSide.reached}, which counts, decides and prints on the main thread itself, without a stop.
 * `erase` gives the JavaScript of TypeScript. Rejects with an Error that says what is wrong with one of its texts.
 */
export async function conditionOf(
  id: number,
  { condition, hitCondition, logMessage }: Texts,
  erase: (text: string) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  if (condition) parts.push(`condition: () => ${await expressionOf(condition, erase)}`);
  if (hitCondition) parts.push(`hits: ${JSON.stringify(hitsOf(hitCondition))}`);
  if (logMessage) parts.push(`message: () => [${(await messageParts(logMessage, erase)).join(",")}]`);
  return parts.length === 0 ? "" : `${mainSideName}.reached(${id}, {${parts.join(",")}})`;
}

/** JavaScript of `text`, which must be one expression, in parentheses. */
async function expressionOf(text: string, erase: (text: string) => Promise<string>): Promise<string> {
  // What has to be compiled, as `<number>x`, comes back as a script.
  const erased = (await erase(`(${text}\n)`)).replace(/^"use strict";|;\s*$/g, "");
  const expression = `(${erased}\n)`;
  try {
    new vm.Script(expression);
  } catch (error) {
    throw new Error(`\`${text}\` is not an expression: ${(error as Error).message}`);
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
function messageParts(message: string, erase: (text: string) => Promise<string>): Promise<string[]> {
  // The texts are at the even places, what the braces hold is at the odd ones.
  const parts = message.split(/\{((?:[^{}]|\{[^{}]*\})*)\}/);
  return Promise.all(
    parts.map((part, i) => (i % 2 === 0 ? JSON.stringify(part) : expressionOf(part, erase))),
  );
}
