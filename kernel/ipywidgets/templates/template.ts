import { dom } from "../model/common.js";
import { controls, type JupyterModel, model } from "../model/jupyterModel.js";
import { listOf } from "../traits/lists.js";
import { type HasModel, isModel, widget } from "../traits/references.js";
import { oneOf, text } from "../traits/scalars.js";
import { local, nullable, type Traits } from "../traits/trait.js";
import { Box } from "../widgets/containers.js";
import { Layout } from "../widgets/layout.js";

const justified = ["flex-start", "flex-end", "center", "space-between", "space-around"] as const;
const aligned = ["top", "bottom", "flex-start", "flex-end", "center", "baseline", "stretch"] as const;

/** CSS of the whole, which the layout has in the page. */
const css = {
  align_items: local(nullable(oneOf("stretch", aligned))),
  grid_gap: local(nullable(text())),
  height: local(nullable(text())),
  justify_content: local(nullable(oneOf("flex-start", justified))),
  width: local(nullable(text())),
};
type CssName = keyof typeof css;
const cssNames = Object.keys(css) as CssName[];

/** A pane of a template: any widget, or none. */
export const pane = local(nullable(widget()));

const gridBox = {
  ...dom,
  ...css,
  box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
  children: listOf(widget()),
};

/** A class that the page draws as a grid box; its own traits stay in the kernel. */
export function templateModel<T extends Traits>(name: string, own: T): JupyterModel<typeof gridBox & T> {
  return model(name, ["GridBoxModel", "GridBoxView"], controls, { ...gridBox, ...own });
}

/** Which pane is in which cell of a grid, and how wide and high its cells are. All of it is CSS. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Names of panes, row by row; "." for none. */
  readonly areas: readonly (readonly string[])[];
}

/** Widgets by the name of the area that they fill. */
export type Panes = Readonly<Record<string, HasModel | null | undefined>>;

/** What is where. No grid where there is nothing to arrange. */
export interface Arrangement {
  readonly panes: Panes;
  readonly grid: Grid | undefined;
}

interface TemplateWidget {
  readonly layout: Layout;
  children: readonly HasModel[];
  get(name: CssName): string | null;
  observe(name: CssName, listener: () => void): () => void;
}

/** Gives panes their places before the template's own layout is opened: the order in which ipywidgets does it. */
export function placePanes(panes: Panes): void {
  for (const area of givenPanes(panes)) if (isModel(panes[area])) placed(panes[area], area);
}

/** Shows the panes where they belong; nothing changes while there are none. */
export function rearrange(template: TemplateWidget, { panes, grid }: Arrangement): void {
  if (grid === undefined) return;
  const children = givenPanes(panes).map((area) => placed(panes[area] as HasModel, area));
  const { layout } = template;
  layout.grid_template_columns = grid.columns.join(" ");
  layout.grid_template_rows = grid.rows.join(" ");
  layout.grid_template_areas = grid.areas.map((row) => `"${row.join(" ")}"`).join("\n");
  template.children = children;
}

/** Gives the layout the CSS that the template was made with. */
export function applyCss(template: TemplateWidget): void {
  for (const name of cssNames) if (template.get(name)) setCss(template, name);
}

/** From now on the layout has the CSS of the template. */
export function followCss(template: TemplateWidget): void {
  for (const name of cssNames) template.observe(name, () => setCss(template, name));
}

/** The panes that are there, by name. */
export function givenPanes(panes: Panes): string[] {
  return Object.keys(panes).filter((name) => panes[name]);
}

/** One pane over a whole grid. */
export function filled(name: string, rows: number, columns: number): string[][] {
  return Array.from({ length: rows }, () => Array<string>(columns).fill(name));
}

/** Boxes of widgets that have no layout of their own, as those of Ronchi. */
const boxes = new WeakMap<HasModel, Box>();

/** A widget with its place in a grid, or the box that gives it one. */
function placed(child: HasModel, area: string): HasModel {
  const holder = hasLayout(child) ? child : (boxes.get(child) ?? new Box([child]));
  if (holder instanceof Box && holder !== child) boxes.set(child, holder);
  holder.layout.grid_area = area;
  return holder;
}

function hasLayout(child: HasModel): child is HasModel & { readonly layout: Layout } {
  return (child as { layout?: unknown }).layout instanceof Layout;
}

/** Words of ipywidgets that CSS writes in another way. */
const cssOf: Readonly<Record<string, string>> = { top: "flex-start", bottom: "flex-end" };

function setCss(template: TemplateWidget, name: CssName): void {
  const value = template.get(name);
  const css = name === "align_items" && value !== null ? (cssOf[value] ?? value) : value;
  template.layout.set(name, css as never);
}
