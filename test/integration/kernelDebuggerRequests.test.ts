import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { debuggedKernel } from "./debuggedKernel.js";
import { resultText } from "./kernelClient.js";

const { dap, kernel, start } = debuggedKernel();
const { debug, stopped, breakAt, goOn } = dap;
const bodies = (event: string) =>
  dap.events().flatMap(({ content }) => (content.event === event ? [content.body] : []));

beforeEach(dap.attach);
afterEach(() => debug("disconnect"));

describe("breakpoints", () => {
  const loop = "let sum = 0;\nfor (let i = 0; i < 10; i++) {\n  sum += i;\n}\nsum";
  /** Runs the loop, which must stop exactly at these values of `i`. */
  async function expectStops(breakpoint: object, values: readonly number[]): Promise<void> {
    await breakAt(loop, { line: 3, ...breakpoint });
    const id = start(loop);
    for (const value of values) {
      await stopped();
      expect(await debug("evaluate", { expression: "i", frameId: 1 })).toMatchObject({
        result: String(value),
      });
      await debug("continue", { threadId: 1 });
    }
    expect(resultText((await kernel().finished(id)).outputs)).toBe("45");
  }

  // What debugpy 1.8.22 and the debugger of VS Code for JavaScript do with these texts.
  test.each([
    ["3", [2]],
    ["== 3", [2]],
    [">= 8", [7, 8, 9]],
    ["% 4", [3, 7]],
    ["<2", [0]],
  ])('with the hit condition "%s" stop at the times %j', (hitCondition, times) =>
    expectStops({ hitCondition }, times),
  );

  test("count only the times at which their condition holds", () =>
    expectStops({ condition: "i % 2 === 1", hitCondition: "2" }, [3]));

  test("with a message print it, with the values of what stands in braces, and do not stop", async () => {
    const path = await breakAt(loop, { line: 3, logMessage: "i={i} { {sum} } {'t'}", condition: "i < 2" });
    const before = bodies("output").length;
    const { outputs } = await kernel().execute(loop);
    expect(resultText(outputs)).toBe("45");
    const output = (text: string) => ({
      ...{ category: "console", output: `${text}\n`, line: 3 },
      source: expect.objectContaining({ path }),
    });
    expect(bodies("output").slice(before)).toEqual([output("i=0 { sum: 0 } t"), output("i=1 { sum: 0 } t")]);
  });

  test("whose condition throws say so and do not stop", async () => {
    await breakAt(loop, { line: 3, condition: "i === 4 && nothing.there" });
    expect((await kernel().execute(loop)).reply.content.status).toBe("ok");
    expect(bodies("output").at(-1)).toMatchObject({
      ...{ category: "stderr", line: 3 },
      output: expect.stringContaining("nothing is not defined"),
    });
  });

  test.each([
    [{ condition: "i ===" }, /`i ===` is not an expression: Unexpected token/],
    [{ hitCondition: "often" }, /hit condition "often" is neither a number/],
    [{ logMessage: "{1 +}" }, /`1 \+` is not an expression/],
  ])("that can't work (%j) are refused with the reason", async (breakpoint, reason) => {
    const { sourcePath: path } = await debug("dumpCell", { code: loop });
    const { breakpoints } = await debug("setBreakpoints", {
      ...{ source: { path }, breakpoints: [{ line: 3, ...breakpoint }] },
    });
    expect(breakpoints).toEqual([
      expect.objectContaining({ verified: false, message: expect.stringMatching(reason) }),
    ]);
  });

  test("on a line without code move to the next one that has some, or back behind the last", async () => {
    const code =
      "\n// above\nfunction half(n: number) {\n  // inside\n  return n / 2;\n}\n\nhalf(8);\n// behind";
    await kernel().execute(code);
    const { sourcePath: path } = await debug("dumpCell", { code });
    const lines = [4, 7, 9].map((line) => ({ line }));
    const { breakpoints } = await debug("setBreakpoints", { source: { path }, breakpoints: lines });
    expect(breakpoints).toMatchObject([
      { line: 5, verified: true },
      { line: 8, verified: true },
      { line: 8, verified: true },
    ]);
  });

  test.each([
    ["a module", "/** @module halves */\nexport function half(n: number): number {\n  return n / 2;\n}", 3],
    [
      "a compiled module",
      "/** @module compiled */\nenum By { Two = 2 }\n\nexport function half(n: number): number {\n  return n / By.Two;\n}",
      5,
    ],
  ])("stop in a cell that is %s", async (_, code, line) => {
    const path = await breakAt(code, line);
    await kernel().execute(code);
    const name = /@module (\w+)/.exec(code)?.[1];
    const id = start(`import { half } from "./${name}";\nhalf(8)`);
    const { stack, frames } = await stopped();
    expect(stack).toEqual([
      ["half", line],
      [expect.stringMatching(/^In/), 2],
    ]);
    expect(frames[0].source).toMatchObject({ path, name: `${name}.ts` });
    expect(await debug("source", { source: frames[0].source })).toMatchObject({ content: code });
    expect(resultText((await goOn(id)).outputs)).toBe("4");
  });

  test("stop in a cell of TSX", async () => {
    const code =
      "/** @jsx */\nconst React = { createElement: (name: string) => name };\n\nconst shown = <b />;\nshown";
    await breakAt(code, 4);
    const id = start(code);
    expect((await stopped()).stack).toEqual([[expect.stringMatching(/^In/), 4]]);
    expect(resultText((await goOn(id)).outputs)).toBe("'b'");
  });
});

describe("an expression", () => {
  test("that waits for a promise keeps no other request waiting, also during a stop", async () => {
    const id = start("debugger;\n1");
    await stopped();
    kernel().send(
      "debug_request",
      { type: "request", seq: 1, command: "evaluate", arguments: { expression: "await 1", context: "repl" } },
      { socket: "control" },
    );
    expect(resultText((await goOn(id)).outputs)).toBe("1");
  });

  test("does not stop at the breakpoints of what it calls", async () => {
    const code = "function deep() {\n  return 7;\n}";
    await kernel().execute(code);
    await breakAt(code, 2);
    expect(await debug("evaluate", { expression: "deep()", context: "repl" })).toMatchObject({ result: "7" });
    const id = start("deep()");
    await stopped();
    expect(await debug("evaluate", { expression: "deep()", frameId: 1 })).toMatchObject({ result: "7" });
    expect(resultText((await goOn(id)).outputs)).toBe("7");
  });
});

describe("setVariable", () => {
  const set = (variablesReference: number, name: string, value: string) =>
    debug("setVariable", { variablesReference, name, value });

  test("changes a local variable, one around the function, and what cells declared", async () => {
    const code = `const global = 1;
function outer() {
  const around = 2;
  return (function inner(argument: number) {
    const local = 3;
    return [global, around, argument, local].join();
  })(4);
}
outer()`;
    await breakAt(code, 6);
    const id = start(code);
    await stopped();
    const [locals, closure, globals] = [
      await dap.scopeReference("Locals", 1),
      await dap.scopeReference("Closure", 1),
      await dap.scopeReference("Globals", 1),
    ];
    expect(await set(locals, "local", "argument * 10")).toMatchObject({ value: "40", variablesReference: 0 });
    expect(await set(locals, "argument", "NaN")).toMatchObject({ value: "NaN", type: "number" });
    expect(await set(closure, "around", "'b'")).toMatchObject({ value: '"b"' });
    expect(await set(globals, "global", "[7]")).toMatchObject({ value: "Array(1) [7]" });
    expect(await dap.variablesOf(locals)).toMatchObject({
      local: { value: "40" },
      argument: { value: "NaN" },
    });
    expect(resultText((await goOn(id)).outputs)).toBe("'7,b,NaN,40'");
  });

  test("changes elements and properties, and says why it can't", async () => {
    await kernel().execute(
      "const pixels = new Float32Array(300); const frozen = Object.freeze({ a: 1 }); const keyed = new Map([[1, 2]]);",
    );
    const { variables } = await debug("inspectVariables");
    const reference = (name: string) =>
      variables.find((one: { name: string }) => one.name === name).variablesReference;
    const ranges = await dap.variablesOf(reference("pixels"));
    expect(await set(ranges["[200…299]"].variablesReference, "250", "1.5")).toMatchObject({ value: "1.5" });
    expect(resultText((await kernel().execute("pixels[250]")).outputs)).toBe("1.5");
    const refused = async (name: string, property: string) =>
      (await dap.ask("setVariable", { variablesReference: reference(name), name: property, value: "5" }))
        .message;
    expect(await refused("frozen", "a")).toMatch(/^TypeError: Cannot assign to read only property 'a'/);
    expect(await refused("frozen", "b")).toMatch(/There is no property b/);
    expect(await refused("keyed", "1")).toMatch(/Map or Set/);
  });

  test("setExpression assigns to what an expression names", async () => {
    await kernel().execute("const nested = { list: [1, 2] };");
    const { value } = await debug("setExpression", { expression: "nested.list[1]", value: "9" });
    expect(value).toBe("9");
    expect(resultText((await kernel().execute("nested.list")).outputs)).toBe("[ 1, 9 ]");
  });
});

test("large Maps are listed without a copy of them, and among them other values as ever", async () => {
  await kernel().execute(
    "const large = new Map(Array.from({ length: 20_000 }, (_, i) => [i, i])); const beside = { x: [1] };",
  );
  const { variables } = await debug("inspectVariables");
  const { large, beside } = Object.fromEntries(variables.map((one: { name: string }) => [one.name, one]));
  expect(large).toMatchObject({ value: "Map(20000)", indexedVariables: 20_000 });
  expect(beside).toMatchObject({ value: "{x: Array(1)}" });
  const ranges = await dap.variablesOf(large.variablesReference);
  const parts = await dap.variablesOf(ranges["[10000…19999]"].variablesReference);
  const last = await dap.variablesOf(parts["[19900…19999]"].variablesReference);
  expect(last["19999"]).toMatchObject({ value: "19999" });
});

describe('the filter "uncaught"', () => {
  const fail = 'async function fail(wait = false) {\n  if (wait) await null;\n  throw new Error("no");\n}\n';

  test.each([
    ["await fail()"],
    ["await fail(true)"],
    ["await Promise.all([1].map(() => fail(true)))"],
    ["async function between() { return await fail(true); }\nawait between()"],
    ["try { await fail(true) } finally { 1; }"],
    ["try { 1 } catch { await fail() }\nawait fail()"],
    ["await Promise.resolve(1).then(() => { throw new Error() })"],
    ["(() => { throw new Error() })()"],
  ])("stops at what nothing catches: %s", async (code) => {
    await debug("setExceptionBreakpoints", { filters: ["uncaught"] });
    const id = start(fail + code);
    expect((await stopped()).reason).toBe("exception");
    expect((await goOn(id)).reply.content.status).toBe("error");
  });

  test.each([
    "try { await fail() } catch {}",
    "try { await fail(true) } catch {}",
    "async function between() { return fail(true); }\ntry { await between() } catch {}",
    "async function between() { await null; await fail(true); }\ntry { await between() } catch {}",
    "await fail(true).catch(() => {})",
    "await fail().then(() => 1, () => 2)",
    "await fail().then(() => 1).catch(() => 2)",
    "await Promise.allSettled([fail(), fail(true)])",
    "try { await Promise.all([0, 1].map(async (wait) => { await fail(wait === 1); })) } catch {}",
    "await Promise.resolve(1).then(() => { throw new Error() }).catch(() => {})",
    "try { await new Promise(() => { throw new Error() }) } catch {}",
    "try { (() => { throw new Error() })() } catch {}",
    "function deep(): void { deep(); }\ntry { await (async () => deep())() } catch {}",
  ])("passes what the user's code catches: %s", async (code) => {
    await debug("setExceptionBreakpoints", { filters: ["uncaught"] });
    const stops = bodies("stopped").length;
    // A stop would keep the cell from ending.
    expect((await kernel().execute(fail + code)).reply.content.status).toBe("ok");
    expect(bodies("stopped").length).toBe(stops);
  });
});

test("a cell that was sent during a stop runs when it is over; detaching leaves a running cell alone", async () => {
  const code = "const waited = 1;\nwaited + 1";
  await breakAt(code, 2);
  const [first, second] = [start(code), start("waited + 2")];
  await stopped();
  expect(resultText((await goOn(first)).outputs)).toBe("2");
  expect(resultText((await kernel().finished(second)).outputs)).toBe("3");
  const running = start("await new Promise((resolve) => setTimeout(resolve, 100));\nwaited + 3");
  await debug("disconnect");
  expect(resultText((await kernel().finished(running)).outputs)).toBe("4");
});
