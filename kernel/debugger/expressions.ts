import type { Runtime } from "node:inspector";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import type { Stop } from "./pauses.js";
import { toJavaScript } from "./typescript.js";

/** An expression that the user evaluates is ended after so long, in ms: main does nothing else meanwhile. */
const limit = 10_000;

/** The main thread, and where it stands still. */
export interface Evaluator {
  readonly inspector: Inspector;
  readonly pauses: { readonly stop: Stop | undefined };
}

export interface Evaluation {
  readonly expression: string;
  /** A stack frame of the stop; without one, or without a stop, the expression is a global one. */
  readonly frameId?: number | undefined;
  /** It must not change anything: the pointer only rests on it. */
  readonly isPure?: boolean;
}

/** The value of an expression of TypeScript. No breakpoint stops in it: what would let it go on waits behind it. Rejects with what it throws. */
export async function evaluate(
  { inspector, pauses }: Evaluator,
  { expression: text, frameId, isPure = false }: Evaluation,
): Promise<Runtime.RemoteObject> {
  const expression = await toJavaScript(inspector, text);
  const { stop } = pauses;
  const options = {
    ...{ expression, generatePreview: true, silent: true, timeout: limit, throwOnSideEffect: isPure },
    objectGroup: stop === undefined ? "explorer" : "stop",
  };
  const answer =
    stop === undefined || frameId === undefined
      ? inspector.post("Runtime.evaluate", { ...options, replMode: !isPure, disableBreaks: true })
      : inspector.post("Debugger.evaluateOnCallFrame", {
          ...{ ...options, callFrameId: frameOf(stop, frameId).callFrameId },
        });
  const { result, exceptionDetails } = await settled(answer, stop !== undefined);
  if (exceptionDetails !== undefined) throw new Error(firstLine(result.description ?? exceptionDetails.text));
  return result;
}

/** The frame of a stop. */
export function frameOf(stop: Stop | undefined, frameId: number): Stop["frames"][number]["frame"] {
  const found = stop?.frames.find(({ stackFrame }) => stackFrame.id === frameId);
  if (found === undefined) throw new Error(`There is no stack frame ${frameId}.`);
  return found.frame;
}

/** The mime bundle of an expression. */
export async function richValue(main: Evaluator, expression: string, frameId?: number): Promise<object> {
  const value = await evaluate(main, { expression: `[${expression}]`, frameId, isPure: true });
  const { result } = await main.inspector.post("Runtime.callFunctionOn", {
    ...{ objectId: value.objectId, returnByValue: true, silent: true },
    functionDeclaration: `function () { return ${mainSideName}.rich(this[0]) }`,
  });
  return JSON.parse(String(result.value)) as object;
}

/** Makes what a frame has under the name `source` a global, as if a cell had declared it. @returns the value */
export async function copyToGlobals(
  main: Evaluator,
  source: string,
  name: string,
  frameId: number,
): Promise<Runtime.RemoteObject> {
  const value = await evaluate(main, { expression: source, frameId });
  await callOnMain(main.inspector, "declare", [{ value: name }, toArgument(value)]);
  return value;
}

/** Calls a function of main's side of the debugger. Rejects with what it throws. */
export async function callOnMain(
  inspector: Inspector,
  name: string,
  args: readonly Runtime.CallArgument[],
): Promise<void> {
  const { result: side } = await inspector.post("Runtime.evaluate", {
    ...{ expression: mainSideName, objectGroup: "explorer" },
  });
  const { result, exceptionDetails } = await inspector.post("Runtime.callFunctionOn", {
    ...{ objectId: side.objectId, silent: true, arguments: [...args] },
    functionDeclaration: `function (...args) { this.${name}(...args) }`,
  });
  if (exceptionDetails !== undefined) throw new Error(firstLine(result.description ?? exceptionDetails.text));
}

/** A value, to be handed to a function. */
export function toArgument({
  objectId,
  unserializableValue,
  value,
}: Runtime.RemoteObject): Runtime.CallArgument {
  if (objectId !== undefined) return { objectId };
  return unserializableValue === undefined ? { value } : { unserializableValue };
}

/** The first line of a text: of an error the part without its stack. */
export function firstLine(text: string): string {
  return text.split("\n")[0] as string;
}

/** V8 answers `await …` when the promise settles, which may be never. */
function settled<T>(answer: Promise<T>, isStopped: boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const why = isStopped ? ": promises wait while the cell stands still" : "";
    const error = new Error(`The expression has no value after ${limit / 1000} s${why}.`);
    // Behind V8's own limit.
    const timer = setTimeout(() => reject(error), limit * 1.1);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
