import type { Worker } from "node:worker_threads";
import type { AskLanguage, FromLanguage, LanguageQuestion, RanCell } from "./messages.js";

/** The compiler is loaded this long after the first cell began, ms: that cell has the processor for itself. */
const startDelay = 400;
/** Without a cell it is loaded this long after the kernel started, ms: whoever writes the first one is about to complete something. */
const idleDelay = 2_000;
/** Cells that a worker is told of which has to be started again. */
const rememberedCells = 1000;

interface Asked {
  readonly question: LanguageQuestion;
  resolve(answer: never): void;
  reject(error: Error): void;
}

/**
 * The wire's end of the language worker: starts it a moment after the first cell, with the first question, or when the
 * kernel has been idle for a while; and again after a crash.
 */
export class LanguageClient {
  readonly #spawn: (folder: string) => Worker;
  /** Questions without an answer, in order, by id. */
  readonly #asked = new Map<number, Asked>();
  readonly #cells: RanCell[] = [];
  #worker: Worker | undefined;
  #starting: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #count = 0;
  /** Where a worker starts. */
  #folder: string;

  /** `folder` is the notebook's. */
  constructor(folder: string, spawn: (folder: string) => Worker) {
    this.#folder = folder;
    this.#spawn = spawn;
  }

  readonly ask: AskLanguage = (type, content) => {
    const question = { type, ...content } as unknown as LanguageQuestion;
    return new Promise((resolve, reject) => {
      const id = ++this.#count;
      this.#asked.set(id, { question, resolve, reject });
      if (question.type === "ran") this.#remember(question.cell);
      if (this.#worker !== undefined) this.#worker.postMessage({ ...question, id });
      else if (startsLater(question)) this.#starting ??= setTimeout(() => this.#start(), startDelay);
      else this.#start();
    });
  };

  /** Starts the worker if nobody asks for it soon. */
  startWhenIdle(): void {
    this.#idle = setTimeout(() => this.#start(), idleDelay);
  }

  #start(): void {
    clearTimeout(this.#starting);
    clearTimeout(this.#idle);
    this.#starting = undefined;
    const worker = this.#spawn(this.#folder);
    this.#worker = worker;
    worker.on("message", (message: FromLanguage) => this.#settle(message));
    worker.on("error", (error) => this.#fail(error));
    const asked = new Set(
      [...this.#asked.values()].map(({ question }) => "cell" in question && question.cell),
    );
    for (const cell of this.#cells.filter((known) => !asked.has(known)))
      worker.postMessage({ type: "ran", cell, check: false, id: 0 });
    for (const [id, { question }] of this.#asked) worker.postMessage({ ...question, id });
  }

  #settle(message: FromLanguage): void {
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (asked?.question.type === "moved") this.#folder = asked.question.folder;
    if ("answer" in message) asked?.resolve(message.answer as never);
    else asked?.reject(new Error(message.failure));
  }

  /** The next question starts a new worker, which learns the cells again. */
  #fail(error: Error): void {
    this.#worker = undefined;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(error);
  }

  #remember(cell: RanCell): void {
    this.#cells.push(cell);
    if (this.#cells.length > rememberedCells) this.#cells.shift();
  }
}

/** Nobody waits for the answer. */
function startsLater({ type }: LanguageQuestion): boolean {
  return type === "ran" || type === "moved";
}
