import * as w from "#kernel/api/ipywidgets.js";
import type { RecordedHost } from "./recordedHost.js";

/** A program over widgets; the host plays the page and keeps what is sent. */
export type Program = (host: RecordedHost) => void;

/** The programs of test/fixtures/ipywidgets/make_messages.py, in TypeScript. */
export const programs: Readonly<Record<string, Program>> = {
  "a slider is set and clamped": (host) => {
    const slider = new w.IntSlider({ value: 3, max: 10, description: "n" });
    slider.value = 5;
    slider.value = 5;
    slider.value = 99;
    slider.max = 7;
    slider.min = 7;
    host.note({ value: slider.value });
  },
  "a slider is made with a value outside": () => {
    new w.IntSlider({ value: 300, max: 200 });
    new w.IntSlider({ min: 5 });
    new w.FloatSlider({ value: -1.5, min: -1, max: 1, step: 0.25 });
  },
  "a page moves a slider": (host) => {
    const slider = new w.IntSlider({ max: 10 });
    slider.observe("value", (value, previous) => host.note({ value, previous }));
    host.page(slider, { value: 4 });
    host.page(slider, { value: 40 });
    host.page(slider, { value: 2, max: 50, unknown: 1 });
  },
  "a listener answers a page": (host) => {
    const [slider, label] = [new w.IntSlider(), new w.Label()];
    slider.observe("value", (value) => {
      label.value = `${value} counts`;
      slider.description = "moved";
    });
    host.page(slider, { value: 4 });
    host.page(slider, { value: 5 });
  },
  "a log slider": (host) => {
    const slider = new w.FloatLogSlider({ value: 100, base: 10, min: 0, max: 3 });
    slider.value = 5000;
    slider.max = 2;
    slider.min = 1;
    host.page(slider, { value: 3 });
  },
  "a range slider": (host) => {
    const slider = new w.IntRangeSlider({ min: 0, max: 20 });
    slider.value = [3, 30];
    slider.max = 10;
    slider.min = 5;
    host.page(slider, { value: [6, 8] });
    new w.FloatRangeSlider({ value: [0.5, 2.5], max: 2 });
  },
  "layout and style": () => {
    const button = new w.Button({
      description: "Go",
      icon: "fa-play",
      layout: { width: "50%" },
      style: { button_color: "red" },
    });
    button.layout.height = "2em";
    button.style = new w.ButtonStyle({ font_weight: "bold" });
    button.layout = { width: "1em" };
    button.addClass("big").addClass("big").addClass("red");
    button.removeClass("big");
  },
  "a button is clicked": (host) => {
    const button = new w.Button();
    button.onClick(() => host.note({ clicked: true }));
    host.custom(button, { event: "click" });
    button.focus();
    button.blur();
  },
  "a text is submitted": (host) => {
    const text = new w.Text({ value: "a", placeholder: "type" });
    host.page(text, { value: "ab" });
    host.custom(text, { event: "submit" });
  },
  "a dropdown": (host) => {
    const menu = new w.Dropdown<number | string>({
      options: { one: 1, two: 2, three: 3 },
      value: 2,
      description: "n",
    });
    menu.observe("value", (value, previous) => host.note({ value, previous }));
    host.page(menu, { index: 2 });
    menu.value = 1;
    menu.label = "two";
    menu.options = ["x", "y"];
    menu.options = ["p", "q"];
    menu.value = null;
    menu.options = ["r"];
  },
  "other selections": (host) => {
    new w.ToggleButtons({ options: ["a", "b"], tooltips: ["A", "B"], icons: ["check", "gear"] });
    new w.Select({ options: ["a", "b"], value: "b", rows: 2 });
    new w.RadioButtons({ options: { a: 1, b: 2 }, orientation: "horizontal" });
    const slider = new w.SelectionSlider({ options: ["a", "b", "c"], value: "b" });
    host.page(slider, { index: 2 });
    slider.options = ["x", "y"];
  },
  "several options": (host) => {
    const many = new w.SelectMultiple({ options: ["a", "b", "c"], value: ["a", "c"] });
    many.observe("value", (value, previous) => host.note({ value, previous }));
    host.page(many, { index: [1] });
    many.value = ["b", "c"];
    many.options = ["d", "e"];
    const ends = new w.SelectionRangeSlider({ options: ["a", "b", "c"], index: [0, 2] });
    host.page(ends, { index: [1, 2] });
    ends.options = ["x", "y"];
  },
  containers: (host) => {
    const [a, b] = [new w.IntText(), new w.Text()];
    const box = new w.HBox([a, b], { box_style: "info" });
    box.children = [b];
    const tab = new w.Tab([a, b], { titles: ["A"] });
    tab.titles = ["A", "B"];
    tab.selected_index = 1;
    tab.selected_index = 0;
    tab.children = [a];
    tab.children = [];
    tab.children = [a, b];
    host.page(tab, { selected_index: 1 });
    const accordion = new w.Accordion([a, b]);
    accordion.titles = ["", "Second"];
    accordion.selected_index = 0;
    const stack = new w.Stack([a, b], { selected_index: 1 });
    stack.children = [];
    const row = new w.HBox([a]);
    new w.VBox([row, new w.GridBox([b], { layout: { grid_template_columns: "1fr 1fr" } })]);
  },
  "links of the page": () => {
    const [a, b] = [new w.IntSlider(), new w.IntText()];
    const link = w.jslink([a, "value"], [b, "value"]);
    w.jsdlink([a, "max"], [b, "value"]);
    link.unlink();
  },
  "links of the kernel": (host) => {
    const [a, b, c] = [new w.IntSlider({ value: 3 }), new w.IntText({ value: 5 }), new w.Label()];
    const unlink = w.link([a, "value"], [b, "value"]);
    w.dlink([a, "value"], [c, "value"], (value: number) => `${value} px`);
    a.value = 7;
    b.value = 9;
    host.page(a, { value: 10 });
    unlink();
    a.value = 11;
  },
  "bytes cross as buffers": () => {
    const image = new w.Image({ value: Uint8Array.of(137, 80, 78, 71), format: "png", width: "10" });
    image.value = Uint8Array.of(1, 2, 3);
    new w.Audio({ value: new TextEncoder().encode("RIFF"), format: "wav", autoplay: false });
    w.Video.fromUrl("https://example.org/a.mp4");
  },
  "files are uploaded": (host) => {
    const upload = new w.FileUpload({ accept: ".npy", multiple: true });
    const file = { name: "a.npy", type: "", size: 3, last_modified: 1700000000123 };
    host.page(
      upload,
      { value: [file], error: "" },
      [new TextEncoder().encode("abc")],
      [["value", 0, "content"]],
    );
    const { name, content, last_modified } = upload.value[0]!;
    host.note({ name, content: Buffer.from(content).toString("hex"), time: last_modified.getTime() });
  },
  "days and times": (host) => {
    const day = new w.DatePicker({ value: "2026-11-21", min: "2026-01-01" });
    day.value = "2025-05-05";
    day.max = "2026-06-01";
    host.page(day, { value: { year: 2026, month: 2, date: 3 } });
    host.page(day, { value: { year: 2027, month: 2, date: 3 } });
    new w.TimePicker({ value: "14:03:22.5", step: "any" });
    const moment = new w.DatetimePicker({ value: new Date("2026-11-21T14:03:00Z") });
    moment.max = new Date("2026-11-20T00:00:00Z");
    new w.NaiveDatetimePicker({ value: "2026-11-21T14:03" });
  },
  tags: () => {
    const words = new w.TagsInput({ value: ["a"], allowed_tags: ["a", "b"] });
    words.value = ["a", "b"];
    new w.ColorsInput({ value: ["red", "#00ff00"] });
    new w.IntsInput({ value: [1, 2], min: 0, max: 5 });
    new w.FloatsInput({ value: [1.5], format: ".2f" });
  },
  "held messages": () => {
    const slider = new w.IntSlider();
    slider.holdSync(() => {
      slider.max = 50;
      slider.value = 20;
      slider.value = 30;
    });
  },
  "a page asks for state": (host) => {
    host.request(new w.HBox([new w.Label({ value: "a" })]));
  },
  closing: () => {
    const slider = new w.IntSlider();
    slider.close();
    slider.close();
  },
  "an anywidget": (host) => {
    const counter = new w.AnyWidget({
      _esm: "export default { render() {} }",
      _css: ".counter { color: red }",
      value: 3,
      data: Uint16Array.of(1, 2),
    });
    counter.value = 4;
    host.page(counter, { value: 5 });
    counter.onCustom((content, buffers) => {
      host.note({ content, buffers: buffers.map((buffer) => Buffer.from(buffer).toString("hex")) });
    });
    host.custom(counter, { hello: 1 }, [Uint8Array.of(1, 2)]);
    counter.send({ answer: 2 }, [Uint8Array.of(3)]);
    host.page(counter, {}, [Uint8Array.of(9, 0)], [["data"]]);
    const { buffer, byteOffset, byteLength } = counter.data;
    host.note({ data: Buffer.from(buffer, byteOffset, byteLength).toString("hex") });
  },
  "an output captures": (host) => {
    const output = new w.Output();
    output.capture(() => host.note({ printed: "here" }));
    output.appendStdout("more");
    output.appendStderr("bad");
    host.page(output, { outputs: [{ output_type: "stream", name: "stdout", text: "here" }] });
  },
  "interactive controls": (host) => {
    const box = w.interactive((values) => host.note(values), {
      x: [0, 10],
      y: [0, 0.5],
      z: [10, 20, 4],
      n: 5,
      m: -2.5,
      o: 0,
      text: "a",
      flag: true,
      menu: ["p", "q"],
      named: { one: 1, two: 2 },
      still: w.fixed(7),
    });
    host.page(box.children[0]!, { value: 8 });
  },
  "interactive by a button": (host) => {
    const box = w.interactive(({ x }) => host.note({ x }), { x: [0, 10] }, { manual: true });
    host.page(box.children[0]!, { value: 8 });
    host.custom(box.children[1]!, { event: "click" });
  },
  "an interactive output": (host) => {
    const slider = new w.IntSlider();
    w.interactiveOutput(({ x }) => host.note({ x }), { x: slider });
    host.page(slider, { value: 8 });
  },
};
