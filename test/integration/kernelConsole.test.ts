import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

/** What people who come from a terminal expect of a kernel. */
let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

test.each(["exit", "quit", "exit()"])("%s ends the console, and shows nothing", async (code) => {
  const { reply, outputs } = await kernel.execute(code);
  expect(reply.content.payload).toEqual([{ source: "ask_exit", keepkernel: false }]);
  expect(ofType(outputs, "execute_result")).toEqual([]);
});

test("import … = require works, as in modules of CommonJS", async () => {
  const { outputs } = await kernel.execute(
    'import np = require("node:path");\nimport type no = require("node:os");',
  );
  expect(printed(outputs, "stderr")).toBe("");
  expect(resultText((await kernel.execute('np.basename("/a/b")')).outputs)).toBe("'b'");
});

test("process.exit ends the cell and keeps the kernel", async () => {
  const { reply, outputs } = await kernel.execute(
    "globalThis.kept = 4; process.exit(3); console.log('never')",
  );
  expect(reply.content).toMatchObject({ status: "error", ename: "ProcessExit" });
  expect(printed(outputs)).toBe("");
  expect(resultText((await kernel.execute("kept")).outputs)).toBe("4");
});

test("stacks that a cell prints end in the cell and have its positions", async () => {
  const code = "enum Lens { C1 }\nclass Column { fail(): never { throw new Error('far') } }\n";
  const { outputs, reply } = await kernel.execute(
    `${code}try { new Column().fail() } catch (e) { console.log((e as Error).stack) }\n  console.trace('here')`,
  );
  const cell = `In[${reply.content.execution_count}]`;
  expect(printed(outputs)).toBe(`Error: far\n    at Column.fail (${cell}:2:38)\n    at ${cell}:3:20\n`);
  expect(printed(outputs, "stderr")).toMatch(/^Trace: here\n {4}at In\[\d+\]:4:11\n$/);
});
