import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progress } from "#kernel/api/ipywidgets.js";
import type { FrontEnd } from "#kernel/frontEnd/frontEnd.js";
import { createWork, runAs } from "#kernel/interpreter/work.js";
import { installCellOutput } from "#kernel/ipywidgets/cell.js";
import { installSession, type Session } from "#kernel/session/session.js";
import { RecordedHost } from "./recordedHost.js";

const interrupts = new Set<() => void>();
const session: Session = {
  openLine: () => ({ update() {}, end() {} }),
  frontEnd: {} as FrontEnd,
  show: () => {},
  onInterrupt(listener) {
    interrupts.add(listener);
    return () => interrupts.delete(listener);
  },
};

let drawsWidgets = false;
let shown: unknown[] = [];
let written = "";
let host: RecordedHost;

beforeEach(() => {
  [drawsWidgets, shown, written] = [false, [], ""];
  host = new RecordedHost();
  installSession(session);
  installCellOutput({
    clear: () => {},
    show: (value) => void shown.push(value),
    showError: () => {},
    drawsWidgets: () => drawsWidgets,
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** What stands in a terminal at the end: each line as it was written over last. */
function lines(): string[] {
  return written.split("\n").map((line) => line.split("\r").at(-1)!.trimEnd());
}

test("gives the items of a loop unchanged, and ends as a line of text where no widget can be drawn", () => {
  expect([...progress(["a", "b", "c"], { title: "files" })]).toEqual(["a", "b", "c"]);
  expect(lines()).toEqual([expect.stringMatching(/^files ▕█{20}▏ 3 in [\d.]+ s$/), ""]);
});

test("counts asynchronous items of unknown number", async () => {
  async function* frames() {
    yield 1;
    yield 2;
  }
  const seen: number[] = [];
  for await (const frame of progress(frames())) seen.push(frame);
  expect(seen).toEqual([1, 2]);
  expect(lines()[0]).toMatch(/^2 in [\d.]+ s$/);
});

test("a loop in a loop shares the line of a terminal, and one line is left", () => {
  const count = [...progress([1, 2], { title: "rows" })].map(() => [...progress([1, 2, 3])].length);
  for (const _ of progress([1, 2], { title: "rows" }))
    for (const _ of progress([1, 2, 3], { title: "columns" }));
  expect(count).toEqual([3, 3]);
  expect(written).toContain("rows ▕                    ▏ 0 of 2 | columns ▕                    ▏ 0 of 3");
  expect(lines().at(-2)).toMatch(/^rows ▕█{20}▏ 2 in /);
});

test("a loop that is left early says where", () => {
  for (const item of progress([1, 2, 3, 4])) if (item === 3) break;
  expect(lines()[0]).toMatch(/stopped after 2 of 4$/);
});

test("an interrupt says where the loop stopped, and its next step ends it", async () => {
  const loop = (async () => {
    for await (const item of progress([1, 2, 3, 4])) {
      if (item !== 2) continue;
      for (const interrupt of [...interrupts]) interrupt();
      expect(lines()[0]).toMatch(/stopped after 1 of 4$/);
    }
  })();
  await expect(loop).rejects.toMatchObject({ code: "cancelled" });
  expect(interrupts.size).toBe(0);
});

test("where widgets are drawn, inner loops of a cell use one bar again", () => {
  drawsWidgets = true;
  runAs(createWork("cell"), () => {
    for (const _ of progress([1, 2, 3], { title: "rows" })) for (const _ of progress([1, 2]));
  });
  expect(shown).toHaveLength(2);
  expect(written).toBe("");
  const bars = host.sent.filter(({ data }) => stateOf(data)._model_name === "FloatProgressModel");
  expect(bars).toHaveLength(2);
  const last = (comm: unknown) =>
    Object.assign({}, ...host.sent.filter((m) => m.comm === comm).map(({ data }) => stateOf(data)));
  expect(bars.map(({ comm }) => last(comm))).toEqual(
    Array(2).fill(expect.objectContaining({ value: 1, bar_style: "success" })),
  );
});

function stateOf(data: unknown): Record<string, unknown> {
  return (data as { state?: Record<string, unknown> } | undefined)?.state ?? {};
}
