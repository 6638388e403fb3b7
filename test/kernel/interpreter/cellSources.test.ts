import { expect, test } from "vitest";
import { CellSources } from "#kernel/interpreter/cellSources.js";

test("the last thousand cells are kept, so that a long session does not grow", () => {
  const sources = new CellSources();
  for (let cell = 1; cell <= 1500; cell++) sources.add(String(cell), `code ${cell}`, (position) => position);
  expect(sources.code("500")).toBeUndefined();
  expect(sources.code("501")).toBe("code 501");
  expect(sources.code("1500")).toBe("code 1500");
});

test("a cell is added a second time when its positions are known", () => {
  const sources = new CellSources();
  sources.add("1", "a", () => undefined);
  sources.add("1", "a", () => ({ line: 3, column: 4 }));
  expect(sources.locate("1", { line: 1, column: 1 })).toEqual({ line: 3, column: 4 });
});
