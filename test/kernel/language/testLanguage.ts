import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createAnswerer } from "#kernel/language/answer.js";
import { CellLanguage } from "#kernel/language/cellLanguage.js";
import { findDeclarations } from "#kernel/language/declarationFiles.js";
import type { CellDiagnostic, LanguageAnswers, LanguageQuestions } from "#kernel/language/messages.js";

/** One of the names that a completion offers, as JupyterLab shows it. */
export interface Entry {
  readonly text: string;
  readonly type: string;
  readonly signature: string;
}

/** What a completion offers, and the text that it replaces. */
export interface Completed {
  readonly matches: string[];
  readonly replaced: string;
  readonly types: readonly Entry[];
}

/** What the language worker runs, in process. */
export interface TestLanguage {
  /** The notebook's; beside.ts and values.json are in it. */
  readonly folder: string;
  ask<T extends keyof LanguageQuestions>(
    type: T,
    question: LanguageQuestions[T],
  ): Promise<LanguageAnswers[T]>;
  /** A cell runs. */
  ran(code: string, check?: boolean): Promise<readonly CellDiagnostic[]>;
  /** A cell runs; each of its errors as "line: first line of the message". */
  messages(code: string): Promise<string[]>;
  /** Completes at `|`. */
  complete(marked: string): Promise<Completed>;
  /** Inspects at `|`: MIME type -> text. */
  inspect(marked: string, detail?: number): Promise<Record<string, string> | undefined>;
  /** Lets no cell be checked or settled until the function that it returns is called. */
  hold(): () => void;
}

interface CompleteReply {
  readonly matches: string[];
  readonly cursor_start: number;
  readonly cursor_end: number;
  readonly metadata: { readonly _jupyter_types_experimental: Entry[] };
}

/** Gives the tests of the file that calls this one language, which takes seconds to start: each test has names of its own. */
export function testLanguage(): TestLanguage {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-language-"));
  let answer: ReturnType<typeof createAnswerer>;
  let idle = Promise.resolve();

  beforeAll(() => {
    writeFileSync(join(folder, "beside.ts"), "/** Twice. */\nexport const twice = (n: number) => 2 * n;\n");
    writeFileSync(join(folder, "values.json"), '{ "alpha": 1 }');
    const worker = new URL("../../../dist/kernel/languageWorker.js", import.meta.url);
    answer = createAnswerer(new CellLanguage(folder, findDeclarations(worker)), () => idle);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ask: TestLanguage["ask"] = (type, question) => answer({ type, ...question } as never) as never;
  const hold = () => {
    let release = () => {};
    idle = new Promise((resolve) => {
      release = resolve;
    });
    return () => {
      release();
      idle = Promise.resolve();
    };
  };
  return { folder, ask, ...cellsOf(ask), ...questionsOf(ask), hold };
}

function cellsOf(ask: TestLanguage["ask"]): Pick<TestLanguage, "ran" | "messages"> {
  let cells = 0;
  const ran = (code: string, check = true) => ask("ran", { cell: { code, label: `In[${++cells}]` }, check });
  const messages = async (code: string) =>
    (await ran(code)).map(({ line, message }) => `${line}: ${message.split("\n")[0]}`);
  return { ran, messages };
}

function questionsOf(ask: TestLanguage["ask"]): Pick<TestLanguage, "complete" | "inspect"> {
  return {
    async complete(marked) {
      const { code, cursor } = unmarked(marked);
      const reply = await ask("complete", { code, cursor });
      const { matches, cursor_start, cursor_end, metadata } = reply as unknown as CompleteReply;
      const replaced = Array.from(code).slice(cursor_start, cursor_end).join("");
      return { matches, replaced, types: metadata._jupyter_types_experimental };
    },
    async inspect(marked, detail = 0) {
      const reply = await ask("inspect", { ...unmarked(marked), detail });
      return reply.found ? (reply.data as Record<string, string>) : undefined;
    },
  };
}

/** Code without its `|`, and the place of it in code points. */
function unmarked(marked: string): { code: string; cursor: number } {
  const at = marked.indexOf("|");
  const before = marked.slice(0, at);
  return { code: before + marked.slice(at + 1), cursor: Array.from(before).length };
}
