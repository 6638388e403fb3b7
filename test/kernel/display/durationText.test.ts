import { expect, it } from "vitest";
import { durationText } from "#kernel/display/durationText.js";

it.each([
  [0, "0 s"],
  [1234, "1.2 s"],
  [9960, "10 s"],
  [12_400, "12 s"],
  [59_700, "1 min 0 s"],
  [119_700, "2 min 0 s"],
  [125_000, "2 min 5 s"],
])("%d ms are %s: no part is rounded to a whole of the next", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
