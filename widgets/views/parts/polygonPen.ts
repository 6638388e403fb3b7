import { svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { arrows } from "./paneGestures.js";
import type { PaneTool } from "./paneTool.js";
import { fewestCorners } from "./polygonGeometry.js";
import { linePath } from "./shapePaths.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface PolygonPenOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** The line is closed, through these corners, image px. */
  readonly onClosed: (corners: readonly Pair[]) => void;
  /** The pen was put away without a polygon. */
  readonly onCancelled: () => void;
  readonly isLocked: () => boolean;
}

/** Draws a new polygon, corner by corner. */
export interface PolygonPen extends PaneTool {
  readonly isActive: boolean;
  setActive(on: boolean): void;
}

/** How near the first corner a click closes the line, CSS px. */
const closeReach = 10;
/** Two clicks as near as this are a double click, not two corners, CSS px. */
const sameReach = 3;
const cornerSize = 4;
const largeStep = 5;

/**
 * A pen for polygons: clicks, or Space at the place that the arrows move, set corners; Enter, a double click or a click on
 * the first corner closes the line; Backspace takes the last corner back, Esc all. Shift keeps a side to one axis.
 */
export function polygonPen(options: PolygonPenOptions): PolygonPen {
  const halo = svg("path", { class: "ronchi-Pen-halo" });
  const line = svg("path", { class: "ronchi-Pen-line" });
  const marks = svg("g");
  const middle: Pair = [(options.frame[0] - 1) / 2, (options.frame[1] - 1) / 2];
  let active = false;
  let corners: Pair[] = [];
  /** Where the next corner would be set. */
  let tip: Pair | undefined;

  function setActive(on: boolean): void {
    active = on;
    corners = [];
    tip = undefined;
  }

  function close(): void {
    if (corners.length < fewestCorners) return;
    const closed = corners;
    setActive(false);
    options.onClosed(closed);
  }

  function set(at: Pair, scale: number): void {
    const isNear = (corner: Pair | undefined, reach: number) =>
      corner !== undefined && Math.hypot(corner[0] - at[0], corner[1] - at[1]) <= reach / scale;
    if (corners.length >= fewestCorners && isNear(corners[0], closeReach)) close();
    else if (!isNear(corners.at(-1), sameReach)) corners = [...corners, at];
  }

  function constrained(at: Pair, oneAxis: boolean): Pair {
    const last = corners.at(-1);
    if (!oneAxis || last === undefined) return at;
    return Math.abs(at[0] - last[0]) > Math.abs(at[1] - last[1]) ? [at[0], last[1]] : [last[0], at[1]];
  }

  function press(at: Pair, { scale }: Transform, event: PointerEvent): Drag | undefined {
    if (!active || options.isLocked()) return undefined;
    tip = constrained(at, event.shiftKey);
    return {
      move(to, moved) {
        tip = constrained(to, moved.shiftKey);
      },
      end: () => set(tip ?? at, scale),
      cancel: () => undefined,
    };
  }

  function key(event: KeyboardEvent): boolean {
    if (!active) return false;
    const arrow = event.ctrlKey ? undefined : arrows[event.key];
    if (arrow !== undefined) {
      const step = event.shiftKey ? largeStep : 1;
      const from = tip ?? middle;
      tip = [from[0] + arrow[0] * step, from[1] + arrow[1] * step];
    } else if (event.key === " ") set(tip ?? middle, Number.POSITIVE_INFINITY);
    else if (event.key === "Enter") close();
    else if (event.key === "Backspace") corners = corners.slice(0, -1);
    else if (event.key === "Escape") {
      setActive(false);
      options.onCancelled();
    } else return false;
    return true;
  }

  return {
    element: svg("g", { class: "ronchi-Shape" }, halo, line, marks),
    get isActive() {
      return active;
    },
    setActive,
    place(transform) {
      const path = linePath(tip === undefined ? corners : [...corners, tip], transform, false);
      for (const part of [halo, line]) part.setAttribute("d", active ? path : "");
      marks.replaceChildren(...(active ? cornerMarks(corners, tip, transform) : []));
    },
    press,
    cursorAt: () => (active ? "crosshair" : undefined),
    hover(at, event) {
      if (!active) return false;
      if (at !== undefined) tip = constrained(at, event.shiftKey);
      return true;
    },
    doubleClick() {
      if (active) close();
      return active;
    },
    key,
  };
}

function cornerMarks(
  corners: readonly Pair[],
  tip: Pair | undefined,
  transform: Transform,
): readonly SVGElement[] {
  const places = tip === undefined ? corners : [...corners, tip];
  return places.map((place, i) => {
    const [y, x] = toPane(transform, place);
    // The first one is larger: a click on it closes the line.
    const r = String(i === 0 && corners.length > 0 ? cornerSize + 2 : cornerSize);
    const part = place === tip ? " ronchi-Shape-handle--inner" : "";
    return svg("circle", { class: `ronchi-Shape-handle${part}`, cx: String(x), cy: String(y), r });
  });
}
