import { setAttributes, setText, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { alongAxis, between, distance, type Line, onFrame } from "./lineGeometry.js";
import { arrows } from "./paneGestures.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface RulerOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** What is measured, one string a line of the label. */
  readonly describe: (line: Line) => readonly string[];
  /** The line changed, came or went; the pane draws its tools again. */
  readonly onChange: () => void;
  /** Esc put the ruler away. */
  readonly onRemove: () => void;
}

export interface Ruler extends PaneTool {
  readonly line: Line | undefined;
  /** Taken in the hand, or put away with its line. */
  setActive(on: boolean): void;
}

const reach = 10;
const tick = 6;
const lineHeight = 17;
/** Between an end and the label, CSS px. */
const labelGap = 12;

/**
 * Measures between two places: a press begins a line, its ends can be dragged. With the keys: arrows move an end
 * (Shift: 5 px), Enter changes to the other end, Esc removes it.
 */
export function ruler(options: RulerOptions): Ruler {
  const [halo, mark] = ["halo", "line"].map((part) => svg("path", { class: `ronchi-Ruler-${part}` }));
  const ends = [0, 1].map(() => svg("circle", { class: "ronchi-Ruler-end", r: "4" }));
  const label = svg("text", { class: "ronchi-Ruler-label" });
  const element = svg("g", { class: "ronchi-Ruler" }, halo!, mark!, ...ends, label);
  let active = false;
  let line: Line | undefined;
  let held: 0 | 1 = 1;

  function change(to: Line | undefined): void {
    line = to;
    options.onChange();
  }

  function moved(end: 0 | 1, to: Pair, base: Line): Line {
    const kept = onFrame(to, options.frame);
    return end === 0 ? [kept, base[1]] : [base[0], kept];
  }

  function press(at: Pair, { scale }: Transform): Drag | undefined {
    if (!active) return undefined;
    const before = line;
    const near = line?.findIndex((end) => distance(end, at) <= reach / scale) ?? -1;
    held = near === 0 ? 0 : 1;
    const start: Line = near >= 0 ? line! : [onFrame(at, options.frame), onFrame(at, options.frame)];
    const move = (to: Pair, event: PointerEvent | KeyboardEvent) =>
      change(moved(held, event.shiftKey ? alongAxis(start[1 - held]!, to) : to, start));
    return {
      move,
      // A press that did not move measures nothing.
      end: () => line !== undefined && distance(...line) * scale < 2 && change(before),
      cancel: () => change(before),
    };
  }

  function key(event: KeyboardEvent): boolean {
    if (!active || event.ctrlKey || event.altKey || event.metaKey) return false;
    const direction = arrows[event.key];
    if (event.key === "Escape") options.onRemove();
    else if (event.key === "Enter") held = held === 0 ? 1 : 0;
    else if (direction !== undefined) {
      const base = line ?? firstLine(options.frame);
      const step = event.shiftKey ? 5 : 1;
      const [y, x] = base[held];
      change(moved(held, [y + direction[0] * step, x + direction[1] * step], base));
    } else return false;
    return true;
  }

  function place(transform: Transform, size: Pair): void {
    element.style.display = line === undefined ? "none" : "";
    if (line === undefined) return;
    const [from, to] = [toPane(transform, line[0]), toPane(transform, line[1])];
    for (const path of [halo!, mark!]) path.setAttribute("d", rulerPath(from, to));
    for (const [i, [y, x]] of [from, to].entries()) setAttributes(ends[i]!, { cx: x, cy: y });
    showLabel(label, options.describe(line), from, to, size);
  }

  return {
    element,
    measures: true,
    get line() {
      return line;
    },
    setActive(on) {
      active = on;
      held = 1;
      if (!on) change(undefined);
    },
    place,
    press,
    key,
    cursorAt: () => (active ? "crosshair" : undefined),
  };
}

function firstLine([height, width]: Pair): Line {
  const middle: Pair = [Math.round((height - 1) / 2), Math.round((width - 1) / 2)];
  return [middle, [middle[0], Math.round(width * 0.75)]];
}

/** The line with a tick across each end. */
function rulerPath([y0, x0]: Pair, [y1, x1]: Pair): string {
  const length = Math.hypot(y1 - y0, x1 - x0) || 1;
  const [ny, nx] = [((x1 - x0) / length) * tick, (-(y1 - y0) / length) * tick];
  const across = (y: number, x: number) => `M${x - nx} ${y - ny}L${x + nx} ${y + ny}`;
  return `M${x0} ${y0}L${x1} ${y1}${across(y0, x0)}${across(y1, x1)}`;
}

/** Beyond the second end of the line, wholly within the pane. */
function showLabel(label: SVGTextElement, lines: readonly string[], from: Pair, to: Pair, size: Pair): void {
  while (label.childElementCount < lines.length) label.append(svg("tspan"));
  while (label.childElementCount > lines.length) label.lastElementChild!.remove();
  const spans = [...label.children] as SVGTSpanElement[];
  for (const [i, span] of spans.entries()) setText(span, lines[i]!);
  const width = Math.max(...spans.map((span) => span.getComputedTextLength()));
  const height = lineHeight * lines.length;
  const wanted = to[1] < from[1] ? to[1] - width - labelGap : to[1] + labelGap;
  const left = between(wanted, 4, size[1] - width - 4);
  // Where the side has no room, above or below the end.
  const beside = Math.abs(left - wanted) < 1 && Math.abs(to[0] - from[0]) < Math.abs(to[1] - from[1]) / 3;
  const below = to[0] >= from[0];
  const offset = beside ? -height / 2 : below ? labelGap / 2 + 4 : -height - labelGap / 2 - 4;
  const fits = to[0] + offset > 4 && to[0] + offset + height < size[0] - 4;
  const flipped = below ? -height - labelGap : labelGap;
  const top = between(to[0] + (fits ? offset : flipped), 4, size[0] - height - 4);
  for (const [i, span] of spans.entries()) setAttributes(span, { x: left, y: top + lineHeight * (i + 0.8) });
}
