// biome-ignore-all lint/suspicious/noTemplateCurlyInString: parameters hold what a template of TypeScript would read.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kernelspecEnvironment } from "./kernelspec.js";
import { findLabPython } from "./lab/server.js";

const python = pythonWithPapermill();
const folder = mkdtempSync(join(tmpdir(), "ronchi-papermill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parameters = `const radius: number = 2; // of the disk, px
let label = "a";
const shape: [number, number] = [4, 4];
const from = "https://example.org/a.npy"; // where it's from`;

const notebook = {
  cells: [
    codeCell(parameters, ["parameters"]),
    codeCell("JSON.stringify({ radius, label, shape, limits })"),
    codeCell("typeof missing + radius.toFixed(1)"),
  ],
  metadata: { kernelspec: { display_name: "TypeScript (Ronchi)", language: "typescript", name: "ronchi" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe.skipIf(python === undefined)("papermill", () => {
  test("parameters of the command line take the place of the notebook's", () => {
    writeFileSync(join(folder, "in.ipynb"), JSON.stringify(notebook));
    writeFileSync(join(folder, "more.yaml"), `shape: [8, 16]\nlimits: {low: -1, none: null, wide: true}\n`);
    papermill(
      "-p",
      "radius",
      "3.5",
      "-p",
      "label",
      'a "b" \\ `${c}` 😀',
      "-f",
      "more.yaml",
      "in.ipynb",
      "out.ipynb",
    );
    const { cells } = JSON.parse(readFileSync(join(folder, "out.ipynb"), "utf8"));
    const [text, types] = cells
      .slice(2)
      .map((cell: { outputs: Output[] }) => cell.outputs[0]?.data["text/plain"]);
    const limits = { low: -1, none: null, wide: true };
    const expected = { radius: 3.5, label: 'a "b" \\ `${c}` 😀', shape: [8, 16], limits };
    expect(JSON.parse(evaluate(text.join("")))).toEqual(expected);
    expect(evaluate(types.join(""))).toBe("undefined3.5");
  });

  test("the notebook's parameters are listed with type, default and comment", () => {
    const told = papermill("--help-notebook", "in.ipynb");
    expect(told).toMatch(/radius: number \(default 2\)\s+of the disk, px/);
    expect(told).toContain('label: Unknown type (default "a")');
    expect(told).toContain("shape: [number, number] (default [4, 4])");
    expect(told).toMatch(/from: Unknown type \(default "https:\/\/example\.org\/a\.npy"\)\s+where it's from/);
  });
});

interface Output {
  readonly data: Readonly<Record<string, readonly string[]>>;
}

function codeCell(source: string, tags: readonly string[] = []) {
  return {
    cell_type: "code",
    id: `c${source.length}`,
    metadata: { tags },
    execution_count: null,
    outputs: [],
    source,
  };
}

/** The string that util.inspect wrote. */
function evaluate(literal: string): string {
  return new Function(`return ${literal}`)() as string;
}

function papermill(...args: string[]): string {
  const options = { cwd: folder, encoding: "utf8", env: kernelspecEnvironment() } as const;
  const { status, stdout, stderr } = spawnSync(python!, ["-m", "papermill", ...args], options);
  if (status !== 0) throw new Error(`papermill ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** papermill finds our parameters by the installed wheel. */
function pythonWithPapermill(): string | undefined {
  const found = findLabPython();
  if (found === undefined) return undefined;
  const { status } = spawnSync(found, ["-c", "import papermill, ronchi.papermill_engine"]);
  if (status === 0) return found;
  console.warn(`${found} has no papermill, or not our newest wheel: its test is skipped. Run \`npm test\`.`);
  return undefined;
}
