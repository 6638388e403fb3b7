import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

const states = (id: string) =>
  ofType(kernel.of(id), "status").map((message) => message.content.execution_state as string);

describe("kernel_info", () => {
  test("tells language, true compiler version and what it supports", async () => {
    const { content } = await kernel.ask("kernel_info_request", {}, { socket: "control" });
    expect(content).toMatchObject({
      status: "ok",
      protocol_version: "5.5",
      implementation: "ronchi",
      language_info: {
        name: "typescript",
        version: ts.version,
        file_extension: ".ts",
        codemirror_mode: "typescript",
      },
      supported_features: ["kernel subshells", "debugger"],
      debugger: true,
    });
  });
});

describe("interrupt", () => {
  const interrupt = () => kernel.ask("interrupt_request", {}, { socket: "control" });
  const startLoop = async (code: string) => {
    const id = kernel.send("execute_request", { code });
    await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
    return id;
  };

  test("clears the timers of the interrupted cell", async () => {
    await kernel.execute("let ticks = 0");
    const id = await startLoop(
      'setInterval(() => ticks++, 1); console.log("started"); await new Promise(() => {})',
    );
    await interrupt();
    await kernel.finished(id);
    const { outputs } = await kernel.execute(
      "const before = ticks; await new Promise((r) => setTimeout(r, 50)); ticks - before",
    );
    expect(resultText(outputs)).toBe("0");
  });

  test("an idle kernel is not harmed", async () => {
    await interrupt();
    for (let i = 0; i < 5; i++) {
      await interrupt();
      expect(resultText((await kernel.execute(`${i} + 1`)).outputs)).toBe(String(i + 1));
    }
  });
});

describe("a busy cell", () => {
  test("stops neither heartbeat nor control channel nor kernel_info on shell", async () => {
    const id = kernel.send("execute_request", { code: 'console.log("started"); while (true) {}' });
    await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
    expect(await kernel.heartbeat("ping")).toBe("ping");
    const info = kernel.send("kernel_info_request", {}, { socket: "control" });
    expect((await kernel.replyTo(info)).content.status).toBe("ok");
    expect((await kernel.ask("kernel_info_request", {})).content.status).toBe("ok");
    // Busy is announced again for the cell after each of the two, because their idle came later than its busy.
    await kernel.until(() => (states(id).length === 3 ? true : undefined));
    expect(states(id)).toEqual(["busy", "busy", "busy"]);
    expect(states(info)).toEqual(["busy", "idle"]);
    await kernel.ask("interrupt_request", {}, { socket: "control" });
    await kernel.finished(id);
  });
});

describe("signatures", () => {
  test("a message signed with another key, unsigned or replayed is dropped, and the kernel goes on", async () => {
    const wrong = kernel.send("execute_request", { code: "globalThis.hacked = 1" }, { key: "not the key" });
    kernel.sendFrames(["<IDS|MSG>", "", "{}", "{}", "{}", "{}"]);
    kernel.sendFrames(["<IDS|MSG>"]);
    kernel.sendFrames(["no delimiter"]);
    const { outputs } = await kernel.execute("typeof globalThis.hacked");
    expect(resultText(outputs)).toBe("'undefined'");
    expect(kernel.of(wrong)).toEqual([]);
  });
});

describe("small requests", () => {
  test.each([
    ["1 + 1", { status: "complete" }],
    ["await 1", { status: "complete" }],
    ["function f() {", { status: "incomplete", indent: "  " }],
    ["const a = [1, (", { status: "incomplete", indent: "    " }],
    ["`open", { status: "incomplete", indent: "" }],
    ["const = 1", { status: "invalid" }],
    ['"open', { status: "invalid" }],
  ])("is_complete of %j", async (code, expected) => {
    expect((await kernel.ask("is_complete_request", { code })).content).toEqual(expected);
  });

  test("history has a valid reply", async () => {
    await kernel.execute("'remembered'");
    const history = await kernel.ask("history_request", {
      hist_access_type: "tail",
      n: 1,
      output: false,
      raw: true,
    });
    expect(history.content.history).toEqual([[1, expect.any(Number), "'remembered'"]]);
  });

  test("an unknown request gets busy and idle", async () => {
    const id = kernel.send("unheard_of_request", {});
    await kernel.idle(id);
    expect(states(id)).toEqual(["busy", "idle"]);
  });
});
