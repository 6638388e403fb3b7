import type { AskLanguage } from "../language/messages.js";
import type { JsonObject, ToMain } from "../wire/link.js";
import type { Outputs } from "./outputs.js";

/** The protocol's questions to the language worker: it answers while cells run. */
export class Language {
  readonly #ask: AskLanguage;
  readonly #outputs: Outputs;

  constructor(ask: AskLanguage, outputs: Outputs) {
    this.#ask = ask;
    this.#outputs = outputs;
  }

  /** Content of complete_reply. */
  async complete({ code, cursor_pos }: JsonObject): Promise<JsonObject> {
    const { text, cursor } = readCursor(code, cursor_pos);
    try {
      return await this.#ask("complete", { code: text, cursor });
    } catch (error) {
      return { ...failed(error), matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
    }
  }

  /** Content of inspect_reply. */
  async inspect({ code, cursor_pos, detail_level }: JsonObject): Promise<JsonObject> {
    const { text, cursor } = readCursor(code, cursor_pos);
    try {
      return await this.#ask("inspect", { code: text, cursor, detail: Number(detail_level ?? 0) });
    } catch (error) {
      return { ...failed(error), found: false, data: {}, metadata: {} };
    }
  }

  /** A cell starts: what it declares is known to what is asked from now on. */
  ran({ requestId, code, executionCount }: Extract<ToMain, { type: "execute" }>): void {
    const cell = { code, label: `In[${executionCount}]` };
    this.#ask("ran", { cell, check: false }).catch((error: Error) => {
      const text = `TypeScript's language service failed: ${error.message}\n`;
      this.#outputs.publish({ type: "stream", requestId, name: "stderr", text });
    });
  }
}

function readCursor(code: unknown, position: unknown): { readonly text: string; readonly cursor: number } {
  const text = String(code ?? "");
  return { text, cursor: typeof position === "number" ? position : Array.from(text).length };
}

/** A reply with status "error" says why; the request itself is answered in any case. */
function failed(error: unknown): JsonObject {
  const { name, message, stack = message } = error as Error;
  return { status: "error", ename: name, evalue: message, traceback: stack.split("\n") };
}
