import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
  writePackage("esmpkg", { type: "module", exports: "./index.js" }, "export const v = 4;");
});
afterAll(() => kernel?.stop());

const control = { socket: "control" } as const;
const result = async (code: string) => resultText((await kernel.execute(code)).outputs);

function writePackage(name: string, fields: object, code: string): void {
  const at = join(kernel.files.folder, "node_modules", name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", ...fields }));
  writeFileSync(join(at, "index.js"), code);
}

/** Runs a task while a cell loops for ever, and interrupts the cell. */
async function whileBusy<T>(task: () => Promise<T>): Promise<T> {
  const id = kernel.send("execute_request", { code: 'console.log("started"); while (true) {}' });
  await kernel.until(() => printed(kernel.of(id)).includes("started") || undefined);
  try {
    return await task();
  } finally {
    kernel.send("interrupt_request", {}, control);
    await kernel.finished(id);
  }
}

async function answersWhileBusy(): Promise<void> {
  const { content } = await whileBusy(() => kernel.ask("kernel_info_request", {}, control));
  expect(content.status).toBe("ok");
}

/** What a row of the table asks for; what other test files show (interrupts, encryption) is not repeated. */
const rows: Readonly<Record<string, () => Promise<void>>> = {
  "protocol_version / supported_features": async () => {
    const { content } = await kernel.ask("kernel_info_request", {});
    expect(content.protocol_version).toBe("5.5");
    expect(content.supported_features).toContain("kernel subshells");
  },
  "execute_input, execute_result": async () => {
    const { outputs } = await kernel.execute("6 * 7");
    expect(ofType(outputs, "execute_input")[0]?.content.code).toBe("6 * 7");
    expect(resultText(outputs)).toBe("42");
  },
  "error message + traceback": async () => {
    const { reply, outputs } = await kernel.execute('const a = 1;\nthrow new Error("wanted")');
    const { ename, evalue, traceback } = ofType(outputs, "error")[0]?.content ?? {};
    expect([ename, evalue]).toEqual(["Error", "wanted"]);
    expect(traceback.join("\n")).toContain(`In[${reply.content.execution_count}]:2:7`);
  },
  "`silent` really silent": async () => {
    const { outputs } = await kernel.execute("console.log(1); 5", { silent: true });
    expect(outputs.map((m) => m.header.msg_type)).toEqual(["status", "status"]);
  },
  user_expressions: async () => {
    const user_expressions = { two: "1 + 1", wrong: "nothing.here" };
    const { reply } = await kernel.execute("0", { user_expressions });
    const { two, wrong } = reply.content.user_expressions;
    expect(two).toEqual({ status: "ok", data: { "text/plain": "2" }, metadata: {} });
    expect(wrong).toMatchObject({ status: "error", ename: "ReferenceError" });
  },
  "stop_on_error aborts queue": async () => {
    const ids = await kernel.queueBehindFailure(["2"], { stop_on_error: true });
    const replies = await Promise.all(ids.map((id) => kernel.replyTo(id)));
    expect(replies.map(({ content }) => content.status)).toEqual(["error", "aborted"]);
  },
  "redeclare `const` / top-level await / static import": async () => {
    await kernel.execute('import { basename } from "node:path"; const twice = 1;');
    expect(await result('const twice = await Promise.resolve(2); basename("/a/b") + twice')).toBe("'b2'");
  },
  "local npm ESM package": async () => expect(await result("import { v } from 'esmpkg'; v")).toBe("4"),
  "type errors": async () => {
    const { reply } = await kernel.execute('const typed: number = "text";');
    const warned = () => printed(kernel.of(reply.parent.msg_id ?? ""), "stderr").includes("number");
    await kernel.until(() => warned() || undefined);
  },
  "type-aware completion": async () => {
    const code = "[1].rever";
    const { content } = await kernel.ask("complete_request", { code, cursor_pos: code.length });
    expect(content.matches).toEqual(["reverse"]);
  },
  "cursor_pos in code points (after 😀)": async () => {
    const code = "'😀'.toUpperC";
    const { content } = await kernel.ask("complete_request", { code, cursor_pos: [...code].length });
    expect(content).toMatchObject({ matches: ["toUpperCase"], cursor_start: 4, cursor_end: 12 });
  },
  history: async () => {
    await kernel.execute("'remembered'");
    const { content } = await kernel.ask("history_request", { hist_access_type: "tail", n: 1, output: true });
    expect(content.history).toEqual([[1, expect.any(Number), ["'remembered'", expect.anything()]]]);
  },
  "comm_info and comm_open from front end": async () => {
    const open = { comm_id: "unknown", target_name: "nobody", data: {} };
    const id = kernel.send("comm_open", open);
    await kernel.idle(id);
    expect(ofType(kernel.of(id), "comm_close")[0]?.content.comm_id).toBe("unknown");
    expect((await kernel.ask("comm_info_request", {})).content).toEqual({ status: "ok", comms: {} });
  },
  "debug_request / subshells / usage_request": async () => {
    const { subshell_id } = (await kernel.ask("create_subshell_request", {}, control)).content;
    const listed = (await kernel.ask("list_subshell_request", {}, control)).content.subshell_id;
    expect(listed).toEqual([subshell_id]);
    expect((await kernel.ask("delete_subshell_request", { subshell_id }, control)).content.status).toBe("ok");
    expect((await kernel.ask("usage_request", {}, control)).content.pid).toBe(kernel.child?.pid);
    const debug = { type: "request", seq: 1, command: "debugInfo", arguments: {} };
    expect((await kernel.ask("debug_request", debug, control)).content).toMatchObject({ type: "response" });
  },
  "cells of subshells interleave, each with its own output": async () => {
    const { subshell_id: subshell } = (await kernel.ask("create_subshell_request", {}, control)).content;
    await kernel.execute("let release; const gate = new Promise((r) => { release = r }); 0");
    const waits = kernel.send("execute_request", { code: 'console.log("a"); await gate; console.log("c")' });
    await kernel.until(() => printed(kernel.of(waits)).includes("a") || undefined);
    const opens = kernel.send("execute_request", { code: 'console.log("b"); release()' }, { subshell });
    expect(printed((await kernel.finished(opens)).outputs)).toBe("b\n");
    expect(printed((await kernel.finished(waits)).outputs)).toBe("a\nc\n");
    await kernel.ask("delete_subshell_request", { subshell_id: subshell }, control);
  },
  "control channel while `while(true){}`": answersWhileBusy,
  "heartbeat while busy": async () => expect(await whileBusy(() => kernel.heartbeat("ping"))).toBe("ping"),
  "3 000 `console.log` lines": async () => {
    const { outputs } = await kernel.execute("for (let i = 0; i < 3000; i++) console.log(i)");
    expect(printed(outputs).trimEnd().split("\n").length).toBe(3000);
    expect(outputs.at(-1)?.content.execution_state).toBe("idle");
  },
  "unhandled rejection / late throw": async () => {
    await kernel.execute("Promise.reject(1); setTimeout(() => { throw 2 })");
    expect(await result("'alive'")).toBe("'alive'");
  },
};

describe("every row of the comparison of JavaScript kernels", () => {
  test.each(Object.entries(rows))("%s", (_, check) => check());
});
