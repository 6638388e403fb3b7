import * as w from "#kernel/api/ipywidgets.js";
import type { Program } from "./programs.js";

const hex = (bytes: ArrayBufferView) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");

/** The programs of test/fixtures/ipywidgets/make_messages.py about traits: observed, held, linked, listed, and of anywidgets. */
export const traitPrograms: Readonly<Record<string, Program>> = {
  "a play button moves a slider": (host) => {
    const [play, slider] = [new w.Play({ max: 20, interval: 50 }), new w.IntSlider({ max: 20 })];
    w.jslink([play, "value"], [slider, "value"]);
    host.page(play, { playing: true });
    host.page(play, { value: 3 });
    host.page(slider, { value: 3 });
    host.page(play, { value: 30 });
    play.playing = false;
  },
  "several traits are observed": (host) => {
    const slider = new w.IntSlider();
    const stop = slider.observe(["value", "max"], (change) => host.note({ ...change }));
    slider.value = 5;
    slider.max = 4;
    slider.min = 1;
    stop();
    slider.value = 2;
  },
  "changes are held": (host) => {
    const slider = new w.IntSlider({ value: 50 });
    slider.observe(["value", "min", "max"], (change) => host.note({ ...change }));
    slider.holdChanges(() => {
      slider.min = 200;
      slider.max = 300;
      slider.value = 210;
      slider.value = 220;
    });
    slider.holdChanges(() => {
      slider.value = 10;
    });
    try {
      slider.holdChanges(() => {
        slider.value = 250;
        slider.min = 400;
      });
    } catch {
      host.note({ value: slider.value, min: slider.min, max: slider.max });
    }
  },
  "links with transforms": () => {
    const [a, b] = [new w.FloatText({ value: 2 }), new w.FloatText()];
    const unlink = w.link([a, "value"], [b, "value"], [(v: number) => v * 2, (v: number) => v / 2]);
    b.value = 10;
    a.value = 3;
    unlink();
    b.value = 1;
  },
  "everything is closed": (host) => {
    w.closeAll();
    host.sent = [];
    new w.VBox([new w.Label({ value: "a" })]);
    host.note({ open: w.openWidgets().map((widget) => widget.constructor.name) });
    w.closeAll();
    host.note({ open: w.openWidgets().length });
  },
  "state for embedding": (host) => {
    const image = new w.Image({ value: Uint8Array.of(1, 2, 3), width: "10" });
    host.note({ state: w.managerState([image, image.layout]) });
  },
  "pages change tags and colours": (host) => {
    const colours = new w.ColorsInput({ value: ["red"], allow_duplicates: false });
    colours.observe("value", (value, previous) => host.note({ value, previous }));
    host.page(colours, { value: ["red", "blue"] });
    const picker = new w.ColorPicker({ value: "#ff0000", concise: true });
    host.page(picker, { value: "#00ff00" });
    const numbers = new w.IntsInput({ value: [1], min: 0, max: 9 });
    host.page(numbers, { value: [1, 2] });
    const words = new w.TagsInput({ allowed_tags: ["a", "b"], allow_duplicates: false });
    host.page(words, { value: ["b"] });
  },
  "uploads are forgotten": (host) => {
    const upload = new w.FileUpload();
    const file = { name: "a.npy", type: "x", size: 1, last_modified: 1700000000000 };
    host.page(upload, { value: [file] }, [new TextEncoder().encode("a")], [["value", 0, "content"]]);
    upload.value = [];
  },
  "an anywidget is called": (host) => {
    const called = new w.AnyWidget({ _esm: "export default {}", factor: 3 });
    called.command("scale", (message: { value: number }, buffers) => {
      host.note({ message, buffers: buffers.map(hex) });
      return { response: { scaled: message.value * called.factor }, buffers: [Uint8Array.of(7, 8)] };
    });
    const invoke = { kind: "anywidget-command", id: "call-1", name: "scale", msg: { value: 4 } };
    host.custom(called, invoke, [Uint8Array.of(1)]);
    host.custom(called, { kind: "other" });
  },
  "an anywidget gets more traits": (host) => {
    const grown = new w.AnyWidget({ _esm: "export default {}" }).addTraits({ threshold: 2.5 });
    grown.threshold = 3.5;
    host.page(grown, { threshold: 4.5 });
  },
  "an anywidget holds a widget": () => {
    type Control = w.Label | w.Text | null;
    const panel = new w.AnyWidget({
      _esm: "export default {}",
      control: new w.Label({ value: "a" }) as Control,
    });
    panel.control = null;
    panel.control = new w.Text();
  },
  "an anywidget has bytes deep inside": (host) => {
    type Image = { rows: unknown[]; shape?: number[]; empty?: object };
    const image: Image = { rows: [Uint8Array.of(1), { mask: Uint8Array.of(2) }, "x"], shape: [1, 1] };
    const deep = new w.AnyWidget({ _esm: "export default {}", image });
    deep.image = { rows: [Uint8Array.of(3)], empty: {} };
    const arrived = { image: { rows: [null], shape: [1] } };
    host.page(deep, arrived, [Uint8Array.of(9)], [["image", "rows", 0]]);
    host.note({ row: hex(deep.image.rows[0] as Uint8Array), shape: deep.image.shape });
  },
};
