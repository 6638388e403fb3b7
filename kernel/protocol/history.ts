import type { JsonObject } from "../wire/link.js";

/** One cell that ran; `output` is the text of its result. */
export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
  readonly output?: string | undefined;
}

/** Where the inputs of a user's kernels are kept. */
export interface HistoryStore {
  /** Keeps an input of this kernel. */
  addInput(line: number, input: string): void;
  /** Keeps the text of the result of an input that was added before. */
  addOutput(line: number, output: string): void;
  /** Everything that is kept, of all kernels, oldest session first and this kernel's own last. */
  entries(): Promise<readonly HistoryEntry[]>;
  /** Number of this kernel's session; 0 before its first input. */
  readonly session: number;
}

/** Content of history_reply for the content of a history_request. */
export async function answerHistory(store: HistoryStore, request: JsonObject): Promise<JsonObject> {
  const found = select(await store.entries(), store.session, request);
  const history = found.map(({ session, line, input, output = null }) => [
    session,
    line,
    request.output === true ? [input, output] : input,
  ]);
  return { status: "ok", history };
}

function select(
  entries: readonly HistoryEntry[],
  current: number,
  request: JsonObject,
): readonly HistoryEntry[] {
  const { hist_access_type: access, n, pattern, unique } = request;
  if (access === "range") return range(entries, current, request);
  const last = typeof n === "number" ? -n || entries.length : 0;
  if (access !== "search") return entries.slice(last);
  const glob = globExpression(typeof pattern === "string" ? pattern : "*");
  const found = entries.filter(({ input }) => glob.test(input));
  return (unique === true ? lastOfEach(found) : found).slice(last);
}

/** Session 0 is this kernel's, -1 the one before it, and so on. */
function range(entries: readonly HistoryEntry[], current: number, request: JsonObject): HistoryEntry[] {
  const { session = 0, start, stop } = request;
  const wanted = Number(session) > 0 ? Number(session) : relativeSession(entries, current, Number(session));
  const from = typeof start === "number" ? start : 1;
  const to = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
  return entries.filter((entry) => entry.session === wanted && entry.line >= from && entry.line < to);
}

function relativeSession(
  entries: readonly HistoryEntry[],
  current: number,
  back: number,
): number | undefined {
  const earlier = [...new Set(entries.map(({ session }) => session))].filter(
    (session) => session !== current,
  );
  return back === 0 ? current : earlier.at(back);
}

function lastOfEach(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const last = new Map(entries.map((entry) => [entry.input, entry]));
  return entries.filter((entry) => last.get(entry.input) === entry);
}

function globExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
