import { expect, it } from "vitest";
import { frameCount } from "#core/data/cubeDescription.js";
it("counts frames", () => {
  expect(frameCount({ shape: [2, 3, 4, 5] })).toBe(6);
});
