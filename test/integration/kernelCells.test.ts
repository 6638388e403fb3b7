import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelClient, ofType, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

describe("execute", () => {
  test("publishes busy, input, result and idle, in this order, and replies with the same count", async () => {
    const { reply, outputs } = await kernel.execute("const n: number = 20; n * 2 + 2");
    expect(outputs.map((m) => m.header.msg_type)).toEqual([
      "status",
      "execute_input",
      "execute_result",
      "status",
    ]);
    expect(resultText(outputs)).toBe("42");
    expect(reply.content).toMatchObject({ status: "ok", user_expressions: {} });
    const counts = ["execute_input", "execute_result"].map(
      (t) => ofType(outputs, t)[0]?.content.execution_count,
    );
    expect(counts).toEqual([reply.content.execution_count, reply.content.execution_count]);
  });

  test("gives no result for undefined", async () => {
    const { outputs } = await kernel.execute("let nothing: string | undefined; nothing");
    expect(ofType(outputs, "execute_result")).toEqual([]);
  });

  test.each(["%pwd", "%lsmagic"])("%s prints, and has no value", async (magic) => {
    const { outputs } = await kernel.execute(magic);
    expect(ofType(outputs, "stream")).not.toEqual([]);
    expect(ofType(outputs, "execute_result")).toEqual([]);
  });

  test("keeps stdout and stderr apart and before the result", async () => {
    const { outputs } = await kernel.execute('console.log("out"); console.error("err"); "value"');
    expect([printed(outputs), printed(outputs, "stderr")]).toEqual(["out\n", "err\n"]);
    expect(outputs.at(-2)?.header.msg_type).toBe("execute_result");
  });

  test("silent publishes nothing but status and does not count", async () => {
    const before = (await kernel.execute("0")).reply.content.execution_count;
    const { reply, outputs } = await kernel.execute('console.log("x"); 5', { silent: true });
    expect(reply.content.status).toBe("ok");
    expect(outputs.every((m) => m.header.msg_type === "status")).toBe(true);
    expect((await kernel.execute("0")).reply.content.execution_count).toBe(before + 1);
  });

  test("an error names the line and column of the cell and shows the code", async () => {
    const { reply, outputs } = await kernel.execute(
      "interface Known { a: number }\nfunction fails(known: Known): void {\n  null!.x;\n}\nfails({ a: 1 })",
    );
    const [error] = ofType(outputs, "error");
    const at = `In[${reply.content.execution_count}]`;
    expect(reply.content).toMatchObject({ status: "error", ename: "TypeError" });
    expect(error?.content.traceback).toEqual(reply.content.traceback);
    const text = stripVTControlCharacters(error?.content.traceback.join("\n"));
    expect(text).toContain(`${at}:3:9\n  1 | interface Known`);
    expect(text).toContain("> 3 |   null!.x;\n              ^");
    expect(text).toContain(`at fails (${at}:3:9)`);
    expect(text).toContain(`at ${at}:5:1`);
    expect(text).not.toContain("dist/kernel");
  });

  test("a syntax error has its place and runs nothing of the cell", async () => {
    const { reply } = await kernel.execute("globalThis.touched = true;\nconst = 4");
    expect(reply.content.ename).toBe("SyntaxError");
    expect(reply.content.traceback.join("\n")).toContain(":2:7");
    expect(resultText((await kernel.execute("globalThis.touched === undefined")).outputs)).toBe("true");
  });

  test("a RonchiError shows its sentence without frames of the library", async () => {
    const { reply } = await kernel.execute('import { open } from "ronchi";\nawait open("missing.h5")');
    const text = reply.content.traceback.join("\n");
    expect(reply.content.ename).toBe("RonchiError");
    expect(text).toContain("missing.h5: found");
    expect(text).toContain("In[");
    expect(text).not.toContain("dist/core");
  });

  test("cells that wait behind a failing one are aborted, later ones run", async () => {
    const ids = await kernel.queueBehindFailure(["1", "2"], { stop_on_error: true });
    const replies = await Promise.all(ids.map((id) => kernel.replyTo(id)));
    expect(replies.map((reply) => reply.content.status)).toEqual(["error", "aborted", "aborted"]);
    await Promise.all(ids.map((id) => kernel.idle(id)));
    expect((await kernel.execute("3")).reply.content.status).toBe("ok");
  });

  test("100,000 printed lines all arrive, in few messages, and idle is last", async () => {
    const { outputs } = await kernel.execute("for (let i = 0; i < 100_000; i++) console.log(i)");
    const lines = printed(outputs).trimEnd().split("\n");
    expect(lines.length).toBe(100_000);
    expect(lines.every((line, i) => line === String(i))).toBe(true);
    // One in 10 ms at the most: how many that are depends on the machine.
    expect(ofType(outputs, "stream").length).toBeLessThan(lines.length / 10);
    expect(outputs.at(-1)?.content.execution_state).toBe("idle");
  });

  test("late output goes to the cell that started it, also while another one runs", async () => {
    const first = await kernel.execute(`let release;
const gate = new Promise((done) => { release = done });
const late = new Promise((done) => setTimeout(async () => { await gate; console.log("late"); done() })); 0`);
    const second = await kernel.execute('release(); await late; console.log("second")');
    expect(printed(second.outputs)).toBe("second\n");
    const id = first.reply.parent.msg_id as string;
    expect(printed(kernel.of(id))).toBe("late\n");
  });

  test("unhandled rejections and errors in timers are printed and the kernel lives", async () => {
    const { reply } = await kernel.execute(
      'Promise.reject(new Error("rejected")); setTimeout(() => { throw new Error("thrown") }, 1); 0',
    );
    const id = reply.parent.msg_id as string;
    await kernel.until(() => printed(kernel.of(id), "stderr").includes("thrown") || undefined);
    expect(printed(kernel.of(id), "stderr")).toContain("rejected");
    expect(resultText((await kernel.execute("1")).outputs)).toBe("1");
  });
});

describe("modules", () => {
  test("npm packages, CommonJS, JSON and files resolve from the notebook's folder", async () => {
    const { folder } = kernel.files;
    writePackage(folder, "esm-only", { type: "module", exports: "./index.js" }, "export const kind = 'esm';");
    writePackage(folder, "commonjs", { main: "./index.js" }, "module.exports = { kind: 'cjs' };");
    writeFileSync(join(folder, "table.json"), '{"kind":"json"}');
    writeFileSync(join(folder, "beside.mjs"), "export default 'file';");
    const { reply, outputs } = await kernel.execute(`import { kind } from "esm-only";
import common, { type Unused } from "commonjs";
import table from "./table.json" with { type: "json" };
import beside from "./beside.mjs";
import { basename } from "node:path";
import * as again from "esm-only";
[kind, common.kind, table.kind, beside, basename("/a/b"), again.kind].join()`);
    expect(reply.content.traceback).toBeUndefined();
    expect(resultText(outputs)).toBe("'esm,cjs,json,file,b,esm'");
  });

  test("ronchi is the running kernel's own module, the same for static and dynamic import", async () => {
    const { outputs } = await kernel.execute(
      'import { RonchiError } from "ronchi"; (await import("ronchi")).RonchiError === RonchiError',
    );
    expect(resultText(outputs)).toBe("true");
  });

  test("a missing export is an error that names it", async () => {
    const { reply } = await kernel.execute('import { anulus } from "ronchi"; anulus');
    expect(reply.content).toMatchObject({ ename: "SyntaxError" });
    expect(reply.content.evalue).toContain('"ronchi" has no export named "anulus"');
  });
});

describe("display", () => {
  test("Jupyter.display objects, sync and async, show their own bundle", async () => {
    const { outputs } = await kernel.execute(`const show = Symbol.for("Jupyter.display");
display({ [show]: () => ({ "text/plain": "plain", "text/html": "<b>plain</b>" }) });
await display({ [show]: async () => ({ "text/plain": "later" }) });
({ [show]: async () => ({ "text/plain": "result" }) })`);
    expect(ofType(outputs, "display_data").map((m) => m.content.data)).toEqual([
      { "text/plain": "plain", "text/html": "<b>plain</b>" },
      { "text/plain": "later" },
    ]);
    expect(resultText(outputs)).toBe("result");
  });

  test("a slice shows a picture and one line of text", async () => {
    const { outputs } = await kernel.execute(`({ kind: "RealSlice", name: "bf", unit: "counts", shape: [4, 4],
  data: Uint32Array.from({ length: 16 }, (_, i) => i), calibration: { scanStep: [2, 2] },
  provenance: { operation: "test", parameters: {}, inputs: [], version: "0" }, overflow: { pixels: 0, frames: 0 } })`);
    const { data } = ofType(outputs, "execute_result")[0]!.content;
    expect(data["text/plain"]).toBe('RealSlice "bf", 4 × 4 uint32, 0 to 15 counts, scan step 2 Å');
    expect(Buffer.from(data["image/png"], "base64").subarray(1, 4).toString()).toBe("PNG");
  });

  test("a handle replaces what is shown, also from a timer of an earlier cell and from a later cell", async () => {
    const { reply, outputs } = await kernel.execute(`const shown = await display("one");
await shown.update("two");
setTimeout(() => shown.update("three"), 50);`);
    const [first] = ofType(outputs, "display_data");
    const id = reply.parent.msg_id as string;
    const updates = () => ofType(kernel.of(id), "update_display_data");
    await kernel.until(() => updates().length === 2 || undefined);
    const later = ofType((await kernel.execute("await shown.update('four')")).outputs, "update_display_data");
    const all = [first!, ...updates(), ...later];
    expect(all.map((m) => m.content.data["text/plain"])).toEqual(["'one'", "'two'", "'three'", "'four'"]);
    expect(first?.content.transient.display_id).toBeTypeOf("string");
    for (const { content } of all) expect(content.transient).toEqual(first?.content.transient);
  });

  test("display as the last line of a cell shows its value and no handle", async () => {
    for (const code of ["display(1)", "await display(1)"]) {
      const { outputs } = await kernel.execute(code);
      expect(ofType(outputs, "display_data").length).toBe(1);
      expect(ofType(outputs, "execute_result")).toEqual([]);
    }
  });
});

function writePackage(folder: string, name: string, fields: object, code: string): void {
  const at = join(folder, "node_modules", name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", ...fields }));
  writeFileSync(join(at, "index.js"), code);
}
