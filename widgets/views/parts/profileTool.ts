import { setAttributes, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { alongAxis, distance, distanceToLine, type Line, movedLine, onFrame } from "./lineGeometry.js";
import { arrows } from "./paneGestures.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface ProfileToolOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** The line or its width changed; the pane draws its tools again. */
  readonly onChange: () => void;
  /** A hand has set the line or its width. */
  readonly onCommit: () => void;
  /** A key takes the tool, or puts it away. */
  readonly onActive: (on: boolean) => void;
}

export interface ProfileTool extends PaneTool {
  readonly line: Line;
  /** Across the line, px. */
  readonly width: number;
  setActive(on: boolean): void;
  setWidth(width: number): void;
  /** Another line; the pane draws its tools again. */
  show(line: Line, width: number): void;
  /** Marks a place along the line, 0 at its start and 1 at its end. */
  mark(along: number | undefined): void;
}

type Grip = 0 | 1 | "body";

const grips: readonly Grip[] = [1, 0, "body"];
const reach = 10;

/**
 * A line with a width on an image. Its ends and its body can be dragged, a press beside it begins a new one. Keys: G takes
 * it and puts it away, arrows move an end (Shift: 5 px), Enter changes to the other end and to the whole line, plus and
 * minus change the width, Esc puts it away.
 */
export function profileTool({ frame, onChange, onCommit, onActive }: ProfileToolOptions): ProfileTool {
  const marks = profileMarks();
  let active = false;
  let line = middleLine(frame);
  let width = 1;
  let held: Grip = 1;
  let marked: number | undefined;

  function change([from, to]: Line): void {
    line = [rounded(from), rounded(to)];
    onChange();
  }

  function setWidth(to: number): void {
    width = Math.min(Math.max(Math.round(to), 1), Math.max(...frame));
    onChange();
    onCommit();
  }

  function press(at: Pair, { scale }: Transform): Drag | undefined {
    if (!active) return undefined;
    const before = line;
    const grip = gripAt(at, before, reach / scale, width / 2);
    const start: Line = grip === undefined ? [onFrame(at, frame), onFrame(at, frame)] : before;
    held = grip ?? 1;
    return {
      move: (to, event) => change(draggedLine(start, held, at, to, event.shiftKey, frame)),
      // A press that did not move begins no line.
      end() {
        if (distance(...line) * scale < 2) change(before);
        else onCommit();
      },
      cancel: () => change(before),
    };
  }

  function key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key.toLowerCase() === "g") onActive(!active);
    else if (!active) return false;
    else if (event.key === "Escape") onActive(false);
    else if (event.key === "Enter") held = grips[(grips.indexOf(held) + 1) % grips.length]!;
    else if (event.key === "+" || event.key === "=") setWidth(width + 1);
    else if (event.key === "-" || event.key === "_") setWidth(width - 1);
    else if (arrows[event.key] !== undefined) {
      change(steppedLine(line, held, event, frame));
      onCommit();
    } else return false;
    return true;
  }

  return {
    element: marks.element,
    measures: true,
    get line() {
      return line;
    },
    get width() {
      return width;
    },
    setActive(on) {
      active = on;
      held = 1;
      onChange();
    },
    setWidth,
    show(shown, across) {
      [line, width] = [shown, across];
      onChange();
    },
    mark(along) {
      marked = along;
      onChange();
    },
    place(transform) {
      marks.element.style.display = active ? "" : "none";
      if (active) marks.place(transform, line, width, { held, marked });
    },
    press,
    key,
    cursorAt(at, { scale }) {
      if (!active) return undefined;
      return gripAt(at, line, reach / scale, width / 2) === "body" ? "move" : "crosshair";
    },
  };
}

/** What lies under a place; the ends before the body. @param nearby px */
function gripAt(at: Pair, line: Line, nearby: number, halfWidth: number): Grip | undefined {
  const [from, to] = [distance(line[0], at), distance(line[1], at)];
  if (Math.min(from, to) <= nearby) return to <= from ? 1 : 0;
  return distanceToLine(at, line) <= Math.max(nearby / 2, halfWidth) ? "body" : undefined;
}

function draggedLine(start: Line, grip: Grip, at: Pair, to: Pair, straight: boolean, frame: Pair): Line {
  if (grip === "body") {
    const place = straight ? alongAxis(at, to) : to;
    return movedLine(start, [place[0] - at[0], place[1] - at[1]], frame);
  }
  const place = straight ? alongAxis(start[1 - grip]!, to) : to;
  return withEnd(start, grip, onFrame(place, frame));
}

function steppedLine(line: Line, grip: Grip, event: KeyboardEvent, frame: Pair): Line {
  const step = event.shiftKey ? 5 : 1;
  const [dy, dx] = arrows[event.key]!;
  const by: Pair = [dy * step, dx * step];
  if (grip === "body") return movedLine(line, by, frame);
  const [y, x] = line[grip];
  return withEnd(line, grip, onFrame([y + by[0], x + by[1]], frame));
}

/** To 0.01 px, so that code and tables read well. */
function rounded([y, x]: Pair): Pair {
  return [Number(y.toFixed(2)), Number(x.toFixed(2))];
}

function withEnd(line: Line, end: 0 | 1, place: Pair): Line {
  return end === 0 ? [place, line[1]] : [line[0], place];
}

/** Along the middle row, half as long as the image. */
function middleLine([height, width]: Pair): Line {
  const middle = Math.round((height - 1) / 2);
  return [
    [middle, Math.round((width - 1) * 0.25)],
    [middle, Math.round((width - 1) * 0.75)],
  ];
}

/** Line, band and ends; the start is a ring, so that the direction of the plot is seen. */
function profileMarks() {
  const band = svg("path", { class: "ronchi-Profile-band" });
  const [halo, mark] = ["halo", "line"].map((part) => svg("path", { class: `ronchi-Profile-${part}` }));
  const ends = ["start", "end"].map((end) => svg("circle", { class: `ronchi-Profile-${end}`, r: "4.5" }));
  const dot = svg("circle", { class: "ronchi-Profile-dot", r: "4" });
  const element = svg("g", { class: "ronchi-Profile-marks" }, band, halo!, mark!, ...ends, dot);
  return {
    element,
    place(
      transform: Transform,
      line: Line,
      width: number,
      { held, marked }: { readonly held: Grip; readonly marked: number | undefined },
    ) {
      const [from, to] = [toPane(transform, line[0]), toPane(transform, line[1])];
      for (const path of [halo!, mark!]) path.setAttribute("d", `M${from[1]} ${from[0]}L${to[1]} ${to[0]}`);
      band.setAttribute("d", width > 1 ? bandPath(from, to, (width * transform.scale) / 2) : "");
      for (const [i, [y, x]] of [from, to].entries()) {
        setAttributes(ends[i]!, { cx: x, cy: y });
        ends[i]!.classList.toggle("ronchi-Profile-held", held === i || held === "body");
      }
      dot.style.display = marked === undefined ? "none" : "";
      const along = marked ?? 0;
      setAttributes(dot, {
        cx: from[1] + along * (to[1] - from[1]),
        cy: from[0] + along * (to[0] - from[0]),
      });
    },
  };
}

function bandPath([y0, x0]: Pair, [y1, x1]: Pair, half: number): string {
  const length = Math.hypot(y1 - y0, x1 - x0) || 1;
  const [ny, nx] = [((x1 - x0) / length) * half, (-(y1 - y0) / length) * half];
  return `M${x0 - nx} ${y0 - ny}L${x1 - nx} ${y1 - ny}L${x1 + nx} ${y1 + ny}L${x0 + nx} ${y0 + ny}Z`;
}
