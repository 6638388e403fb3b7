import { beforeEach, describe, expect, test } from "vitest";
import { RonchiError } from "#core/errors.js";
import {
  AnyWidget,
  Button,
  Controller,
  ControllerButton,
  DatePicker,
  Dropdown,
  HBox,
  Image,
  IntRangeSlider,
  IntSlider,
  IntsInput,
  jsdlink,
  jslink,
  Layout,
  link,
  SelectionSlider,
  SelectMultiple,
  Tab,
  TimePicker,
} from "#kernel/api/ipywidgets.js";
import { adoptWidget } from "#kernel/ipywidgets/adopt.js";
import { RecordedHost } from "./recordedHost.js";

let host: RecordedHost;
beforeEach(() => {
  host = new RecordedHost();
});

/** Values of types that TypeScript would refuse, as a cell with wrong types gives them. */
// biome-ignore lint/suspicious/noExplicitAny: wrong on purpose.
const wrong = (value: unknown): any => value;

describe("a value that a trait cannot have", () => {
  test.each<[string, () => unknown]>([
    ["IntSlider.value", () => new IntSlider({ value: wrong("3") })],
    ["IntSlider.value", () => new IntSlider({ value: Number.NaN })],
    ["IntSlider.readout", () => new IntSlider({ readout: wrong(1) })],
    ["IntSlider.orientation", () => new IntSlider({ orientation: wrong("diagonal") })],
    ["IntSlider.readout_format", () => new IntSlider({ readout_format: "two digits" })],
    ["IntSlider.min", () => new IntSlider({ min: 200 })],
    ["IntSlider.colour", () => new IntSlider(wrong({ colour: "red" }))],
    ["IntSlider.layout", () => new IntSlider({ layout: wrong("wide") })],
    ["Layout.visibility", () => new Layout({ visibility: wrong("maybe") })],
    ["IntRangeSlider.value", () => new IntRangeSlider({ value: [5, 3] })],
    ["IntRangeSlider.value", () => new IntRangeSlider({ value: wrong([5]) })],
    ["Dropdown.value", () => new Dropdown({ options: ["a"], value: "b" })],
    ["Dropdown.index", () => new Dropdown({ options: ["a"], index: 1 })],
    ["Dropdown.options", () => new Dropdown({ options: wrong(3) })],
    ["SelectionSlider.options", () => new SelectionSlider()],
    ["SelectMultiple.value", () => new SelectMultiple({ options: ["a"], value: wrong("a") })],
    ["HBox.children[1]", () => new HBox([new Button(), wrong("text")])],
    ["Tab.selected_index", () => new Tab([new Button()], { selected_index: 1 })],
    ["IntsInput.value", () => new IntsInput({ value: [9], max: 5 })],
    ["Link.source", () => jslink([new IntSlider(), wrong("valu")], [new IntSlider(), "value"])],
    ["DirectionalLink.target", () => jsdlink([new IntSlider(), "value"], [new Dropdown(), "value"])],
    ["DatePicker.value", () => new DatePicker({ value: "2026-02-30" })],
    ["TimePicker.value", () => new TimePicker({ value: "25:00" })],
    ["Image.value", () => new Image({ value: wrong("bytes") })],
    ["AnyWidget.data", () => (new AnyWidget({ _esm: "", data: new Float32Array(1) }).data = wrong([1]))],
  ])("%s is named by a RonchiError", (subject, make) => {
    expect(make).toThrow(RonchiError);
    expect(make).toThrow(expect.objectContaining({ code: "invalid-argument", subject }));
  });

  test("changes nothing and is not sent", () => {
    const slider = new IntSlider({ value: 3 });
    host.sent = [];
    expect(() => (slider.value = wrong(null))).toThrow(RonchiError);
    expect(() => (slider.min = 101)).toThrow(/at most max, which is 100/);
    expect([slider.value, slider.min, host.sent]).toEqual([3, 0, []]);
  });

  test("of a page leaves all traits of its message as they were", () => {
    const slider = new IntSlider({ value: 3, description: "n" });
    expect(() => host.page(slider, { description: "m", value: "three" })).toThrow(
      /IntSlider.value: found "three"/,
    );
    expect([slider.value, slider.description]).toEqual([3, "n"]);
  });
});

test("fractions of an integer are cut off, words may be in capitals, as in ipywidgets", () => {
  const slider = new IntSlider({ value: 3.9, orientation: wrong("VERTICAL") });
  expect([slider.value, slider.orientation]).toEqual([3, "vertical"]);
});

test("a container whose last children went selects the last one that is left", () => {
  const [a, b] = [new Button(), new Button()];
  const tab = new Tab([a, b], { selected_index: 1 });
  tab.children = [a];
  expect(tab.selected_index).toBe(0);
});

test("a widget shows its text and its view; what differs from the defaults is in the text", () => {
  const slider = new IntSlider({ value: 3, max: 10 });
  const show = slider as unknown as Record<symbol, () => object>;
  expect(show[Symbol.for("Jupyter.display")]?.()).toEqual({
    "text/plain": "IntSlider({ max: 10, value: 3 })",
    "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: slider.id },
  });
});

test("changes are given one by one, none left out, until the widget is closed", async () => {
  const slider = new IntSlider();
  const seen: number[] = [];
  const loop = (async () => {
    for await (const value of slider.changes("value")) seen.push(value);
  })();
  slider.value = 1;
  host.page(slider, { value: 2 });
  slider.value = 3;
  host.close(slider);
  await loop;
  expect(seen).toEqual([1, 2, 3]);
  expect(slider.closed).toBe(true);
});

test("transforms of a link that do not undo each other run once a change, as traitlets runs them", () => {
  const [a, b] = [new IntSlider(), new IntSlider({ max: 300 })];
  link([a, "value"], [b, "value"], [(value: number) => 2 * value, (value: number) => Math.floor(value / 3)]);
  a.value = 5;
  expect([a.value, b.value]).toEqual([5, 10]);
  b.value = 9;
  expect([a.value, b.value]).toEqual([3, 9]);
});

test("a signal ends the changes", async () => {
  const controller = new AbortController();
  const slider = new IntSlider();
  const seen: number[] = [];
  slider.observe("value", (value) => value === 2 && controller.abort());
  queueMicrotask(() => {
    for (const value of [1, 2]) slider.value = value;
  });
  for await (const value of slider.changes("value", { signal: controller.signal })) seen.push(value);
  expect(seen).toEqual([1, 2]);
});

test("a loop over changes that is left hears nothing more", async () => {
  const slider = new IntSlider();
  const seen: number[] = [];
  const loop = (async () => {
    for await (const value of slider.changes("value")) {
      seen.push(value);
      if (value === 2) break;
    }
  })();
  for (const value of [1, 2, 3]) slider.value = value;
  await loop;
  slider.value = 4;
  expect(seen).toEqual([1, 2]);
});

test("a listener that was taken off hears nothing more", () => {
  const slider = new IntSlider();
  const seen: number[] = [];
  const stop = slider.observe("value", (value) => seen.push(value));
  slider.value = 1;
  stop();
  slider.value = 2;
  expect(seen).toEqual([1]);
});

test("bytes deep in a trait of an anywidget cross as buffers both ways", () => {
  const data = { pixels: Float32Array.of(1.5), rows: [Uint8Array.of(1), "x"] };
  const widget = new AnyWidget({ _esm: "", image: data });
  const opened = host.sent.at(-1) as { data?: { state: object; buffer_paths: unknown }; buffers?: string[] };
  expect(opened.data?.buffer_paths).toEqual([
    ["image", "pixels"],
    ["image", "rows", 0],
  ]);
  expect(opened.data?.state).toMatchObject({ image: { rows: [null, "x"] } });
  expect(opened.buffers).toEqual(["0000c03f", "01"]);
  host.page(widget, { image: { rows: [null] } }, [Uint8Array.of(7)], [["image", "rows", 0]]);
  expect(widget.image.rows[0]).toEqual(Uint8Array.of(7));
});

test("widgets that a page makes are the ones that it names later: the buttons of a game controller", () => {
  const comm = host.opened("from-page");
  adoptWidget(comm, { state: { _model_name: "ControllerButtonModel", value: 0.5, pressed: true } }, []);
  const controller = new Controller();
  host.page(controller, { buttons: ["IPY_MODEL_from-page"], connected: true });
  expect(controller.buttons[0]).toBeInstanceOf(ControllerButton);
  const button = controller.buttons[0] as ControllerButton;
  expect([button.value, button.pressed]).toEqual([0.5, true]);
  host.page(button, { pressed: false });
  expect(button.pressed).toBe(false);
  const other = host.opened("other");
  expect(() => adoptWidget(other, { state: { _model_name: "IntSliderModel" } }, [])).toThrow(
    /IntSliderModel/,
  );
  expect(host.sent.at(-1)).toMatchObject({ type: "comm_close", comm: "other" });
});
