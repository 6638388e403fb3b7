import { setTimeout } from "node:timers/promises";
import type { Inspector } from "./inspector.js";
import { mainSideName } from "./mainSideName.js";

/** How often main is asked that still loads, ms. */
const patience = 20;

/**
 * JavaScript of what the user wrote in TypeScript: types are replaced by spaces, which main does, busy or standing still,
 * since the parser is there. What TypeScript cannot read stays as it is: V8 says better what is wrong with it.
 */
export async function toJavaScript(inspector: Inspector, text: string): Promise<string> {
  for (;;) {
    const { result } = await inspector.post("Runtime.evaluate", {
      expression: `globalThis.${mainSideName}?.javascript(${JSON.stringify(text)})`,
      ...{ silent: true, disableBreaks: true, returnByValue: true },
    });
    if (result.type === "string") return result.value as string;
    if (result.type !== "undefined") return text;
    await setTimeout(patience);
  }
}
