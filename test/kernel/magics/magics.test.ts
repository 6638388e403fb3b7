import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { Interpreter } from "#kernel/interpreter/interpreter.js";
import { createModuleLoader } from "#kernel/interpreter/modules/moduleLoader.js";
import type { MagicHost } from "#kernel/magics/magicHost.js";
import { doMagic } from "#kernel/magics/magics.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-magics-"));
let printed = "";
let errors = "";
let cells = 0;
const shown: unknown[] = [];
const payloads: unknown[] = [];
const interrupts = new Set<() => void>();

const host: MagicHost = {
  folder,
  move: async () => {},
  post: () => {},
  print: (text) => {
    printed += text;
  },
  printError: (text) => {
    errors += text;
  },
  show: (data) => shown.push(data),
  payload: (payload) => payloads.push(payload),
  run: (code) => cell(code),
  inspect: async (name, detail) => ({ found: name === "known", data: { "text/plain": `${name} ${detail}` } }),
  names: () => interpreter.names,
  onInterrupt(listener) {
    interrupts.add(listener);
    return () => interrupts.delete(listener);
  },
};
const interpreter = new Interpreter(createModuleLoader(folder, {}), (command, argument, body) =>
  doMagic(host, command as string, argument as string, body),
);

async function cell(code: string): Promise<unknown> {
  const result = await interpreter.execute(code, `magic ${++cells}`);
  if (result.status === "error") throw result.thrown;
  return result.value;
}

beforeEach(() => {
  printed = "";
  errors = "";
  shown.length = 0;
  payloads.length = 0;
});

test.each([
  ["%%html", "text/html"],
  ["%%markdown", "text/markdown"],
  ["%%svg", "image/svg+xml"],
  ["%%javascript", "application/javascript"],
])("%s shows the cell as %s", async (magic, mimeType) => {
  await cell(`${magic}\n<b>any \`text\`</b>`);
  expect(shown).toEqual([expect.objectContaining({ [mimeType]: "<b>any `text`</b>" })]);
});

test("a command prints what it prints, on both streams, and its failure ends nothing", async () => {
  await cell("!echo out && echo err >&2 && exit 3");
  expect(printed).toBe("out\n");
  expect(errors).toBe("err\nThe command ended with status 3.\n");
});

test("a shell cell runs as one script; its failure is the cell's", async () => {
  await cell("%%bash\nfor i in 1 2; do\n  echo $i\ndone");
  expect(printed).toBe("1\n2\n");
  await expect(cell("%%bash\nexit 4")).rejects.toThrow("status 4");
});

test("an interrupt ends a command and what it started", async () => {
  // Longer than a test may take.
  const running = cell("!sleep 600 | cat");
  await expect.poll(() => interrupts.size).toBe(1);
  for (const interrupt of interrupts) interrupt();
  await running;
  expect(errors).toContain("SIGTERM");
  expect(interrupts.size).toBe(0);
});

test("%time gives the value of what it timed", async () => {
  expect(await cell("%time 6 * 7")).toBe(42);
  expect(printed).toMatch(/^CPU [\d.e-]+ \S+, wall [\d.e-]+ (ns|µs|ms|s)\n$/);
});

test("%%time times the rest of the cell, whose declarations stay", async () => {
  expect(await cell("%%time\nconst timed: number = await Promise.resolve(5)\ntimed + 1")).toBe(6);
  expect(await cell("timed")).toBe(5);
});

test("an error in a timed cell has the line of the cell", async () => {
  const failed = await interpreter.execute("%%time\n\nnull.x", "failing");
  const error = interpreter.describe((failed as { thrown: unknown }).thrown, "failing");
  expect(error.traceback.join("\n")).toMatch(/:3:6/);
});

test("%timeit runs the code many times", async () => {
  await cell("let passes = 0");
  await cell("%timeit passes++");
  expect(printed).toMatch(/^[\d.]+ (ns|µs|ms) ± [\d.]+ (ns|µs|ms) a pass \(7 runs of \d+\)\n$/);
  const loops = Number(/of (\d+)/.exec(printed)![1]);
  // Before, it tries 1 pass, 10, 100 … to tell how many a run needs.
  expect(String(Number(await cell("passes")) - 7 * loops)).toMatch(/^1+$/);
});

test("%who lists what cells declared", async () => {
  await cell("const pixels = new Uint16Array(4); function measure() {}");
  await cell("%who");
  expect(printed).toMatch(/^pixels +Uint16Array\(4\)$/m);
  expect(printed).toMatch(/^measure +function$/m);
});

test("%env reads and sets variables", async () => {
  await cell("%env RONCHI_TEST_VARIABLE=some words");
  expect(process.env.RONCHI_TEST_VARIABLE).toBe("some words");
  await cell("%env RONCHI_TEST_VARIABLE");
  expect(printed).toBe("RONCHI_TEST_VARIABLE=some words\n".repeat(2));
});

test("%load puts a file in the place of the cell", async () => {
  writeFileSync(join(folder, "saved.ts"), "let loaded = 1");
  await cell(`%load ${join(folder, "saved.ts")}`);
  expect(payloads).toEqual([
    {
      source: "set_next_input",
      text: expect.stringMatching(/^\/\/ %load .*\nlet loaded = 1$/),
      replace: true,
    },
  ]);
  await expect(cell("%load nowhere.ts")).rejects.toThrow(/nowhere\.ts/);
});

test("a question opens the pager, for what is known", async () => {
  await cell("known??");
  expect(payloads).toEqual([{ source: "page", data: { "text/plain": "known 1" }, start: 0 }]);
  await cell("?unknown");
  expect(printed).toBe("Nothing is known of unknown.\n");
});

test("%npm installs beside the notebook what can be imported at once", async () => {
  const source = mkdtempSync(join(tmpdir(), "ronchi-package-"));
  writeFileSync(
    join(source, "package.json"),
    '{ "name": "from-a-folder", "version": "1.0.0", "type": "module", "main": "a.js" }',
  );
  writeFileSync(join(source, "a.js"), "export const installed = 9");
  await cell(`%npm install --no-audit --no-fund ${source}`);
  expect(readFileSync(join(folder, "package.json"), "utf8")).toContain("from-a-folder");
  expect(await cell("import { installed } from 'from-a-folder'; installed")).toBe(9);
  await expect(cell("%npm no-such-command")).rejects.toThrow("%npm no-such-command");
});

test("%pwd prints the current folder", async () => {
  await cell("%pwd");
  expect(printed).toBe(`${process.cwd()}\n`);
});

test("%%writefile writes the cell to a file, with -a behind what is there", async () => {
  const file = join(folder, "written.ts");
  await cell(`%%writefile ${file}\nexport const a = 1;\n`);
  await cell(`%%writefile -a ${file}\nexport const b = 2;\n`);
  expect(readFileSync(file, "utf8")).toBe("export const a = 1;\nexport const b = 2;\n");
  expect(printed).toBe(`Writing ${file}\nAppending to ${file}\n`);
});

test.each(["%matplotlib inline", "%%cython\nx"])("%s, which is not there, says so", async (code) => {
  await expect(cell(code)).rejects.toThrow("%lsmagic");
});

test("%lsmagic lists them", async () => {
  await cell("%lsmagic");
  for (const name of ["%npm", "%%html", "%timeit", "!command", "name?"]) expect(printed).toContain(name);
});
