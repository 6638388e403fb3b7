import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import * as ipywidgets from "#kernel/api/ipywidgets.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { writeWidgets } = await import(join(root, "tools/generateWidgets.mjs"));
const folder = mkdtempSync(join(tmpdir(), "ronchi-generated-"));
afterAll(() => rmSync(folder, { recursive: true }));

const contentsOf = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]));

test("the classes in the repository are those that the schema describes", () => {
  writeWidgets(folder);
  expect(contentsOf(folder)).toEqual(contentsOf(join(root, "kernel/ipywidgets/generated")));
});

test("every model of ipywidgets' packages has a class that cells can import", () => {
  const schema = join(root, "node_modules/@jupyter-widgets/schema/jupyterwidgetmodels.latest.json");
  const renamed: Record<string, string> = {
    Datetime: "DatetimePicker",
    NaiveDatetime: "NaiveDatetimePicker",
    Time: "TimePicker",
  };
  const names = (JSON.parse(readFileSync(schema, "utf8")) as { model: { name: string } }[])
    .map(({ model }) => model.name.replace(/Model$/, ""))
    .filter((name) => name !== "DOMWidget")
    .map((name) => renamed[name] ?? name);
  expect(names.length).toBeGreaterThan(60);
  expect(Object.keys(ipywidgets)).toEqual(expect.arrayContaining(names));
});
