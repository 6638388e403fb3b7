import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterAll, describe, expect, it } from "vitest";
import { kernelspecEnvironment } from "./kernelspec.js";
import { findLabPython } from "./lab/server.js";

const python = findLabPython();
const fixtures = new URL("../fixtures/notebooks/", import.meta.url);
const dot = Buffer.from(encode({ width: 1, height: 1, data: new Uint8Array([0]), channels: 1 }));

/** Runs a notebook by nbclient and prints its outputs by cell. */
const program = `
import json, sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="ronchi", resources={"metadata": {"path": "."}}).execute()
nbformat.validate(notebook)
print(json.dumps({cell.id: cell.outputs for cell in notebook.cells}))
`;

/** What tslab 1.0.22 and Deno 2.9 document for these calls: mime type and content of each output. */
const expected: Readonly<Record<string, Readonly<Record<string, readonly object[]>>>> = {
  tslab: {
    versions: [{ name: "stdout", text: "tslab,typescript,node\n" }],
    html: [{ data: { "text/html": "<b>bold</b>" } }],
    markdown: [{ data: { "text/markdown": "*text*" } }],
    png: [{ data: { "image/png": dot.toString("base64") } }],
    progress: [{ data: { "text/plain": "100 %" } }],
    raw: [{ data: { "application/json": '{"a":1}' } }],
    module: [],
    use: [{ data: { "text/plain": "9" } }],
    require: [{ data: { "text/plain": "'b.txt'" } }],
    jsx: [{ data: { "text/plain": "'p: paragraph'" } }],
    browser: [],
    sleep: [{ data: { "text/plain": "'awake'" } }],
  },
  deno: {
    html: [{ data: { "text/html": "<b>bold</b>" } }],
    md: [{ data: { "text/markdown": "# 2" } }],
    svg: [{ data: { "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"/>' } }],
    image: [{ data: { "image/png": dot.toString("base64") } }],
    raw: [{ data: { "text/plain": "plain", "text/html": "<i>rich</i>" } }],
    own: [{ data: { "text/plain": "own", "application/json": { a: 1 } } }],
    update: [{ data: { "text/html": "second" } }],
    broadcast: [{ data: { "text/plain": "sent again" } }],
    node: [{ data: { "text/plain": "'b.txt'" } }],
    await: [{ data: { "text/plain": "42" } }],
    files: [{ data: { "text/plain": "'written.txtof the notebook'" } }],
    errors: [{ text: "true false\n" }],
    system: [{ data: { "text/plain": "'4,true,0'" } }],
    messages: [{ text: "streamed" }],
    package: [{ data: { "text/plain": "13" } }],
    element: [{ data: { "text/plain": "<svg/>", "image/svg+xml": "<svg/>" } }],
    chart: [{ data: { "application/vnd.vegalite.v5+json": { mark: "bar" } } }],
    canvas: [{ data: { "image/png": "AAAA" } }],
    bytes: [{ data: { "image/png": dot.toString("base64") } }],
  },
};

/** A package as npm leaves it beside the notebooks. */
function writePackage(name: string, file: string, code: string): void {
  const at = join(folder, "node_modules", name);
  mkdirSync(at, { recursive: true });
  writeFileSync(
    join(at, "package.json"),
    JSON.stringify({ name, exports: { ".": "./index.js", "./part": "./part.js" } }),
  );
  writeFileSync(join(at, file), code);
}

const folder = mkdtempSync(join(tmpdir(), "ronchi-compat-"));

describe.skipIf(python === undefined)("notebooks of other kernels run unchanged", () => {
  cpSync(fixtures, folder, { recursive: true });
  writeFileSync(join(folder, "dot.png"), dot);
  writePackage("twice", "part.js", "exports.twice = (n) => 2 * n;");
  writePackage("@scope/thrice", "index.js", "exports.thrice = (n) => 3 * n;");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.keys(expected))("a notebook written for %s, driven by nbclient", (name) => {
    const printed = execFileSync(python!, ["-c", program, `${name}.ipynb`], {
      cwd: folder,
      env: kernelspecEnvironment(),
      encoding: "utf8",
    });
    const outputs = JSON.parse(printed.trimEnd().split("\n").at(-1)!);
    expect(outputs).toMatchObject(expected[name]!);
  });
});
