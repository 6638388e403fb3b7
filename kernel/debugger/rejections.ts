import type { Debugger, Runtime } from "node:inspector";
import type { ThrowFrame } from "./catches.js";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import type { Scripts } from "./scripts.js";

/** Awaits of one call that are followed back to the callers. */
export const followedAwaits = 32;

/**
 * Whether user code catches what was thrown at this pause and will reject a promise. V8 does not say: to it everything in
 * a cell is caught, by the kernel. So the calls and awaits that led there are looked up in the text of their scripts.
 */
export async function isRejectionCaught(
  inspector: Inspector,
  scripts: Scripts,
  pause: Debugger.PausedEventDataType,
): Promise<boolean> {
  const across = callers(pause.asyncStackTrace);
  const places = [...pause.callFrames.map(({ location }) => location), ...across];
  const frames = new Map<string, ThrowFrame>();
  const texts: Record<string, string> = {};
  for (const [i, { scriptId, lineNumber, columnNumber = 0 }] of places.entries()) {
    const script = scripts.get(scriptId);
    // A recursion is in the same place many times: once says all.
    const place = `${scriptId}:${lineNumber}:${columnNumber}`;
    if (script === undefined || frames.has(place)) continue;
    texts[scriptId] ??= (await inspector.post("Debugger.getScriptSource", { scriptId })).scriptSource;
    const column = columnNumber - (lineNumber === 0 ? script.startColumn : 0);
    frames.set(place, { scriptId, line: lineNumber, column, getsPromise: i >= pause.callFrames.length });
  }
  const args = [[...frames.values()], texts].map((value) => JSON.stringify(value));
  const expression = `${mainSideName}.catches(${args.join()})`;
  const { result } = await inspector.post("Runtime.evaluate", { expression, silent: true });
  return result.value === true;
}

/** The frames across awaits: of an `await` V8 leaves out the function itself, which went on behind it. */
function callers(trace: Runtime.StackTrace | undefined): Runtime.CallFrame[] {
  if (trace === undefined || !/^(await|Promise\..*)$/.test(trace.description ?? "")) return [];
  return [...trace.callFrames, ...callers(trace.parent)];
}
