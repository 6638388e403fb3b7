import type { Runtime } from "node:inspector";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { callOnMain, type Evaluator, evaluate, firstLine, frameOf, toArgument } from "./expressions.js";
import type { Parent, Variables } from "./variables.js";

interface Assignment {
  readonly name: string;
  readonly value: Runtime.RemoteObject;
}

/**
 * Gives a variable of a scope, object or collection the value of an expression, which is evaluated where the variable is.
 * Rejects when the variable can't be changed. @returns the new value
 */
export async function setVariable(
  main: Evaluator & { readonly variables: Variables },
  { variablesReference, name, value: expression }: DebugProtocol.SetVariableArguments,
): Promise<Runtime.RemoteObject> {
  const parent = main.variables.parent(variablesReference);
  const value = await evaluate(main, { expression, frameId: parent.frameId });
  if (parent.scope === "globals")
    await callOnMain(main.inspector, "declare", [{ value: name }, toArgument(value)]);
  else if (parent.scope === "frame") await setInFrame(main, parent, { name, value });
  else await setInObject(main, parent, { name, value });
  return value;
}

/** Changes the variable itself, and V8's copy of the scope, from which the front end reads. */
async function setInFrame(main: Evaluator, parent: Parent, assignment: Assignment): Promise<void> {
  const { name, value } = assignment;
  const { callFrameId, scopeChain } = frameOf(main.pauses.stop, parent.frameId ?? 0);
  for (const objectId of parent.objectIds) {
    const { result } = await main.inspector.post("Runtime.callFunctionOn", {
      ...{ objectId, arguments: [{ value: name }] },
      functionDeclaration: "function (name) { return Object.hasOwn(this, name) }",
    });
    if (result.value !== true) continue;
    const scopeNumber = scopeChain.findIndex(({ object }) => object.objectId === objectId);
    const newValue = toArgument(value);
    await main.inspector.post("Debugger.setVariableValue", {
      ...{ scopeNumber, variableName: name, newValue, callFrameId },
    });
    await setInObject(main, { ...parent, objectIds: [objectId] }, assignment);
    return;
  }
  throw new Error(`There is no variable ${name} here.`);
}

async function setInObject(
  { inspector }: Evaluator,
  { objectIds, elements }: Parent,
  { name, value }: Assignment,
): Promise<void> {
  if (elements?.isKeyed === true) throw new Error("Elements of a Map or Set can't be changed here.");
  const { result, exceptionDetails } = await inspector.post("Runtime.callFunctionOn", {
    ...{ objectId: objectIds[0], silent: true, arguments: [{ value: name }, toArgument(value)] },
    functionDeclaration: `function (name, value) {
      "use strict";
      if (!(name in this)) throw new Error("There is no property " + name + ".");
      this[name] = value;
    }`,
  });
  if (exceptionDetails !== undefined) throw new Error(firstLine(result.description ?? exceptionDetails.text));
}
