import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { debuggedKernel } from "./debuggedKernel.js";
import { resultText } from "./kernelClient.js";

const { dap, kernel, start } = debuggedKernel();
const { debug, stopped, breakAt, goOn } = dap;

beforeEach(dap.attach);
afterEach(() => debug("disconnect"));

describe("texts in TypeScript", () => {
  const loop = "let total = 0;\nfor (let i = 0; i < 5; i++) {\n  total += i;\n}\ntotal";

  test("are conditions and messages of breakpoints", async () => {
    const before = dap.events().length;
    await breakAt(loop, {
      line: 3,
      condition: "((x: number): boolean => x === 3)(i as number)",
      logMessage: "{(total satisfies number)!} at {<unknown>i}",
    });
    expect(resultText((await kernel().execute(loop)).outputs)).toBe("10");
    const output = dap
      .events()
      .slice(before)
      .map(({ content }) => content.body.output);
    expect(output.filter((text) => text !== undefined)).toEqual(["3 at 3\n"]);
  });

  // As JavaScript the second is two comparisons.
  test.each([
    ["const typed: number = 5; typed!", "5"],
    ["same<number>(7)", "7"],
    ["[...(new Set<string>(['a']) as Iterable<string>)]", 'Array(1) ["a"]'],
    ["enum Two { Both = 2 } Two.Both", "2"],
  ])("are evaluated: %s", async (expression, result) => {
    await kernel().execute("function same<T>(value: T): T { return value; }");
    expect(await debug("evaluate", { expression, context: "repl" })).toMatchObject({ result });
  });

  test("are evaluated in a frame, and what can be read in neither language says so", async () => {
    const id = start("(function () { const inner: unknown = 6; debugger; return inner; })()");
    await stopped();
    const evaluated = await debug("evaluate", { expression: "(inner as number) * 7", frameId: 1 });
    expect(evaluated).toMatchObject({ result: "42" });
    const { message } = await dap.ask("evaluate", { expression: "inner as )", frameId: 1 });
    expect(message).toMatch(/^SyntaxError: /);
    expect(resultText((await goOn(id)).outputs)).toBe("6");
  });
});

describe("completions", () => {
  /** Labels of what can follow `text`, whose cursor is at its end. */
  async function labels(text: string, more: object = {}): Promise<string[]> {
    const { targets } = await debug("completions", { text, column: text.length + 1, ...more });
    return targets.map(({ label }: { label: string }) => label);
  }

  beforeAll(async () => {
    await kernel().execute(`let asked = 0;
class Base { base() {} }
class Probe extends Base { energy = 300; get width() { asked++; return 1; } scan() { asked++; return [1]; } "not a name" = 1 }
const probe = new Probe();
const counts = new Uint16Array(1_000_000);`);
  });

  test("of a value are its properties and what it inherits; no getter and nothing with an effect is called", async () => {
    const members = await labels("1 + probe.");
    // "not a name" is one of them, which no dot leads to.
    expect(members).toEqual(["energy", "width", "scan", "base"]);
    expect(await labels("probe.scan().")).toEqual([]);
    expect(await labels("counts.subar")).toEqual(["subarray"]);
    expect(await labels("(probe as Base)?.en")).toEqual(["energy"]);
    expect(await labels("nothing.")).toEqual([]);
    expect(resultText((await kernel().execute("asked")).outputs)).toBe("0");
  });

  test("in a frame are its variables, nearest first, in place of what is written", async () => {
    const code = `function outer(probed: number) {
  const proper = "text";
  { const probing = { deep: { wide: 1 } }; debugger; return [probed, proper, probing].length; }
}
outer(1)`;
    const id = start(code);
    await stopped();
    const found = await labels("pro", { frameId: 1 });
    expect(found.slice(0, 3)).toEqual(["probing", "probed", "proper"]);
    expect(found).toContain("probe");
    expect(await labels("probing.deep.", { frameId: 1 })).toContain("wide");
    const { targets } = await debug("completions", {
      ...{ text: "1;\nproper.len + 1", line: 2, column: 11, frameId: 1 },
    });
    expect(targets).toEqual([expect.objectContaining({ label: "length", start: 8, length: 3 })]);
    expect(resultText((await goOn(id)).outputs)).toBe("3");
  });

  test("are offered neither in texts nor in comments nor in numbers", async () => {
    for (const text of ['"pro', "// pro", "`pro", "12"]) expect(await labels(text), text).toEqual([]);
    expect(await labels("`${pro")).toContain("probe");
  });
});
