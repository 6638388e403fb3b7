import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { forgetOldest } from "../forgetOldest.js";
import type { HistoryEntry, HistoryStore } from "./history.js";

/** Bounds, so that years of work stay small and are searched fast. */
export interface HistoryLimits {
  /** Sessions that are kept. */
  readonly sessions: number;
  /** Bytes of one session. */
  readonly sessionBytes: number;
}

const usualLimits: HistoryLimits = { sessions: 500, sessionBytes: 1 << 20 };
/** Characters kept of the text of a result. */
const outputCharacters = 2000;

/** Inputs of this kernel that are remembered, whether they are in its file or not. */
const rememberedInputs = 10_000;

/** A line of a session's file. */
type Line = { readonly line: number } & ({ readonly input: string } | { readonly output: string });

/**
 * History in a folder, one file a session ("17.jsonl"), so that kernels that run at the same time never write the same
 * file: the number of a session is taken by creating its file. Written behind the cells; what goes wrong is told to
 * `onError` once, and from then on history is only remembered.
 */
export class HistoryFiles implements HistoryStore {
  readonly #folder: string;
  readonly #limits: HistoryLimits;
  readonly #onError: (error: Error) => void;
  readonly #own = new Map<number, HistoryEntry>();
  #session = 0;
  #file: string | undefined;
  #bytes = 0;
  #failed = false;
  /** Everything that touches the folder, in order. */
  #work: Promise<void> = Promise.resolve();

  constructor(folder: string, onError: (error: Error) => void, limits = usualLimits) {
    this.#folder = folder;
    this.#onError = onError;
    this.#limits = limits;
  }

  get session(): number {
    return this.#session;
  }

  addInput(line: number, input: string): void {
    this.#own.set(line, { session: 0, line, input });
    forgetOldest(this.#own, rememberedInputs);
    this.#write({ line, input });
  }

  addOutput(line: number, text: string): void {
    const entry = this.#own.get(line);
    if (entry === undefined) return;
    const output = text.length > outputCharacters ? `${text.slice(0, outputCharacters)}…` : text;
    // Written out: V8 gives each copy by `...` a shape of its own, 190 bytes.
    this.#own.set(line, { session: 0, line, input: entry.input, output });
    this.#write({ line, output });
  }

  async entries(): Promise<readonly HistoryEntry[]> {
    await this.#work;
    const earlier = await this.#earlier();
    return [...earlier, ...[...this.#own.values()].map((entry) => ({ ...entry, session: this.#session }))];
  }

  /** Resolves when everything added so far is written. */
  written(): Promise<void> {
    return this.#work;
  }

  #write(line: Line): void {
    this.#work = this.#work.then(() => this.#append(`${JSON.stringify(line)}\n`)).catch(this.#report);
  }

  readonly #report = (error: Error): void => {
    if (this.#failed) return;
    this.#failed = true;
    this.#onError(error);
  };

  async #append(text: string): Promise<void> {
    if (this.#failed) return;
    this.#file ??= await this.#open();
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes <= this.#limits.sessionBytes) await appendFile(this.#file, text);
  }

  /** Takes the next number, and removes the oldest sessions. */
  async #open(): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const sessions = await this.#sessions();
    for (const old of sessions.slice(0, Math.max(0, sessions.length + 1 - this.#limits.sessions)))
      await rm(this.#path(old), { force: true });
    for (let session = (sessions.at(-1) ?? 0) + 1; ; session++) {
      if (!(await createNew(this.#path(session)))) continue;
      this.#session = session;
      return this.#path(session);
    }
  }

  async #sessions(): Promise<number[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const numbers = names.map((name) => Number(/^(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
    return numbers.filter((session) => session > 0).sort((a, b) => a - b);
  }

  async #earlier(): Promise<HistoryEntry[]> {
    const sessions = (await this.#sessions()).filter((session) => session !== this.#session);
    const read = await Promise.all(sessions.map((session) => this.#read(session)));
    return read.flat();
  }

  async #read(session: number): Promise<HistoryEntry[]> {
    try {
      const path = this.#path(session);
      // A file that something else wrote: none of ours is longer than the limit by more than a line.
      if ((await stat(path)).size > 4 * this.#limits.sessionBytes) return [];
      return parseSession(await readFile(path, "utf8"), session);
    } catch {
      // Removed by another kernel in between, or not readable: it is not part of the history then.
      return [];
    }
  }

  #path(session: number): string {
    return join(this.#folder, `${session}.jsonl`);
  }
}

/** `false` when there is such a file already. */
async function createNew(path: string): Promise<boolean> {
  try {
    await writeFile(path, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function parseSession(text: string, session: number): HistoryEntry[] {
  const entries = new Map<number, HistoryEntry>();
  for (const json of text.split("\n")) {
    const record = parseLine(json);
    if (record === undefined) continue;
    const { line } = record;
    if ("input" in record) entries.set(line, { session, line, input: record.input });
    else entries.set(line, { session, line, input: "", ...entries.get(line), output: record.output });
  }
  return [...entries.values()].filter(({ input }) => input !== "");
}

function parseLine(json: string): Line | undefined {
  try {
    const record = JSON.parse(json) as Partial<Record<"line" | "input" | "output", unknown>>;
    const text = record.input ?? record.output;
    return typeof record.line === "number" && typeof text === "string" ? (record as Line) : undefined;
  } catch {
    // The last line of a kernel that was killed while it wrote, or of a full disk.
    return undefined;
  }
}
