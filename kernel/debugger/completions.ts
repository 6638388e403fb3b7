import type { DebugProtocol } from "@vscode/debugprotocol";
import { type Evaluator, evaluate, firstLine, frameOf } from "./expressions.js";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import type { Member } from "./members.js";
import type { NameAtEnd } from "./nameAtEnd.js";

/**
 * What can follow the text before the cursor: members of the value it has now, or names in scope, nearest first. Nothing is
 * called that could change something, so that what such a call gives has none.
 */
export async function completions(
  main: Evaluator,
  { text, line = 1, column, frameId }: DebugProtocol.CompletionsArguments,
): Promise<DebugProtocol.CompletionItem[]> {
  const lines = text.split("\n");
  const before = [...lines.slice(0, line - 1), (lines[line - 1] ?? "").slice(0, column - 1)].join("\n");
  const name = await nameAtEnd(main.inspector, before);
  if (name === null) return [];
  const { written, object } = name;
  const found =
    object === undefined
      ? await namesInScope(main, written, frameId)
      : // What has no value, or only one that a call with an effect gives.
        await membersOf(main, `[${object}]`, written, frameId).catch(() => []);
  const labels = new Map<string, Member>();
  for (const member of found)
    if (isIdentifier(member.name) && !labels.has(member.name)) labels.set(member.name, member);
  const [start, length] = [column - written.length, written.length];
  return [...labels.values()].map(({ name: label, kind: type }, i) => ({
    ...{ label, type, start, length, sortText: String(i).padStart(5, "0") },
  }));
}

async function nameAtEnd(inspector: Inspector, text: string): Promise<NameAtEnd | null> {
  const { result } = await inspector.post("Runtime.evaluate", {
    expression: `${mainSideName}.nameAtEnd(${JSON.stringify(text)})`,
    ...{ silent: true, disableBreaks: true, returnByValue: true },
  });
  return result.value as NameAtEnd | null;
}

/** Of the value that the list `expression` holds. */
async function membersOf(
  main: Evaluator,
  expression: string,
  written: string,
  frameId?: number,
): Promise<Member[]> {
  const { objectId } = await evaluate(main, { expression, frameId, isPure: true });
  return askMembers(main.inspector, objectId as string, "this[0]", written);
}

/** Of the frame's scopes, innermost first, and what every cell sees. */
async function namesInScope(main: Evaluator, written: string, frameId?: number): Promise<Member[]> {
  const { inspector, pauses } = main;
  const isInFrame = pauses.stop !== undefined && frameId !== undefined;
  const scopes = isInFrame ? frameOf(pauses.stop, frameId).scopeChain : [];
  const local = scopes.flatMap(({ type, object: { objectId } }) =>
    type === "global" || objectId === undefined ? [] : [askMembers(inspector, objectId, "this", written)],
  );
  const everywhere = membersOf(main, "[globalThis]", written);
  return (await Promise.all([...local, everywhere])).flat();
}

async function askMembers(
  inspector: Inspector,
  objectId: string,
  value: string,
  written: string,
): Promise<Member[]> {
  const { result, exceptionDetails } = await inspector.post("Runtime.callFunctionOn", {
    ...{ objectId, silent: true, arguments: [{ value: written }] },
    functionDeclaration: `function (prefix) { return ${mainSideName}.members(${value}, prefix) }`,
  });
  if (exceptionDetails !== undefined) throw new Error(firstLine(result.description ?? exceptionDetails.text));
  return JSON.parse(String(result.value)) as Member[];
}

/** Other names cannot stand behind a dot. */
function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}
