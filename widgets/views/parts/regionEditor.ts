import { setAttributes, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { arrows } from "./paneGestures.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

/** A box of pixels, half open: from <= y < to. */
export interface PixelBox {
  readonly y: Pair;
  readonly x: Pair;
}

export interface RegionEditorOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** While dragging, every change; also when Esc takes the old box back. */
  readonly onDrag: (box: PixelBox | null) => void;
  readonly onCommit: (box: PixelBox | null) => void;
  /** Esc puts the tool away; the box stays. */
  readonly onLeave: () => void;
  readonly isLocked: () => boolean;
}

export interface RegionEditor extends PaneTool {
  show(box: PixelBox | null): void;
  setActive(on: boolean): void;
}

/**
 * A box of pixels on an image. While the tool is taken a press inside moves the box and one beside it draws a new one;
 * arrows move it (Shift: 5 px), plus and minus change its size, Delete removes it, Esc puts the tool away.
 */
export function regionEditor(options: RegionEditorOptions): RegionEditor {
  const halo = svg("rect", { class: "ronchi-Region-halo" });
  const line = svg("rect", { class: "ronchi-Region-line" });
  const { frame } = options;
  let active = false;
  let box: PixelBox | null = null;

  function press(at: Pair): Drag | undefined {
    if (!active || options.isLocked()) return undefined;
    const before = box;
    const grabbed = before !== null && contains(before, at) ? before : undefined;
    const change = (to: PixelBox | null) => {
      box = to;
      options.onDrag(box);
    };
    return {
      move: (to) =>
        change(grabbed === undefined ? boxBetween(at, to, frame) : movedBox(grabbed, away(at, to), frame)),
      end: () => box !== before && options.onCommit(box),
      cancel: () => change(before),
    };
  }

  function key(event: KeyboardEvent): boolean {
    if (!active || options.isLocked() || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key === "Escape") options.onLeave();
    else if (event.key === "Delete" || event.key === "Backspace") options.onCommit(null);
    else {
      const changed = changedByKey(box ?? firstBox(frame), event, frame);
      if (changed === undefined) return false;
      options.onCommit(changed);
    }
    return true;
  }

  return {
    element: svg("g", { class: "ronchi-Region" }, halo, line),
    show(shown) {
      box = shown;
    },
    setActive(on) {
      active = on;
    },
    place(transform) {
      for (const part of [halo, line]) placeBox(part, box, transform);
    },
    press,
    key,
    cursorAt(at) {
      if (!active || options.isLocked()) return undefined;
      return box !== null && contains(box, at) ? "move" : "crosshair";
    },
  };
}

function placeBox(part: SVGRectElement, box: PixelBox | null, transform: Transform): void {
  part.style.display = box === null ? "none" : "";
  if (box === null) return;
  const [top, left] = toPane(transform, [box.y[0] - 0.5, box.x[0] - 0.5]);
  const [bottom, right] = toPane(transform, [box.y[1] - 0.5, box.x[1] - 0.5]);
  setAttributes(part, { x: left, y: top, width: right - left, height: bottom - top });
}

function changedByKey(box: PixelBox, event: KeyboardEvent, frame: Pair): PixelBox | undefined {
  const step = event.shiftKey ? 5 : 1;
  const direction = arrows[event.key];
  if (direction !== undefined) return movedBox(box, [direction[0] * step, direction[1] * step], frame);
  const grow = event.key === "+" || event.key === "=" ? 1 : event.key === "-" ? -1 : 0;
  if (grow === 0) return undefined;
  const along = (axis: "y" | "x", length: number): Pair => {
    const from = Math.max(0, Math.min(box[axis][0] - grow, box[axis][1] - 1));
    return [from, Math.min(length, Math.max(box[axis][1] + grow, from + 1))];
  };
  return { y: along("y", frame[0]), x: along("x", frame[1]) };
}

/** The middle of the image, a quarter as high and wide. */
function firstBox(frame: Pair): PixelBox {
  const along = (length: number): Pair => {
    const size = Math.max(1, Math.round(length / 4));
    const from = Math.floor((length - size) / 2);
    return [from, from + size];
  };
  return { y: along(frame[0]), x: along(frame[1]) };
}

function boxBetween(a: Pair, b: Pair, frame: Pair): PixelBox {
  const along = (axis: 0 | 1): Pair => {
    const [one, other] = [a, b].map((at) => Math.min(Math.max(Math.round(at[axis]), 0), frame[axis] - 1));
    return [Math.min(one!, other!), Math.max(one!, other!) + 1];
  };
  return { y: along(0), x: along(1) };
}

/** Its size stays, also at the border of the image. */
function movedBox({ y, x }: PixelBox, by: Pair, frame: Pair): PixelBox {
  const along = ([from, to]: Pair, step: number, length: number): Pair => {
    const kept = Math.min(Math.max(from + step, 0), length - (to - from));
    return [kept, kept + to - from];
  };
  return { y: along(y, by[0], frame[0]), x: along(x, by[1], frame[1]) };
}

function away(from: Pair, to: Pair): Pair {
  return [Math.round(to[0] - from[0]), Math.round(to[1] - from[1])];
}

function contains({ y, x }: PixelBox, at: Pair): boolean {
  return at[0] >= y[0] - 0.5 && at[0] < y[1] - 0.5 && at[1] >= x[0] - 0.5 && at[1] < x[1] - 0.5;
}
