import { expect, test } from "vitest";
import { createOutputLines } from "#kernel/display/outputLine.js";
import { createShower } from "#kernel/display/shower.js";
import { createWork, runAs } from "#kernel/interpreter/work.js";
import type { ToWire } from "#kernel/wire/link.js";

type Display = Extract<ToWire, { type: "display" }>;

test("a line is shown with its first text and replaced by the others", () => {
  const sent: Display[] = [];
  const openLine = createOutputLines(createShower((message) => void sent.push(message as Display)));
  const line = openLine("work");
  expect(sent).toEqual([]);
  line.update("half");
  line.end("done");
  expect(sent.map(({ data, update }) => [data["text/plain"], update])).toEqual([
    ["half", false],
    ["done", true],
  ]);
  expect(sent[1]?.displayId).toBe(sent[0]?.displayId);
});

test("the next call of the same name in the same cell writes into the ended line, others into their own", () => {
  const sent: Display[] = [];
  const openLine = createOutputLines(createShower((message) => void sent.push(message as Display)));
  const [first, second] = [createWork("1"), createWork("2")];
  const idOf = (work: typeof first, name: string) => {
    runAs(work, () => openLine(name).end(name));
    return sent.at(-1)?.displayId;
  };
  const id = idOf(first, "sum");
  expect(idOf(first, "sum")).toBe(id);
  expect(idOf(first, "mean")).not.toBe(id);
  expect(idOf(second, "sum")).not.toBe(id);
});

test("two calls that run together have a line each", () => {
  const sent: Display[] = [];
  const openLine = createOutputLines(createShower((message) => void sent.push(message as Display)));
  runAs(createWork("1"), () => {
    const [a, b] = [openLine("sum"), openLine("sum")];
    a.update("a");
    b.update("b");
  });
  expect(sent[0]?.displayId).not.toBe(sent[1]?.displayId);
});
