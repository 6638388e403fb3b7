import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Interpreter } from "#kernel/interpreter/interpreter.js";
import { createModuleLoader } from "#kernel/interpreter/modules/moduleLoader.js";
import { usedHeap } from "../../fixtures/usedHeap.js";

test("beyond the thousand cells whose text is kept for errors, a cell leaves nothing behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ronchi-memory-"));
  const interpreter = new Interpreter(createModuleLoader(folder, {}), () => {});
  const run = async (from: number, to: number) => {
    for (let i = from; i < to; i++)
      await interpreter.execute(`const held${i % 50}: number = ${i};\nawait 0;\n${i} * 2`, String(i));
  };
  await run(0, 1200);
  const before = await usedHeap();
  await run(1200, 2700);
  // V8 alone would keep 1200 bytes a cell.
  expect(((await usedHeap()) - before) / 1500).toBeLessThan(500);
});
