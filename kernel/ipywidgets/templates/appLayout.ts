import { domWidgetClass } from "../model/widgetClass.js";
import { bool } from "../traits/scalars.js";
import { local, plainTrait, type Trait, traitError } from "../traits/trait.js";
import {
  type Arrangement,
  applyCss,
  filled,
  followCss,
  type Grid,
  givenPanes,
  type Panes,
  pane,
  placePanes,
  rearrange,
  templateModel,
} from "./template.js";

/** Width or height of a pane: "120px", "20%", "2fr", or a number, which is a share of what is left. */
export type PaneSize = string | number;
type PaneSizes = readonly [PaneSize, PaneSize, PaneSize];

const specification = templateModel("AppLayout", {
  center: pane,
  footer: pane,
  header: pane,
  left_sidebar: pane,
  merge: local(bool(true)),
  pane_heights: local(paneSizes(["1fr", "3fr", "1fr"])),
  pane_widths: local(paneSizes(["1fr", "2fr", "1fr"])),
  right_sidebar: pane,
});
const arranging = [
  ...(["header", "footer", "left_sidebar", "right_sidebar", "center"] as const),
  ...(["merge", "pane_widths", "pane_heights"] as const),
];

const AppLayoutBase = domWidgetClass(specification);
type Init = ConstructorParameters<typeof AppLayoutBase>[0] & object;
type Parts = Pick<InstanceType<typeof AppLayoutBase>, (typeof arranging)[number]>;

/**
 * A header, a footer and three panes between them, as an application has them: `new AppLayout({ left_sidebar: controls,
 * center: picker })`. Panes take the room of those that are missing, unless `merge` is false. `pane_widths` are those of
 * left, centre and right, `pane_heights` those of header, middle and footer.
 */
export class AppLayout extends AppLayoutBase {
  constructor(init: Init = {}) {
    if (init.layout === undefined) placePanes(panesOf(init));
    super(init);
    followCss(this);
    for (const name of arranging) this.observe(name, () => rearrange(this, arrangementOf(this)));
  }

  protected override beforeOpen(): void {
    rearrange(this, arrangementOf(this));
    applyCss(this);
  }
}

function arrangementOf(parts: Parts): Arrangement {
  const panes = panesOf(parts);
  return { panes, grid: gridOf(panes, parts) };
}

function panesOf({ header, footer, left_sidebar, right_sidebar, center }: Partial<Parts>): Panes {
  return { header, footer, "left-sidebar": left_sidebar, "right-sidebar": right_sidebar, center };
}

const middlePanes = ["left-sidebar", "center", "right-sidebar"] as const;

function gridOf(panes: Panes, { merge, pane_widths, pane_heights }: Parts): Grid | undefined {
  const given = givenPanes(panes);
  const [columns, rows] = [pane_widths.map(cssSize), pane_heights.map(cssSize)];
  if (given.length === 0) return undefined;
  if (!merge) return { columns, rows, areas: [across("header", 3), middlePanes, across("footer", 3)] };
  if (given.length === 1) return { columns, rows, areas: filled(given[0] as string, 3, 3) };
  return mergedGrid(new Set(given), columns, rows);
}

/** Of at least two panes, which take the room of the missing ones. */
function mergedGrid(given: ReadonlySet<string>, columns: readonly string[], rows: readonly string[]): Grid {
  if (!middlePanes.some((pane) => given.has(pane)))
    return { columns: ["1fr"], rows: ["1fr", "1fr"], areas: [["header"], ["footer"]] };
  const keptColumns = given.has("center") ? [0, 1, 2] : [0, 2];
  const keptRows = [0, 1, 2].filter((row) => row === 1 || given.has(row === 0 ? "header" : "footer"));
  const width = keptColumns.length;
  const lines = [across("header", width), middleLine(given), across("footer", width)];
  return {
    columns: keptColumns.map((column) => columns[column] as string),
    rows: keptRows.map((row) => rows[row] as string),
    areas: keptRows.map((row) => lines[row] as string[]),
  };
}

/** A missing side is taken by its neighbour; a missing centre has no column. */
function middleLine(given: ReadonlySet<string>): string[] {
  const there = middlePanes.filter((pane) => given.has(pane));
  const [first, last] = [there[0] as string, there.at(-1) as string];
  return given.has("center") ? [first, "center", last] : [first, last];
}

function across(name: string, columns: number): string[] {
  return Array<string>(columns).fill(name);
}

const size = /^\d+\.?\d*(px|fr|%)?$/;

function paneSizes(initial: PaneSizes): Trait<PaneSizes> {
  return plainTrait(initial, (given, place) => {
    if (Array.isArray(given) && given.length === 3 && given.every((item) => size.test(String(item))))
      return given as unknown as PaneSizes;
    throw traitError(place, given, 'three sizes such as "120px", "20%", "2fr" or 2');
  });
}

function cssSize(given: PaneSize): string {
  return /\d$|\.$/.test(String(given)) ? `${given}fr` : String(given);
}
