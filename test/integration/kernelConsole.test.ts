import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
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

test.each([
  ["execSync", 'execSync("echo out; echo err >&2", { stdio: "inherit" })', "null"],
  ["spawnSync", 'spawnSync("sh", ["-c", "echo out; echo err >&2"], { stdio: "inherit" }).status', "0"],
  [
    "a failing execFileSync",
    'try { execFileSync("sh", ["-c", "echo out; echo err >&2; exit 3"], { stdio: "inherit" }) } catch (e) { e.status }',
    undefined,
  ],
  [
    "spawn",
    'await once(spawn("sh", ["-c", "echo out; echo err >&2"], { stdio: ["ignore", 1, process.stderr] }), "close")',
    "[ 0, null ]",
  ],
  ["fork", 'await once(fork("child.cjs"), "close")', "[ 0, null ]"],
])("what a child process inherits as output is the cell's: %s", async (_, code, value) => {
  writeFileSync(join(kernel.files.folder, "child.cjs"), 'console.log("out"); console.error("err");');
  const imports =
    'import { execFileSync, execSync, fork, spawn, spawnSync } from "node:child_process";\nimport { once } from "node:events";\n';
  const { outputs } = await kernel.execute(imports + code);
  expect(printed(outputs)).toBe("out\n");
  expect(printed(outputs, "stderr")).toBe("err\n");
  expect(resultText(outputs)).toBe(value);
});

test("a cell that is terminated in the time of a synchronous child leaves no files behind", async () => {
  // The folder for temporary files of the kernel and its children.
  const folder = join(kernel.files.folder, "temporary");
  mkdirSync(folder);
  const id = kernel.send("execute_request", {
    code: `process.env.TMPDIR = ${JSON.stringify(folder)};
import { execSync } from "node:child_process";
for (;;) execSync("echo began; sleep 0.02", { stdio: "inherit" });`,
  });
  await kernel.until(() => ofType(kernel.of(id), "stream")[0]);
  await kernel.ask("interrupt_request", {}, { socket: "control" });
  expect((await kernel.finished(id)).reply.content).toMatchObject({ ename: "Interrupted" });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["a static import", '  import { a } from "./missing.ts";'],
  ["a dynamic import", '  await import("./missing.ts")'],
  ["a module that throws", '  import "./throws.ts"'],
])("the line of an import that fails is named: %s", async (_, code) => {
  writeFileSync(
    join(kernel.files.folder, "throws.ts"),
    "const a: number = 1;\nthrow new Error('at load');\n",
  );
  const { reply } = await kernel.execute(`1;\n${code}`);
  const text = stripVTControlCharacters(reply.content.traceback.join("\n"));
  expect(text).toMatch(/^In\[\d+\]:2:\d+$/m);
  expect(text).toContain(`> 2 | ${code}`);
  expect(text).not.toContain("dist/kernel");
});

test("a child's piped output stays its caller's", async () => {
  const { outputs } = await kernel.execute(
    'execSync("echo out").toString() + spawnSync("echo", ["two"]).stdout',
  );
  expect(resultText(outputs)).toBe("'out\\ntwo\\n'");
});

test("modules on a server are imported, TypeScript and relative imports included", async () => {
  const files: Record<string, string> = {
    "/mod.ts": 'import { two } from "./part.js"; export const four: number = two + 2;',
    "/part.js": "export const two = 2;",
  };
  const server = createServer(({ url = "" }, response) => {
    response.statusCode = url in files ? 200 : 404;
    response.end(files[url]);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { outputs } = await kernel.execute(`import { four } from "${address}/mod.ts"; four`);
  const missing = await kernel.execute(`await import("${address}/none.js")`);
  server.close();
  expect(resultText(outputs)).toBe("4");
  expect(printed(outputs, "stderr")).toBe("");
  expect(missing.reply.content.evalue).toContain("/none.js: the server answered 404");
});
