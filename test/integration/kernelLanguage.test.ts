import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type KernelClient, printed, resultText, startKernel } from "./kernelClient.js";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel?.stop());

/** Asks with the cursor (in code points) at `|`; the reply's content. */
async function askAt(msgType: string, marked: string, more: object = {}) {
  const [before = "", after = ""] = marked.split("|");
  const content = { code: before + after, cursor_pos: Array.from(before).length, ...more };
  const id = kernel.send(msgType, content);
  const reply = await kernel.replyTo(id);
  await kernel.idle(id);
  return reply.content;
}

describe("language requests", () => {
  test("completion follows the type of a value that an earlier cell made", async () => {
    await kernel.execute("const detector = { radius: 22, centre: [1, 2] };");
    const reply = await askAt("complete_request", "detector.|");
    expect(reply).toMatchObject({
      status: "ok",
      matches: ["centre", "radius"],
      cursor_start: 9,
      cursor_end: 9,
    });
    expect(reply.metadata._jupyter_types_experimental[1]).toMatchObject({ text: "radius", type: "property" });
  });

  test("positions are code points", async () => {
    const reply = await askAt("complete_request", '"😀"; detector.cen|');
    expect(reply).toMatchObject({ matches: ["centre"], cursor_start: 14, cursor_end: 17 });
  });

  test("virtualImages is described", async () => {
    await kernel.execute('import { virtualImages } from "ronchi";');
    const reply = await askAt("inspect_request", "virtualImages|", { detail_level: 0 });
    expect(reply.found).toBe(true);
    expect(reply.data["text/plain"]).toMatch(/virtualImages.*\(.*Promise</s);
    expect(reply.data["text/markdown"]).toContain("```typescript");
  });

  test("where types say nothing, completion follows the value, and changes nothing", async () => {
    const json = '{"rows":[{"alpha":1,"with space":2}],"total":3}';
    await kernel.execute(`const loaded = JSON.parse('${json}');`);
    await kernel.execute(
      "let looks = 0; const careful: any = { plain: 1, get costly() { return ++looks } };",
    );
    const matches = async (marked: string) => (await askAt("complete_request", marked)).matches;
    expect(await askAt("complete_request", '"😀"; loaded.to|')).toMatchObject({
      ...{ matches: ["total"], cursor_start: 12, cursor_end: 14 },
    });
    expect(await matches("f(loaded.rows[0]?.|)")).toEqual(["alpha"]);
    expect(await matches("loaded.rows[0]['|']")).toEqual(["alpha", "with space"]);
    expect(await matches("loaded.rows.fla|")).toEqual(["flat", "flatMap"]);
    expect(await matches("careful.|")).toEqual(["plain", "costly"]);
    expect(await matches("careful.costly.|")).toEqual([]);
    expect(resultText((await kernel.execute("looks")).outputs)).toBe("0");
  });

  test("completing and inspecting nothing have whole replies", async () => {
    expect(await askAt("complete_request", "nowhere.|")).toEqual({
      ...{ status: "ok", matches: [], cursor_start: 8, cursor_end: 8 },
      metadata: { _jupyter_types_experimental: [] },
    });
    expect(await askAt("inspect_request", "nowhere|")).toMatchObject({
      status: "ok",
      found: false,
      data: {},
    });
  });

  test("completion never runs what it completes", async () => {
    await kernel.execute("let calls = 0; const counted = () => ({ n: ++calls });");
    expect((await askAt("complete_request", "counted().|")).matches).toEqual(["n"]);
    expect(resultText((await kernel.execute("calls")).outputs)).toBe("0");
  });

  test("completion, inspection and is_complete answer while a cell loops for ever", async () => {
    const endless = kernel.send("execute_request", { code: "const during = { here: 1 };\nwhile (true) {}" });
    await kernel.until(() => kernel.of(endless).find((m) => m.header.msg_type === "execute_input"));
    expect((await askAt("complete_request", "during.|")).matches).toEqual(["here"]);
    expect((await askAt("inspect_request", "during|")).found).toBe(true);
    expect(await askAt("is_complete_request", "if (a) {|")).toEqual({ status: "incomplete", indent: "  " });
    expect(kernel.replies.some((m) => m.parent.msg_id === endless)).toBe(false);
    kernel.send("interrupt_request", {}, { socket: "control" });
    const { reply } = await kernel.finished(endless);
    expect(reply.content.ename).toBe("Interrupted");
  });

  test("completion answers after three hundred declarations", async () => {
    for (let i = 0; i < 300; i++) await kernel.execute(`let many${i} = { value: ${i} };`);
    expect((await askAt("complete_request", "many299.|")).matches).toEqual(["value"]);
  });
});

test("%cd moves the folder from which imports, require and types resolve, for the cells that follow", async () => {
  const { folder } = kernel.files;
  const part = (name: string, value: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "part.ts"), `export const part = { ${name}: ${value} };\n`);
    writeFileSync(join(folder, name, "part.cjs"), `module.exports = "${name}";\n`);
  };
  part("first", "1");
  part("second", "'two'");
  const use =
    'import { part } from "./part.ts"; const own = part; [part, require("./part.cjs"), import.meta.dirname]';
  await kernel.execute("%cd first\nlet before = { kept: 1 };");
  const first = await kernel.execute(use, { allow_stdin: false });
  expect(resultText(first.outputs)).toContain("[ { first: 1 }, 'first',");
  expect((await askAt("complete_request", "own.|")).matches).toEqual(["first"]);
  await kernel.execute("%cd ../second");
  const second = await kernel.execute(use.replace("own", "other"), { allow_stdin: false });
  expect(resultText(second.outputs)).toContain("[ { second: 'two' }, 'second',");
  expect(printed([...first.outputs, ...second.outputs], "stderr")).toBe("");
  expect((await askAt("complete_request", "other.|")).matches).toEqual(["second"]);
  expect((await askAt("complete_request", "own.|")).matches).toEqual(["first"]);
  expect((await askAt("complete_request", "before.|")).matches).toEqual(["kept"]);
  const id = kernel.send("execute_request", { code: "own.second; before.lost" });
  const twice = () => printed(kernel.of(id), "stderr").match(/TS2339/g)?.length === 2 || undefined;
  await kernel.until(twice);
  await kernel.execute("%cd ..");
});

describe("type checks", () => {
  const wrong =
    'import { circle } from "ronchi";\nconst wrongCall = circle({ radius: "22" });\nwrongCall.kind';
  const told = /In\[\d+\]:2:28 TS2322: Type 'string' is not assignable to type 'number'\./;

  test("warn is where a kernel starts: the cell runs, the error is shown with its line", async () => {
    const id = kernel.send("execute_request", { code: wrong });
    const { reply } = await kernel.finished(id);
    expect(reply.content.status).toBe("ok");
    const text = await kernel.until(() => printed(kernel.of(id), "stderr") || undefined);
    expect(text).toMatch(told);
    expect(text).toContain('> 2 | const wrongCall = circle({ radius: "22" });');
    expect(text).toContain("%typecheck warn");
  });

  test("warn is told before idle where nobody can be asked, as under nbclient", async () => {
    // Idle waits three seconds at most, in which a busy machine may not have got to the check.
    await vi.waitFor(async () => {
      const { outputs } = await kernel.execute(wrong, { allow_stdin: false });
      expect(printed(outputs, "stderr")).toMatch(told);
    }, 60_000);
  });

  test("strict: the cell does not run", async () => {
    const { outputs } = await kernel.execute("%typecheck strict\nlet ranWrong = false;");
    expect(printed(outputs)).toBe("%typecheck strict: A cell with type errors does not run.\n");
    const { reply } = await kernel.execute(`ranWrong = true;\n${wrong}`);
    expect(reply.content).toMatchObject({ status: "error", ename: "TypeCheckError" });
    expect(reply.content.evalue).toContain("the cell did not run");
    expect(resultText((await kernel.execute("ranWrong")).outputs)).toBe("false");
  });

  test("off: nothing is said", async () => {
    await kernel.execute("%typecheck off");
    const { reply, outputs } = await kernel.execute("const off: number = 'text';");
    expect(reply.content.status).toBe("ok");
    await askAt("inspect_request", "off|");
    expect(printed(outputs, "stderr")).toBe("");
    await kernel.execute("%typecheck warn");
  });

  test("an unknown mode is an error that names the modes", async () => {
    const { reply } = await kernel.execute("%typecheck pedantic");
    expect(reply.content.ename).toBe("RonchiError");
    expect(reply.content.evalue).toContain("off, warn, strict");
  });
});

describe("a kernel whose language worker was never needed", () => {
  test("starts it while a cell loops for ever", async () => {
    const fresh = await startKernel();
    try {
      const id = fresh.send("execute_request", { code: "while (true) {}" });
      await fresh.until(() => fresh.of(id).find((m) => m.header.msg_type === "execute_input"));
      const reply = await fresh.ask("complete_request", { code: "Math.PI", cursor_pos: 7 });
      expect(reply.content.matches).toEqual(["PI"]);
    } finally {
      fresh.stop();
    }
  });
});
