import type { JsonObject } from "../wire/link.js";

type HistoryEntry = readonly [session: number, line: number, input: string];

/** The inputs of this kernel's life; earlier sessions are not kept. */
export class History {
  readonly #entries: HistoryEntry[] = [];

  add(executionCount: number, code: string): void {
    this.#entries.push([0, executionCount, code]);
  }

  /** Content of history_reply for the content of a history_request. */
  answer(request: JsonObject): JsonObject {
    const found = this.#select(request);
    const history = request.output === true ? found.map(([s, n, input]) => [s, n, [input, null]]) : found;
    return { status: "ok", history };
  }

  #select(request: JsonObject): readonly HistoryEntry[] {
    const { hist_access_type: access, n, start, stop, pattern, unique } = request;
    const last = typeof n === "number" ? -n : 0;
    if (access === "range") {
      const from = typeof start === "number" ? start : 1;
      const to = typeof stop === "number" ? stop : Number.POSITIVE_INFINITY;
      return this.#entries.filter(([, line]) => line >= from && line < to);
    }
    if (access !== "search") return this.#entries.slice(last);
    const glob = globExpression(typeof pattern === "string" ? pattern : "*");
    const found = this.#entries.filter(([, , input]) => glob.test(input));
    return (unique === true ? lastOfEach(found) : found).slice(last);
  }
}

function lastOfEach(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.filter(([, , input], i) => entries.findLastIndex((other) => other[2] === input) === i);
}

function globExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
