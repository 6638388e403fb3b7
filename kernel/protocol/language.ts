import type { Inspector } from "../debugger/inspector.js";
import type { AskLanguage } from "../language/messages.js";
import type { JsonObject } from "../wire/link.js";
import { completeByValue } from "./liveMembers.js";

/** The protocol's questions to the language worker: it answers while cells run. */
export class Language {
  readonly #ask: AskLanguage;
  readonly #inspector: () => Inspector;

  /** `inspector` connects to the main thread when it is called first. */
  constructor(ask: AskLanguage, inspector: () => Inspector) {
    this.#ask = ask;
    this.#inspector = inspector;
  }

  /** The notebook is in this folder from now on. */
  move(folder: string): void {
    // A worker that fails at it says so at the next question.
    this.#ask("moved", { folder }).catch(() => {});
  }

  /** Content of complete_reply: by types, and where they say nothing, by the value. */
  async complete({ code, cursor_pos }: JsonObject): Promise<JsonObject> {
    const { text, cursor } = readCursor(code, cursor_pos);
    try {
      const byTypes = await this.#ask("complete", { code: text, cursor });
      if ((byTypes.matches as readonly unknown[]).length > 0) return byTypes;
      return (await completeByValue(this.#inspector, text, cursor)) ?? byTypes;
    } catch (error) {
      return { ...failed(error), matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
    }
  }

  /** Content of is_complete_reply. */
  async isComplete({ code }: JsonObject): Promise<JsonObject> {
    try {
      return { ...(await this.#ask("isComplete", { code: String(code ?? "") })) };
    } catch {
      // The protocol's word for "cannot tell".
      return { status: "unknown" };
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
