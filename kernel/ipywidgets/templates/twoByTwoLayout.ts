import { domWidgetClass } from "../model/widgetClass.js";
import { bool } from "../traits/scalars.js";
import { local } from "../traits/trait.js";
import {
  type Arrangement,
  applyCss,
  filled,
  followCss,
  givenPanes,
  type Panes,
  pane,
  placePanes,
  rearrange,
  templateModel,
} from "./template.js";

const specification = templateModel("TwoByTwoLayout", {
  bottom_left: pane,
  bottom_right: pane,
  merge: local(bool(true)),
  top_left: pane,
  top_right: pane,
});
const arranging = ["top_left", "top_right", "bottom_left", "bottom_right", "merge"] as const;

const TwoByTwoLayoutBase = domWidgetClass(specification);
type Init = ConstructorParameters<typeof TwoByTwoLayoutBase>[0] & object;
type Parts = Pick<InstanceType<typeof TwoByTwoLayoutBase>, (typeof arranging)[number]>;

/**
 * Four panes of one size: `new TwoByTwoLayout({ top_left: a, bottom_right: b })`. Panes take the room of those that are
 * missing, unless `merge` is false.
 */
export class TwoByTwoLayout extends TwoByTwoLayoutBase {
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
  const given = givenPanes(panes);
  if (given.length === 0) return { panes, grid: undefined };
  const half = ["1fr", "1fr"];
  return { panes, grid: { columns: half, rows: half, areas: areasOf(given, parts.merge) } };
}

function panesOf({ top_left, top_right, bottom_left, bottom_right }: Partial<Parts>): Panes {
  return {
    "top-left": top_left,
    "top-right": top_right,
    "bottom-left": bottom_left,
    "bottom-right": bottom_right,
  };
}

function areasOf(given: readonly string[], merge: boolean): string[][] {
  if (merge && given.length === 1) return filled(given[0] as string, 2, 2);
  return ["top", "bottom"].map((row) =>
    ["left", "right"].map((column) => (merge ? paneAt(given, row, column) : `${row}-${column}`)),
  );
}

/** The pane of a cell: its own, or the one above or below it, or the one beside it where the column is empty. */
function paneAt(given: readonly string[], row: string, column: string): string {
  const own = `${row}-${column}`;
  if (given.includes(own)) return own;
  const inColumn = given.find((name) => name.endsWith(column));
  return inColumn ?? `${row}-${column === "left" ? "right" : "left"}`;
}
