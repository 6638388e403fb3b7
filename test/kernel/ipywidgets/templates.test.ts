import { beforeEach, expect, test } from "vitest";
import { AppLayout, Button, GridspecLayout, Label, TwoByTwoLayout } from "#kernel/api/ipywidgets.js";
import { RecordedHost } from "./recordedHost.js";

let host: RecordedHost;
beforeEach(() => {
  host = new RecordedHost();
});

test("a widget without a layout of its own, as a picker, gets its place from a box, and keeps it", () => {
  const picker = { id: "picker" };
  const app = new AppLayout({ header: new Label(), center: picker });
  const [, box] = app.children as { id: string; layout?: { grid_area: string }; children?: unknown[] }[];
  expect([box?.layout?.grid_area, box?.children]).toEqual(["center", [picker]]);
  app.merge = false;
  expect(app.children[1]).toBe(box);
  expect(app.center).toBe(picker);
});

test("panes and their sizes are checked like any trait, and stay in the kernel", () => {
  expect(() => new AppLayout({ header: "title" as never })).toThrow(/AppLayout.header: .*expected a widget/);
  expect(() => new AppLayout({ pane_widths: ["1em", 2, 3] })).toThrow(/AppLayout.pane_widths/);
  expect(() => new TwoByTwoLayout({ top_left: 3 as never })).toThrow(/TwoByTwoLayout.top_left/);
  new TwoByTwoLayout({ top_left: new Button() });
  const opened = host.sent.at(-1) as { data?: { state: object } };
  expect(Object.keys(opened.data?.state ?? {})).not.toContain("top_left");
});

test("a cell outside of a grid is refused by its number, and an empty one is undefined", () => {
  const grid = new GridspecLayout(2, 3);
  expect(() => grid.place(2, 0, new Button())).toThrow(
    /GridspecLayout.rows: found 2; expected some of 0 to 1/,
  );
  expect(() => grid.place(0, [2, 1], new Button())).toThrow(/GridspecLayout.columns/);
  expect(() => new GridspecLayout(0, 3)).toThrow(/GridspecLayout.rows/);
  expect(grid.at(-1, 2)).toBeUndefined();
  expect(grid.children).toEqual([]);
});
