import type { Debugger, Runtime } from "node:inspector";
import type { ThrowFrame } from "./catches.js";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";
import type { Scripts } from "./scripts.js";

/** Scripts longer than this, in characters, are not read at a throw: bundles, whose code is not the user's. */
const longestScript = 500_000;

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
  const frames: ThrowFrame[] = [];
  for (const [i, { scriptId, lineNumber, columnNumber = 0 }] of places.entries()) {
    const script = scripts.get(scriptId);
    if (script === undefined) continue;
    const { scriptSource } = await inspector.post("Debugger.getScriptSource", { scriptId });
    if (scriptSource.length > longestScript) continue;
    const column = columnNumber - (lineNumber === 0 ? script.startColumn : 0);
    frames.push({ text: scriptSource, line: lineNumber, column, getsPromise: i >= pause.callFrames.length });
  }
  const { result } = await inspector.post("Runtime.evaluate", {
    ...{ expression: `${mainSideName}.catches(${JSON.stringify(frames)})`, silent: true },
  });
  return result.value === true;
}

/** The frames across awaits: of an `await` V8 leaves out the function itself, which went on behind it. */
function callers(trace: Runtime.StackTrace | undefined): Runtime.CallFrame[] {
  if (trace === undefined || !/^(await|Promise\..*)$/.test(trace.description ?? "")) return [];
  return [...trace.callFrames, ...callers(trace.parent)];
}
