import { completeMagic, inspectMagic, isCellComplete } from "../magics/magicLanguage.js";
import { completeMagicPath } from "../magics/magicPaths.js";
import type { CellLanguage } from "./cellLanguage.js";
import { complete } from "./complete.js";
import { inspect } from "./inspect.js";
import type { LanguageAnswers, LanguageQuestion, LanguageQuestions } from "./messages.js";
import { diagnose, settle } from "./settle.js";

type Answer = LanguageAnswers[keyof LanguageAnswers];
type Handlers = {
  readonly [T in keyof LanguageQuestions]: (
    question: LanguageQuestions[T],
  ) => LanguageAnswers[T] | Promise<LanguageAnswers[T]>;
};

/** Cells that wait to be settled. A program that runs thousands of them is faster than the compiler: the others stay as they are. */
const mostWaiting = 64;

/** Waits until nothing else waits. */
type Idle = () => Promise<void>;

/**
 * Answers the questions of the wire. A cell that runs is known at once, and settled when nobody waits for a
 * completion: a notebook that runs as a whole must not hold up who types.
 */
export function createAnswerer(
  language: CellLanguage,
  idle: Idle,
): (question: LanguageQuestion) => Promise<Answer> {
  let waiting = 0;
  const handlers: Handlers = {
    complete: ({ code, cursor }) =>
      completeMagicPath(code, cursor, language.folder) ??
      completeMagic(code, cursor) ??
      complete(language, code, cursor),
    inspect: ({ code, cursor, detail }) =>
      inspectMagic(code, cursor) ?? inspect(language, code, cursor, detail),
    isComplete: ({ code }) => isCellComplete(code),
    moved: ({ folder }) => {
      language.move(folder);
      return undefined;
    },
    check: ({ cell }) => {
      const module = language.make(cell);
      return module === undefined ? [] : diagnose(language, module);
    },
    ran: async ({ cell, check }) => {
      const module = language.make(cell);
      if (module === undefined) {
        language.define(cell);
        return [];
      }
      language.add(module);
      if (waiting >= mostWaiting) {
        language.modules.leave(module);
        return [];
      }
      waiting++;
      await idle();
      waiting--;
      const diagnostics = check ? diagnose(language, module) : [];
      settle(language, module);
      return diagnostics;
    },
  };
  return async (question) => (handlers[question.type] as (question: LanguageQuestion) => Answer)(question);
}

/** Gives one waiting piece of work a turn of the event loop at a time, first come first served. */
export function createIdle(): Idle {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
