import type { Debugger } from "node:inspector";
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Scripts } from "./scripts.js";

/** A frame of user code while the main thread stands still. */
export interface UserFrame {
  readonly frame: Debugger.CallFrame;
  readonly stackFrame: DebugProtocol.StackFrame;
}

/** The user's frames, innermost first, with the positions of the sources; the kernel's and Node's are left out. */
export function userFrames(callFrames: readonly Debugger.CallFrame[], scripts: Scripts): UserFrame[] {
  const located = callFrames.flatMap((frame) => {
    const place = scripts.locate(frame.location);
    return place === undefined || isAroundCell(frame, place.url) ? [] : [{ frame, place }];
  });
  return located.map(({ frame, place: { path, url, line, column } }, i) => {
    const file = basename(url.replace(/\?.*$/, ""));
    const name = frame.functionName || file;
    const source = { name: file, path, sourceReference: 0 };
    return { frame, stackFrame: { id: i + 1, name, source, line, column } };
  });
}

/** A cell's own code is in a function: the script around it only declares and calls. */
function isAroundCell({ scopeChain: [innermost] }: Debugger.CallFrame, url: string): boolean {
  return url.startsWith("In[") && (innermost?.type === "global" || innermost?.type === "script");
}

/** V8's scopes of a function by the word for them; those that are not listed are the whole realm, or of Node. */
const scopeNames: Readonly<Record<string, string>> = {
  local: "Locals",
  block: "Locals",
  catch: "Locals",
  with: "Locals",
  eval: "Locals",
  closure: "Closure",
  module: "Module",
};

/** Name of a scope -> V8's objects for it, innermost first: blocks are one scope with the function around them. */
export function namedScopes({ scopeChain }: Debugger.CallFrame): Map<string, string[]> {
  const scopes = new Map<string, string[]>();
  for (const { type, object } of scopeChain) {
    const name = scopeNames[type];
    if (name === undefined || object.objectId === undefined) continue;
    scopes.set(name, [...(scopes.get(name) ?? []), object.objectId]);
  }
  return scopes;
}
