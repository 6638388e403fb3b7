import { expect, test } from "vitest";
import { Recall } from "#kernel/interpreter/recall.js";

test("In has every cell that began, Out and _ those with a value, and a long session keeps the last thousand", () => {
  const scope = globalThis as unknown as { In: object; Out: object; _: unknown; __: unknown };
  const recall = new Recall();
  recall.install();
  recall.begin(1, "for (;;) {}");
  recall.begin(2, "40 + 2");
  recall.remember(2, 42);
  recall.begin(3, "void 0");
  recall.remember(3, undefined);
  expect(scope.In).toEqual({ 1: "for (;;) {}", 2: "40 + 2", 3: "void 0" });
  expect([scope.Out, scope._, scope.__]).toEqual([{ 2: 42 }, 42, undefined]);
  for (let count = 4; count <= 1100; count++) recall.begin(count, "");
  expect(Object.keys(scope.In)).toHaveLength(1000);
});
