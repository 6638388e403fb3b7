import { domWidgetClass } from "../model/widgetClass.js";
import type { HasModel } from "../traits/references.js";
import { traitError } from "../traits/trait.js";
import { applyCss, followCss, rearrange, templateModel } from "./template.js";

/**
 * Rows or columns of a grid: one, or from one up to but without another, or to the end. Negative numbers count from the
 * end, as in `slice`.
 */
export type Span = number | readonly [from: number, to?: number];

const GridspecLayoutBase = domWidgetClass(templateModel("GridspecLayout", {}));

/** A grid of equal cells: `new GridspecLayout(2, 3).place([0, 2], 0, picker)` gives the picker both rows of the first column. */
export class GridspecLayout extends GridspecLayoutBase {
  readonly #areas: string[][];
  readonly #widgets = new Map<string, HasModel>();
  #placed = 0;

  /** Throws RonchiError "invalid-argument" unless both numbers are positive integers. */
  constructor(rows: number, columns: number, ...init: ConstructorParameters<typeof GridspecLayoutBase>) {
    requireCount("rows", rows);
    requireCount("columns", columns);
    super(...init);
    followCss(this);
    this.#areas = Array.from({ length: rows }, () => Array<string>(columns).fill("."));
  }

  /** Gives a widget these cells; one that had any of them goes. Throws RonchiError "invalid-argument" for cells outside. */
  place(rows: Span, columns: Span, widget: HasModel): this {
    const [ys, xs] = [this.#rows(rows), this.#columns(columns)];
    const name = `widget${String(++this.#placed).padStart(3, "0")}`;
    for (const y of ys) for (const x of xs) this.#take(y, x, name);
    this.#widgets.set(name, widget);
    const equal = (count: number) => [`repeat(${count}, 1fr)`];
    const grid = { columns: equal(this.#width), rows: equal(this.#areas.length), areas: this.#areas };
    rearrange(this, { panes: Object.fromEntries(this.#widgets), grid });
    return this;
  }

  /** The widget in a cell; undefined where there is none. Throws RonchiError "invalid-argument" for a cell outside. */
  at(row: number, column: number): HasModel | undefined {
    const [y = 0, x = 0] = [...this.#rows(row), ...this.#columns(column)];
    return this.#widgets.get(this.#areas[y]?.[x] as string);
  }

  protected override beforeOpen(): void {
    applyCss(this);
  }

  get #width(): number {
    return (this.#areas[0] as string[]).length;
  }

  #rows(span: Span): number[] {
    return numbersOf("rows", span, this.#areas.length);
  }

  #columns(span: Span): number[] {
    return numbersOf("columns", span, this.#width);
  }

  #take(y: number, x: number, name: string): void {
    const row = this.#areas[y] as string[];
    this.#widgets.delete(row[x] as string);
    row[x] = name;
  }
}

function requireCount(trait: string, count: number): void {
  if (Number.isInteger(count) && count > 0) return;
  throw traitError({ widget: "GridspecLayout", trait }, count, "a positive integer");
}

/** The rows or columns of a span, of which there is at least one. */
function numbersOf(trait: string, span: Span, count: number): number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  const found =
    typeof span === "number" ? all.filter((i) => i === span || i === span + count) : all.slice(...span);
  if (found.length > 0) return found;
  throw traitError(
    { widget: "GridspecLayout", trait },
    span,
    `some of 0 to ${count - 1}, or of -${count} to -1`,
  );
}
