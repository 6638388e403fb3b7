import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { debuggedKernel } from "./debuggedKernel.js";
import { resultText } from "./kernelClient.js";

const { dap, kernel, start } = debuggedKernel();
const { debug, ask, attach, events, stopped, breakAt, scope, goOn } = dap;

describe("a debugger that is attached", () => {
  beforeEach(attach);
  afterEach(async () => {
    await debug("disconnect");
  });

  test("stops at a breakpoint in a cell that was set before it ran, shows its variables, and goes on", async () => {
    const code = "const base = 40;\nlet answer = base + 1;\nanswer += 1;\nanswer";
    const path = await breakAt(code, 3);
    const id = start(code);
    const { reason, frames, stack } = await stopped();
    const verified = events().find(({ content }) => content.event === "breakpoint");
    expect(verified?.content.body.breakpoint).toMatchObject({ line: 3, verified: true, source: { path } });
    expect(reason).toBe("breakpoint");
    expect(stack).toEqual([[expect.stringMatching(/^In\[\d+\]$/), 3]]);
    expect(frames[0].source.path).toBe(path);
    expect(await scope("Globals", 1)).toMatchObject({ base: { value: "40" }, answer: { value: "41" } });
    expect(await debug("evaluate", { expression: "base * 2", frameId: 1 })).toMatchObject({ result: "80" });
    const { reply, outputs } = await goOn(id);
    expect(reply.content.status).toBe("ok");
    expect(resultText(outputs)).toBe("42");
  });

  const twice =
    "const first = 1;\nfunction twice(n: number): number {\n  const result = n * 2;\n  return result;\n}\nconst last = twice(first) + 1;\nlast";

  test("stops in a function of the cell at its own line, and nowhere else", async () => {
    await breakAt(twice, 4);
    const id = start(twice);
    const { stack } = await stopped();
    expect(stack).toEqual([
      ["twice", 4],
      [expect.stringMatching(/^In/), 6],
    ]);
    expect(await scope("Locals", 1)).toMatchObject({ n: { value: "1" }, result: { value: "2" } });
    expect(await debug("evaluate", { expression: "result + n", frameId: 1 })).toMatchObject({ result: "3" });
    const { outputs } = await goOn(id);
    expect(resultText(outputs)).toBe("3");
  });

  test("stops at a line behind functions only there", async () => {
    await breakAt(twice, 6);
    const id = start(twice);
    expect((await stopped()).stack).toEqual([[expect.stringMatching(/^In/), 6]]);
    expect(resultText((await goOn(id)).outputs)).toBe("3");
  });

  test("steps over, in and out by the lines of the cell, and not into the kernel", async () => {
    await breakAt(twice, 1);
    const id = start(twice);
    expect((await stopped()).stack).toEqual([[expect.anything(), 1]]);
    await debug("next", { threadId: 1 });
    expect(await stopped()).toMatchObject({ reason: "step", stack: [[expect.anything(), 6]] });
    await debug("stepIn", { threadId: 1 });
    expect((await stopped()).stack[0]).toEqual(["twice", 3]);
    await debug("next", { threadId: 1 });
    expect((await stopped()).stack[0]).toEqual(["twice", 4]);
    await debug("stepOut", { threadId: 1 });
    // Where V8 can stop next: nothing is left to do on line 6 but the assignment.
    expect((await stopped()).stack).toEqual([[expect.anything(), 7]]);
    // Behind the last line there is only the kernel: steps end the cell.
    while (kernel().replies.every((reply) => reply.parent.msg_id !== id)) await ask("next", { threadId: 1 });
    expect(resultText((await kernel().finished(id)).outputs)).toBe("3");
  });

  test("steps over an await to the line behind it", async () => {
    const code =
      "import { setTimeout as sleep } from 'node:timers/promises';\nlet value = 1;\nawait sleep(10);\nvalue = 2;\nvalue";
    await breakAt(code, 3);
    const id = start(code);
    await stopped();
    const lines: (number | undefined)[] = [];
    for (let i = 0; i < 4 && lines.at(-1) !== 4; i++) {
      await debug("next", { threadId: 1 });
      lines.push((await stopped()).stack[0]?.[1]);
    }
    expect(lines.at(-1)).toBe(4);
    await goOn(id);
  });

  test("a breakpoint set after its cell ran holds in a function that a later cell calls", async () => {
    await kernel().execute(twice);
    await breakAt(twice, 3);
    const id = start("\n\ntwice(21)");
    const { stack } = await stopped();
    expect(stack).toEqual([
      ["twice", 3],
      [expect.stringMatching(/^In/), 3],
    ]);
    expect(resultText((await goOn(id)).outputs)).toBe("42");
  });

  test("a cell that has to be compiled keeps its lines", async () => {
    const code =
      "enum Color { Red = 5, Green }\n\nfunction name(color: Color) {\n  return Color[color];\n}\nconst shown = name(Color.Green);\nshown";
    await breakAt(code, 4, 6);
    const id = start(code);
    expect((await stopped()).stack).toEqual([[expect.stringMatching(/^In/), 6]]);
    await debug("continue", { threadId: 1 });
    expect((await stopped()).stack).toEqual([
      ["name", 4],
      [expect.stringMatching(/^In/), 6],
    ]);
    expect(resultText((await goOn(id)).outputs)).toBe("'Green'");
  });

  test.each([
    [
      "keeps its positions",
      "part",
      "export function half(n: number): number {\n  const result = n / 2;\n  return result;\n}\n",
    ],
    [
      "is compiled",
      "compiled",
      "enum By { Two = 2 }\nexport function half(n: number): number { const result = n / By.Two;\n  return result;\n}\n",
    ],
  ])("stops in an imported TypeScript file that %s", async (_, name, code) => {
    const path = join(kernel().files.folder, `${name}.ts`);
    writeFileSync(path, code);
    const line = code.split("\n").findIndex((text) => text.includes("return result")) + 1;
    await debug("setBreakpoints", { source: { path }, breakpoints: [{ line }] });
    const id = start(`import { half } from "./${name}.ts";\nhalf(8)`);
    const { stack, frames } = await stopped();
    expect(stack).toEqual([
      ["half", line],
      [expect.stringMatching(/^In/), 2],
    ]);
    expect(frames[0].source.path).toBe(path);
    expect((await debug("source", { source: { path } })).content).toBe(code);
    expect((await debug("modules")).modules).toContainEqual({
      id: expect.any(Number),
      name: `${name}.ts`,
      path,
    });
    expect(await scope("Locals", 1)).toMatchObject({ n: { value: "8" }, result: { value: "4" } });
    expect(resultText((await goOn(id)).outputs)).toBe("4");
  });

  test("a condition decides whether a breakpoint stops", async () => {
    const code = "let sum = 0;\nfor (let i = 0; i < 5; i++) {\n  sum += i;\n}\nsum";
    const { sourcePath: path } = await debug("dumpCell", { code });
    await debug("setBreakpoints", { source: { path }, breakpoints: [{ line: 3, condition: "i === 3" }] });
    const id = start(code);
    await stopped();
    expect(await scope("Locals", 1)).toMatchObject({ i: { value: "3" } });
    expect(resultText((await goOn(id)).outputs)).toBe("10");
  });
});
