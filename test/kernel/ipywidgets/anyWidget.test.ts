import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AnyWidget, IntSlider } from "#kernel/api/ipywidgets.js";
import { RecordedHost } from "./recordedHost.js";

let host: RecordedHost;
let folder: string;
beforeEach(() => {
  host = new RecordedHost();
  folder = mkdtempSync(join(tmpdir(), "ronchi-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const invoke = (name: string) => ({ kind: "anywidget-command", id: "call-1", name, msg: 3 });

test("a command may take its time; its answer goes to the call that asked", async () => {
  const widget = new AnyWidget({ _esm: "" });
  widget.command("double", async (value: number) => ({ response: value * 2 }));
  host.custom(widget, invoke("double"));
  const answer = { id: "call-1", kind: "anywidget-command-response", response: 6 };
  await expect.poll(() => host.sent.at(-1)).toMatchObject({ data: { content: answer } });
});

test("a command that nobody has defined is an error that names those that are", () => {
  const widget = new AnyWidget({ _esm: "" }).command("double", () => ({ response: 0 }));
  expect(() => host.custom(widget, invoke("treble"))).toThrow(/"treble"; expected double/);
});

test("a module may be a file, by its URL or its path", () => {
  const [module, style] = [join(folder, "view.js"), join(folder, "view.css")];
  writeFileSync(module, "export default {}");
  writeFileSync(style, "p {}");
  const widget = new AnyWidget({ _esm: pathToFileURL(module), _css: style });
  expect([widget.get("_esm" as never), widget.get("_css" as never)]).toEqual(["export default {}", "p {}"]);
  expect(() => new AnyWidget({ _esm: join(folder, "missing.js") })).toThrow(/ENOENT/);
  const address = "https://esm.sh/view.js";
  expect(new AnyWidget({ _esm: address }).get("_esm" as never)).toBe(address);
});

test("while ANYWIDGET_HMR is 1 pages get what is written to the file, until the widget is closed", async () => {
  vi.stubEnv("ANYWIDGET_HMR", "1");
  const module = join(folder, "view.js");
  writeFileSync(module, "export default { first: 1 }");
  const widget = new AnyWidget({ _esm: module });
  const update = { method: "update", state: { _esm: "export default { second: 2 }" } };
  // Written again and again: only what comes after the first look at the file is a change.
  const written = () => {
    writeFileSync(module, "export default { second: 2 }");
    return host.sent.at(-1);
  };
  await expect.poll(written, { interval: 500 }).toMatchObject({ data: update });
  widget.close();
});

test("widgets inside a trait cross as references, and what the page sends of them are the widgets again", () => {
  const [slider, other] = [new IntSlider(), { id: "a row of a table" }];
  const panel = new AnyWidget({ _esm: "", controls: { list: [slider], other } as Record<string, unknown> });
  const reference = `anywidget:${slider.id}`;
  expect(panel.state().controls).toEqual({ list: [reference], other });
  host.page(panel, { controls: { first: reference, gone: "anywidget:nobody" } });
  expect(panel.controls).toEqual({ first: slider, gone: "anywidget:nobody" });
  expect(panel.controls.first).toBe(slider);
});

test("a trait that a method has the name of is reached by get and set, and the method stays", () => {
  const widget = new AnyWidget({ _esm: "", state: "ready", close: 3 });
  expect([widget.get("state"), widget.get("close")]).toEqual(["ready", 3]);
  widget.set("state", "done");
  expect(host.sent.at(-1)).toMatchObject({ data: { state: { state: "done" } } });
  expect(() => widget.addTraits({ state: 1 })).toThrow(/AnyWidget.state/);
});
