import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import { beforeEach, expect, test, vi } from "vitest";
import { LanguageClient } from "#kernel/language/languageClient.js";
import type { ToLanguage } from "#kernel/language/messages.js";

class FakeWorker extends EventEmitter {
  readonly received: ToLanguage[] = [];

  postMessage(message: ToLanguage): void {
    this.received.push(message);
  }

  answer(at: number, answer: unknown): void {
    this.emit("message", { id: this.received[at]?.id, answer });
  }
}

let workers: FakeWorker[];
let folders: string[];
let client: LanguageClient;

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  folders = [];
  client = new LanguageClient("/notebook", (folder) => {
    folders.push(folder);
    workers.push(new FakeWorker());
    return workers.at(-1) as unknown as Worker;
  });
  return () => void vi.useRealTimers();
});

const ran = (code: string) => client.ask("ran", { cell: { code, label: "In[1]" }, check: true });
const complete = () => client.ask("complete", { code: "a", cursor: 1 });
const codes = (worker: FakeWorker | undefined) =>
  worker?.received.map((message) => ("cell" in message ? message.cell.code : message.type));

test("the worker starts a moment after the first cell, and hears of all cells until then", async () => {
  const first = ran("1");
  void ran("2");
  expect(workers).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(workers.map(codes)).toEqual([["1", "2"]]);
  workers[0]?.answer(0, []);
  expect(await first).toEqual([]);
});

test("without a cell it starts when the kernel has been idle for a while, and only once", async () => {
  client.startWhenIdle();
  await vi.advanceTimersByTimeAsync(1000);
  expect(workers).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  void complete();
  void ran("1");
  await vi.advanceTimersByTimeAsync(5000);
  expect(workers.map(codes)).toEqual([["complete", "1"]]);
});

test("a question that comes before starts it in its place", async () => {
  client.startWhenIdle();
  void complete();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(workers.map(codes)).toEqual([["complete"]]);
});

test("a question starts it at once, behind the cells that ran before", () => {
  void ran("1");
  void complete();
  expect(workers.map(codes)).toEqual([["1", "complete"]]);
});

test("a failure rejects its question only", async () => {
  const [bad, good] = [complete(), complete()];
  const [worker] = workers;
  worker?.emit("message", { id: worker.received[0]?.id, failure: "too deep" });
  worker?.answer(1, { matches: [] });
  await expect(bad).rejects.toThrow("too deep");
  expect(await good).toEqual({ matches: [] });
});

test("after a crash the open questions are rejected, and the next worker learns the cells again", async () => {
  const cell = ran("let a = 1");
  const open = complete();
  workers[0]?.answer(0, []);
  await cell;
  workers[0]?.emit("error", new Error("out of heap"));
  await expect(open).rejects.toThrow("out of heap");
  void complete();
  expect(codes(workers[1])).toEqual(["let a = 1", "complete"]);
});

test("a worker starts in the notebook's folder and hears where it went; a later one starts there", async () => {
  const moved = client.ask("moved", { folder: "/elsewhere" });
  ran("1").catch(() => {});
  await vi.advanceTimersByTimeAsync(1000);
  expect(codes(workers[0])).toEqual(["moved", "1"]);
  workers[0]?.answer(0, undefined);
  await moved;
  workers[0]?.emit("error", new Error("out of heap"));
  void complete();
  expect(folders).toEqual(["/notebook", "/elsewhere"]);
});
