import { beforeEach, expect, test } from "vitest";
import { createShower, type Shower } from "#kernel/display/shower.js";
import { createWork, runAs } from "#kernel/interpreter/work.js";
import type { ToWire } from "#kernel/wire/link.js";

type Display = Extract<ToWire, { type: "display" }>;

const show = Symbol.for("Jupyter.display");
let sent: Display[];
let shower: Shower;
beforeEach(() => {
  sent = [];
  shower = createShower((message) => void sent.push(message as Display));
});
const texts = () => sent.map(({ data }) => data["text/plain"]);

test("an update replaces the output that display made, with a text whatever the value is", async () => {
  const shown = await shower.display("first");
  await shown.update({ [show]: () => ({ "text/html": "<i>second</i>" }) });
  await shown.update(Float64Array.of(1, 2));
  expect(sent.map(({ update }) => update)).toEqual([false, true, true]);
  expect(new Set(sent.map(({ displayId }) => displayId)).size).toBe(1);
  expect(sent[0]?.displayId).toBeTypeOf("string");
  expect(sent[1]?.data["text/html"]).toBe("<i>second</i>");
  expect(sent.every(({ data }) => typeof data["text/plain"] === "string")).toBe(true);
});

test("several values have an output each, and are replaced one for one", async () => {
  const shown = await shower.display(1, 2);
  await shown.update(3, 4);
  expect(texts()).toEqual(["1", "2", "3", "4"]);
  const ids = sent.map(({ displayId }) => displayId);
  expect(ids[2]).toBe(ids[0]);
  expect(ids[3]).toBe(ids[1]);
  expect(ids[1]).not.toBe(ids[0]);
  await expect(shown.update(5)).rejects.toMatchObject({ code: "invalid-argument", found: "1 values" });
  expect(sent.length).toBe(4);
});

test("values that are ready are sent before display returns", () => {
  void shower.display(1, 2);
  void shower.display(3);
  expect(texts()).toEqual(["1", "2", "3"]);
});

test("an update that renders for long does not replace a later one", async () => {
  const shown = await shower.display("start");
  let finish = (): void => undefined;
  const slow = {
    [show]: () =>
      new Promise((resolve) => {
        finish = () => resolve({ "text/plain": "slow" });
      }),
  };
  const first = shown.update(slow);
  await shown.update("fast");
  finish();
  await first;
  expect(texts()).toEqual(["'start'", "'fast'"]);
});

test("updates belong to the request that runs, and to the one that displayed when none does", async () => {
  const shown = await runAs(createWork("cell 1"), () => shower.display(1));
  await runAs(createWork("cell 2"), () => shown.update(2));
  await shown.update(3);
  expect(sent.map(({ requestId }) => requestId)).toEqual(["cell 1", "cell 2", "cell 1"]);
});

test("a handle, and the promise of one, show nothing as the value of a cell", async () => {
  const promise = shower.display(1);
  await shower.result(promise);
  await shower.result(await promise);
  expect(texts()).toEqual(["1"]);
});

test("what a value's display method throws rejects the update, and the output stays", async () => {
  const shown = await shower.display(1);
  const broken = {
    [show]: () => {
      throw new Error("broken");
    },
  };
  await expect(shown.update(broken)).rejects.toThrow("broken");
  await expect(shower.display(broken)).rejects.toThrow("broken");
  expect(texts()).toEqual(["1"]);
});

test("what a promise becomes takes its place, without the cell waiting for it", async () => {
  let settle = (_value: unknown): void => undefined;
  const promise = new Promise((resolve) => {
    settle = resolve;
  });
  await shower.display(promise);
  expect(texts()).toEqual([expect.stringContaining("<pending>")]);
  settle(Float64Array.of(1, 2));
  await promise;
  await new Promise(setImmediate);
  expect(sent.map(({ update }) => update)).toEqual([false, true]);
  expect(sent[1]?.displayId).toBe(sent[0]?.displayId);
  expect(texts()[1]).toBe("Float64Array(2) [1, 2]  min 1, max 2");
});

test("a promise as the value of a cell is replaced too, by its error when it is rejected", async () => {
  const rejected = Promise.reject(new Error("too late"));
  await shower.result(rejected);
  await new Promise(setImmediate);
  expect(texts().at(-1)).toContain("Error: too late");
  expect(sent.map(({ update }) => update)).toEqual([false, true]);
});

test("a promise that settles after its place was taken changes nothing", async () => {
  let settle = (_value: unknown): void => undefined;
  const promise = new Promise((resolve) => {
    settle = resolve;
  });
  const shown = await shower.display(promise);
  await shown.update("newer");
  settle("older");
  await promise;
  await new Promise(setImmediate);
  expect(texts().slice(1)).toEqual(["'newer'"]);
});
