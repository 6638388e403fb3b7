import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { debuggedKernel } from "./debuggedKernel.js";
import { ofType, printed, resultText, startKernel } from "./kernelClient.js";

const { dap, kernel, start } = debuggedKernel();
const { debug, ask, attach, stopped, breakAt, variablesOf, scope, goOn } = dap;

// biome-ignore-start lint/suspicious/noExplicitAny: bodies differ with the command, and tests read them by name.
describe("a debugger that is attached", () => {
  beforeEach(attach);
  afterEach(async () => {
    await debug("disconnect");
  });

  test("shows long arrays in ranges, or by the page that is asked for; Maps by key; getters uncalled", async () => {
    const code = `const many = Array.from({ length: 250 }, (_, i) => i);
const pixels = new Float32Array([1.5, 2.5]);
const byName = new Map([["a", { x: 1 }]]);
const lazy = { get boom() { throw new Error("called"); }, text: "t" };
debugger;`;
    const id = start(code);
    expect((await stopped()).reason).toBe("pause");
    const { many, pixels, byName, lazy } = await scope("Globals", 1);
    expect(many).toMatchObject({ type: "Array", indexedVariables: 250 });
    expect(pixels.value).toBe("Float32Array(2) [1.5, 2.5]");
    const ranges = await variablesOf(many.variablesReference);
    expect(Object.keys(ranges)).toEqual(["[0…99]", "[100…199]", "[200…249]"]);
    expect(await variablesOf(ranges["[200…249]"].variablesReference)).toMatchObject({
      200: { value: "200" },
      249: {},
    });
    const page = await variablesOf(many.variablesReference, { filter: "indexed", start: 120, count: 2 });
    expect(Object.keys(page)).toEqual(["120", "121"]);
    expect(await variablesOf(pixels.variablesReference)).toMatchObject({
      0: { value: "1.5" },
      1: { value: "2.5" },
    });
    const entries = await variablesOf(byName.variablesReference);
    expect(entries['"a"']).toMatchObject({ value: "{x: 1}" });
    expect(await variablesOf(entries['"a"'].variablesReference)).toMatchObject({ x: { value: "1" } });
    expect(await variablesOf(lazy.variablesReference)).toMatchObject({
      boom: { value: "(getter)" },
      text: { value: '"t"' },
    });
    await goOn(id);
  });

  test("stops where something is thrown: everywhere, or only where no try is around", async () => {
    const code =
      'try { throw new Error("caught"); } catch {}\nfunction fail() {\n  throw new RangeError("too far");\n}\nfail();';
    await debug("setExceptionBreakpoints", { filters: ["all"] });
    const id = start(code);
    expect(await stopped()).toMatchObject({ reason: "exception", stack: [[expect.anything(), 1]] });
    await debug("continue", { threadId: 1 });
    expect((await stopped()).stack[0]).toEqual(["fail", 3]);
    expect(await debug("exceptionInfo", { threadId: 1 })).toMatchObject({
      ...{ exceptionId: "RangeError", description: "RangeError: too far" },
      details: { typeName: "RangeError", stackTrace: expect.stringContaining("at fail") },
    });
    expect((await goOn(id)).reply.content).toMatchObject({ status: "error", ename: "RangeError" });
    await debug("setExceptionBreakpoints", { filters: ["uncaught"] });
    const again = start(code);
    expect((await stopped()).stack[0]).toEqual(["fail", 3]);
    await goOn(again);
    await debug("setExceptionBreakpoints", { filters: [] });
    expect((await kernel().execute(code)).reply.content.status).toBe("error");
  });

  test("evaluates in a frame: changes variables, reports errors, and a hover changes nothing", async () => {
    const code = "function f() {\n  let local = 1;\n  console.log(local);\n  return local;\n}\nf()";
    await breakAt(code, 3);
    const id = start(code);
    await stopped();
    expect(await debug("evaluate", { expression: "local = 5", frameId: 1, context: "repl" })).toMatchObject({
      result: "5",
    });
    const failed = await ask("evaluate", { expression: "nothing.there", frameId: 1, context: "repl" });
    expect(failed).toMatchObject({
      success: false,
      message: expect.stringContaining("nothing is not defined"),
    });
    expect(await ask("evaluate", { expression: "local = 9", frameId: 1, context: "hover" })).toMatchObject({
      success: false,
    });
    expect(await debug("evaluate", { expression: "local", frameId: 1, context: "hover" })).toMatchObject({
      result: "5",
    });
    expect(await debug("richInspectVariables", { variableName: "local", frameId: 1 })).toEqual({
      data: { "text/plain": "5" },
      metadata: {},
    });
    await debug("copyToGlobals", { srcVariableName: "local", dstVariableName: "copied", srcFrameId: 1 });
    expect(resultText((await goOn(id)).outputs)).toBe("5");
    expect(resultText((await kernel().execute("copied")).outputs)).toBe("5");
    const { variables } = await debug("inspectVariables");
    expect(variables).toContainEqual(expect.objectContaining({ name: "copied", value: "5" }));
  });

  test("heartbeat and completion go on during a stop, and an interrupt ends the cell there", async () => {
    const code = "let reached = 1;\nreached = 2;\nreached = 3;";
    await breakAt(code, 3);
    for (let round = 0; round < 5; round++) {
      const id = start(code);
      await stopped();
      expect(await kernel().heartbeat("alive")).toBe("alive");
      if (round === 0) {
        const { content } = await kernel().ask("complete_request", { code: "reach", cursor_pos: 5 });
        expect(content.matches).toContain("reached");
      }
      await kernel().ask("interrupt_request", {}, { socket: "control" });
      expect((await kernel().finished(id)).reply.content).toMatchObject({
        status: "error",
        ename: "Interrupted",
      });
      expect(resultText((await kernel().execute("reached")).outputs)).toBe("2");
    }
  });

  test("pause stops an endless loop, which an interrupt then ends", async () => {
    const id = start('let turns = 0;\nconsole.log("started");\nfor (;;) {\n  turns++;\n}');
    await kernel().until(() => (printed(kernel().of(id)) === "started\n" ? true : undefined));
    await debug("pause", { threadId: 1 });
    const { reason, stack } = await stopped();
    expect(reason).toBe("pause");
    expect([3, 4]).toContain(stack[0]?.[1]);
    await kernel().ask("interrupt_request", {}, { socket: "control" });
    expect((await kernel().finished(id)).reply.content.ename).toBe("Interrupted");
  });

  test("disconnecting during a stop lets the cell go on, and its breakpoints are forgotten", async () => {
    const code = "const before = 1;\nbefore + 1";
    await breakAt(code, 2);
    const id = start(code);
    await stopped();
    await debug("disconnect");
    expect(resultText((await kernel().finished(id)).outputs)).toBe("2");
    expect((await debug("debugInfo")).breakpoints).toEqual([]);
    expect(resultText((await kernel().execute(code)).outputs)).toBe("2");
  });

  test("debugInfo lists breakpoints by path, and the stopped thread", async () => {
    const code = "const listed = 1;";
    const path = await breakAt(code, 1);
    const id = start(code);
    await stopped();
    expect(await debug("debugInfo")).toMatchObject({
      isStarted: true,
      breakpoints: [{ source: path, breakpoints: [{ line: 1 }] }],
      stoppedThreads: [1],
    });
    await goOn(id);
    expect((await debug("debugInfo")).stoppedThreads).toEqual([]);
  });
});

test("a restart during a stop ends the kernel without another statement of the cell", async () => {
  const own = await startKernel();
  const request = (command: string, args: object = {}) =>
    own.ask("debug_request", { type: "request", seq: 1, command, arguments: args }, { socket: "control" });
  await request("initialize");
  const exited = new Promise((resolve) => own.child?.once("exit", resolve));
  own.send("execute_request", { code: 'debugger;\nrequire("node:fs").writeFileSync("went-on", "");' });
  await own.until(() =>
    ofType(own.published, "debug_event").find(({ content }) => content.event === "stopped"),
  );
  const { content } = await own.ask("shutdown_request", { restart: true }, { socket: "control" });
  expect(content).toEqual({ status: "ok", restart: true });
  await exited;
  expect(existsSync(join(own.files.folder, "went-on"))).toBe(false);
  own.stop();
});

describe("without an attached debugger", () => {
  test("the variable explorer shows what cells declared, also while a cell is busy", async () => {
    await kernel().execute("const explored = { deep: [1, 2] };");
    const id = start('console.log("busy"); for (;;) {}');
    await kernel().until(() => (printed(kernel().of(id)) === "busy\n" ? true : undefined));
    const { variables } = await debug("inspectVariables");
    const explored = variables.find(({ name }: any) => name === "explored");
    expect(explored).toMatchObject({ value: "{deep: Array(2)}", type: "Object" });
    expect(await variablesOf(explored.variablesReference)).toMatchObject({
      deep: { value: "Array(2) [1, 2]" },
    });
    await kernel().ask("interrupt_request", {}, { socket: "control" });
    await kernel().finished(id);
  });

  test("shows a variable as the cell would, and breakpoints are refused", async () => {
    await kernel().execute(
      'const rich = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>7</b>" }) };',
    );
    const { data } = await debug("richInspectVariables", { variableName: "rich" });
    expect(data).toMatchObject({ "text/html": "<b>7</b>", "text/plain": expect.any(String) });
    expect(await ask("setBreakpoints", { source: { path: "x" } })).toMatchObject({ success: false });
    expect(await ask("nonsense")).toMatchObject({
      success: false,
      message: expect.stringContaining("nonsense"),
    });
  });
});
// biome-ignore-end lint/suspicious/noExplicitAny: see above
