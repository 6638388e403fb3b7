import { fileURLToPath } from "node:url";
import * as w from "#kernel/api/ipywidgets.js";
import type { Program } from "./programs.js";

const pixel = fileURLToPath(new URL("../../fixtures/ipywidgets/pixel.png", import.meta.url));
const button = (description: string) => new w.Button({ description });

/** The programs of test/fixtures/ipywidgets/make_messages.py about what stands where, and about media. */
export const layoutPrograms: Readonly<Record<string, Program>> = {
  "an application layout": () => {
    const header = button("h");
    const [left, center, right, footer] = ["l", "c", "r", "f"].map(button);
    const app = new w.AppLayout({
      ...{ header, left_sidebar: left!, center: center!, right_sidebar: right!, footer: footer! },
      pane_widths: [3, "3fr", "100px"],
      pane_heights: ["20%", 5, "60px"],
      width: "80%",
      height: "400px",
      grid_gap: "4px",
      align_items: "bottom",
      justify_content: "center",
    });
    app.left_sidebar = null;
    app.right_sidebar = null;
    app.footer = null;
    app.header = null;
    app.right_sidebar = right!;
    app.center = null;
    app.header = header;
    app.right_sidebar = null;
    app.footer = footer!;
    app.merge = false;
    app.pane_widths = ["10px", "2fr", 1];
    app.align_items = "top";
    app.grid_gap = null;
  },
  "application layouts of two panes": () => {
    const [a, b] = [new w.Button(), new w.Button()];
    new w.AppLayout({ header: a, center: b });
    new w.AppLayout({ left_sidebar: a, right_sidebar: b });
    new w.AppLayout({ right_sidebar: a, footer: b });
    new w.AppLayout({ left_sidebar: a, center: b });
    new w.AppLayout({ header: a, footer: b });
    new w.AppLayout({ left_sidebar: a, header: b });
    new w.AppLayout({ center: a, merge: false });
    new w.AppLayout();
  },
  "a two by two layout": () => {
    const [a, b, c, d] = [..."abcd"].map(button);
    const panes = { top_left: a!, top_right: b!, bottom_left: c!, bottom_right: d! };
    const box = new w.TwoByTwoLayout({ ...panes, width: "50%", layout: { margin: "1em" } });
    box.top_left = null;
    box.bottom_left = null;
    box.top_right = null;
    box.top_left = a!;
    box.merge = false;
    new w.TwoByTwoLayout({ bottom_left: c!, merge: true, align_items: "center" });
  },
  "a grid of cells": (host) => {
    const grid = new w.GridspecLayout(3, 4, { height: "300px" });
    grid.place([0, 2], 0, button("a"));
    grid.place(0, [1], button("b"));
    grid.place(-1, [0], button("c"));
    grid.place(1, [1, 3], button("d"));
    grid.place(1, 2, button("e"));
    grid.place([1, 3], -1, button("f"));
    host.note({ at: (grid.at(0, 0) as w.Button).description });
  },
  "an output takes displays": () => {
    const drawing = {
      [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "a drawing", "image/svg+xml": "<svg/>" }),
    };
    const output = new w.Output();
    output.appendDisplayData(drawing);
    output.appendStdout("then text");
    output.outputs = [];
  },
  "an output captures a listener": (host) => {
    const output = new w.Output();
    const listen = output.capturing((value: number) => {
      host.note({ heard: value });
      return value + 1;
    });
    host.note({ returned: listen(3) });
    listen(4);
  },
  "media of files": () => {
    const image = w.Image.fromFile(pixel, { width: "20" });
    image.format = "jpeg";
    w.Image.fromUrl("https://example.org/a.png");
    w.Audio.fromUrl("https://example.org/a.mp3");
    w.Video.fromUrl("https://example.org/a.mp4", { autoplay: false, loop: false });
  },
  borders: (host) => {
    const framed = new w.Button({ layout: { border: "1px solid red", border_top: "none" } });
    framed.layout.border = "2px dashed blue";
    host.note({ border: framed.layout.border });
    framed.layout.border_left = null;
    host.note({ border: framed.layout.border });
  },
};
