import { expect, it } from "vitest";
import { axisTicks } from "#widgets/draw/ticks.js";

it.each([
  [10, 5, [0, 2, 4, 6, 8, 10]],
  [0.37, 4, [0, 0.1, 0.2, 0.3]],
  [31, 6, [0, 10, 20, 30]],
  [1234, 3, [0, 500, 1000]],
  [0, 4, [0]],
])("marks an axis of %f with at most %i round places beyond 0", (length, most, expected) => {
  expect(axisTicks(length, most)).toEqual(expected);
});
