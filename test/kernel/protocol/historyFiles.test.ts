import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { answerHistory } from "#kernel/protocol/history.js";
import { HistoryFiles } from "#kernel/protocol/historyFiles.js";
import { historyFolder } from "#kernel/protocol/historyFolder.js";
import { usedHeap } from "../../fixtures/usedHeap.js";

let folder: string;
const onError = vi.fn();
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "ronchi-history-")), "history");
  onError.mockReset();
});

/** A kernel that ran these cells. */
async function kernel(...inputs: string[]): Promise<HistoryFiles> {
  const files = new HistoryFiles(folder, onError);
  for (const [i, input] of inputs.entries()) files.addInput(i + 1, input);
  await files.written();
  return files;
}

const history = async (files: HistoryFiles, request: object) =>
  (await answerHistory(files, { ...request })).history;
const tail = (files: HistoryFiles, n: number) => history(files, { hist_access_type: "tail", n });

test("a later kernel finds the inputs of earlier ones, in order, with session and line", async () => {
  await kernel("a", "b");
  const second = await kernel("c");
  expect(await tail(second, 2)).toEqual([
    [1, 2, "b"],
    [2, 1, "c"],
  ]);
});

test("range: by session number, 0 is this kernel's own, -1 the one before; stop is not included", async () => {
  await kernel("a", "b", "c");
  const second = await kernel("d");
  const range = (session: number, more = {}) =>
    history(second, { hist_access_type: "range", session, ...more });
  expect(await range(1, { start: 2, stop: 3 })).toEqual([[1, 2, "b"]]);
  expect(await range(0)).toEqual([[2, 1, "d"]]);
  expect(await range(-1, { start: 3 })).toEqual([[1, 3, "c"]]);
  expect(await range(9)).toEqual([]);
});

test("search: * and ? stand for any text and any character; unique keeps the last of equal inputs", async () => {
  const files = await kernel("x = 1", "y = 2", "x = 1", "x + y\nx");
  const search = (pattern: string, more = {}) =>
    history(files, { hist_access_type: "search", pattern, ...more });
  expect(await search("? = *")).toEqual([
    [1, 1, "x = 1"],
    [1, 2, "y = 2"],
    [1, 3, "x = 1"],
  ]);
  expect(await search("x = *", { unique: true })).toEqual([[1, 3, "x = 1"]]);
  expect(await search("*", { n: 1 })).toEqual([[1, 4, "x + y\nx"]]);
  expect(await search("x.= 1")).toEqual([]);
});

test("output: true gives input and output, null where a cell had none, also from an earlier kernel", async () => {
  const first = await kernel("1", "2");
  first.addOutput(1, "'one'");
  await first.written();
  const second = await kernel();
  expect(await history(second, { hist_access_type: "tail", n: 2, output: true })).toEqual([
    [1, 1, ["1", "'one'"]],
    [1, 2, ["2", null]],
  ]);
});

test("kernels that run at the same time have sessions of their own", async () => {
  const kernels = await Promise.all(Array.from({ length: 8 }, (_, i) => kernel(`cell of ${i}`)));
  expect(new Set(kernels.map(({ session }) => session)).size).toBe(8);
  expect((await kernels[0]!.entries()).length).toBe(8);
});

test("a kernel without cells leaves no file", async () => {
  expect(await tail(await kernel(), 5)).toEqual([]);
  expect(() => readdirSync(folder)).toThrow("ENOENT");
});

test("only the user can read it", async () => {
  await kernel("secret");
  if (process.platform !== "win32") expect(statSync(join(folder, "1.jsonl")).mode & 0o077).toBe(0);
});

test("a torn last line and foreign files are passed over", async () => {
  await kernel("a");
  appendFileSync(join(folder, "1.jsonl"), '{"line":2,"inp');
  writeFileSync(join(folder, "notes.txt"), "mine");
  writeFileSync(join(folder, "7.jsonl"), "[]\nnull\n{}\n");
  expect(await tail(await kernel("b"), 5)).toEqual([
    [1, 1, "a"],
    [8, 1, "b"],
  ]);
});

test("the oldest sessions go, and a session stops growing at its limit", async () => {
  const limits = { sessions: 3, sessionBytes: 100 };
  for (let session = 1; session <= 5; session++) {
    const files = new HistoryFiles(folder, onError, limits);
    for (let line = 1; line <= 20; line++) files.addInput(line, "some input");
    await files.written();
  }
  expect(readdirSync(folder).sort()).toEqual(["3.jsonl", "4.jsonl", "5.jsonl"]);
  expect(statSync(join(folder, "5.jsonl")).size).toBeLessThanOrEqual(100);
});

test("a folder that can't be written is told once, and this kernel's inputs are still found", async () => {
  // A file where the folder should be.
  writeFileSync(folder, "");
  const files = await kernel("a", "b");
  expect(onError).toHaveBeenCalledTimes(1);
  expect(await tail(files, 5)).toEqual([
    [0, 1, "a"],
    [0, 2, "b"],
  ]);
});

test.skipIf(process.platform !== "linux")(
  "a disk that becomes full is told once, what was written stays, and later inputs are still found",
  async () => {
    const files = await kernel("a");
    // From now on every write fails as on a full disk.
    rmSync(join(folder, "1.jsonl"));
    symlinkSync("/dev/full", join(folder, "1.jsonl"));
    for (const line of [2, 3]) files.addInput(line, "more");
    await files.written();
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(["ENOSPC"]);
    expect((await files.entries()).map(({ input }) => input)).toEqual(["a", "more", "more"]);
  },
);

test("a kernel that runs for days remembers its last 10,000 inputs", async () => {
  const files = new HistoryFiles(folder, onError, { sessions: 1, sessionBytes: 100 });
  for (let line = 1; line <= 10_050; line++) files.addInput(line, "more");
  const entries = await files.entries();
  expect([entries.length, entries[0]?.line]).toEqual([10_000, 51]);
});

test("an input with the text of its result takes little memory beside these", async () => {
  const files = new HistoryFiles(folder, onError, { sessions: 1, sessionBytes: 100 });
  const run = async (from: number, to: number) => {
    for (let line = from; line < to; line++) {
      files.addInput(line, "1");
      files.addOutput(line, "1");
    }
    await files.written();
  };
  await run(0, 2000);
  const before = await usedHeap();
  await run(2000, 6000);
  // 135 bytes; with a shape of its own, which V8 gives to copies by `...`, each takes 320.
  expect(((await usedHeap()) - before) / 4000).toBeLessThan(220);
});

test("its folder is the one that RONCHI_HISTORY names, or among Jupyter's data", () => {
  expect(historyFolder({ RONCHI_HISTORY: "/h" }, "linux")).toBe("/h");
  expect(historyFolder({ JUPYTER_DATA_DIR: "/d" }, "win32")).toBe(join("/d", "ronchi", "history"));
  expect(historyFolder({ XDG_DATA_HOME: "/x" }, "linux")).toBe(join("/x", "jupyter", "ronchi", "history"));
});
