import type { Completeness } from "../interpreter/isComplete.js";
import type { JsonObject } from "../wire/link.js";

/** A cell that runs: `label` is "In[3]". */
export interface RanCell {
  readonly code: string;
  readonly label: string;
}

/** What TypeScript has against a cell; line and column count from 1, columns and length in UTF-16 units. */
export interface CellDiagnostic {
  readonly code: number;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** The line of the cell. */
  readonly excerpt: string;
}

/** Questions to the language worker, each with its answer. Cursors count code points. */
export interface LanguageQuestions {
  complete: { readonly code: string; readonly cursor: number };
  inspect: { readonly code: string; readonly cursor: number; readonly detail: number };
  /** Whether a console should run the code; answered here while main is busy. */
  isComplete: { readonly code: string };
  /** Checks a cell that did not run yet; later cells know nothing of it. */
  check: { readonly cell: RanCell };
  /** The notebook's folder is another one from now on. */
  moved: { readonly folder: string };
  /** A cell runs: what it declares is known from now on. Checked when nobody waits for anything else. */
  ran: { readonly cell: RanCell; readonly check: boolean };
}

export interface LanguageAnswers {
  complete: JsonObject;
  inspect: JsonObject;
  isComplete: Completeness;
  check: readonly CellDiagnostic[];
  moved: undefined;
  ran: readonly CellDiagnostic[];
}

export type LanguageQuestion = {
  readonly [T in keyof LanguageQuestions]: { readonly type: T } & LanguageQuestions[T];
}[keyof LanguageQuestions];

/** Asks the language worker. Rejects when it failed at this question. */
export type AskLanguage = <T extends keyof LanguageQuestions>(
  type: T,
  content: LanguageQuestions[T],
) => Promise<LanguageAnswers[T]>;

export type ToLanguage = LanguageQuestion & { readonly id: number };

/** The language worker's answer to the question of the same id. */
export type FromLanguage =
  | { readonly id: number; readonly answer: LanguageAnswers[keyof LanguageAnswers] }
  | { readonly id: number; readonly failure: string };
