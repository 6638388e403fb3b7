import { setAttributes, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface CrosshairOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** While dragging, every change; also when Esc takes the old place back. */
  readonly onDrag: (at: Pair) => void;
  readonly onCommit: (at: Pair) => void;
  readonly isLocked: () => boolean;
}

export interface Crosshair extends PaneTool {
  show(at: Pair): void;
}

/** Free space around the marked pixel and length of the four arms, CSS px: short, so that they hide little. */
const gap = 6;
const arm = 14;

/** Marks one pixel of an image. A press anywhere moves it there. */
export function crosshair(initial: Pair, options: CrosshairOptions): Crosshair {
  const halo = svg("path", { class: "ronchi-Crosshair-halo" });
  const line = svg("path", { class: "ronchi-Crosshair-line" });
  let at = initial;

  function press(from: Pair): Drag | undefined {
    if (options.isLocked()) return undefined;
    const start = at;
    const change = (to: Pair) => {
      at = to;
      options.onDrag(at);
    };
    change(pixelAt(from, options.frame));
    const origin = at;
    return {
      move: (to, event) => change(pixelAt(event.shiftKey ? alongOneAxis(origin, to) : to, options.frame)),
      end: () => options.onCommit(at),
      cancel: () => change(start),
    };
  }

  return {
    element: svg("g", { class: "ronchi-Crosshair" }, halo, line),
    show(shown) {
      at = shown;
    },
    place(transform) {
      const path = crossPath(toPane(transform, at), transform);
      for (const part of [halo, line]) setAttributes(part, { d: path });
    },
    press,
    cursorAt: () => (options.isLocked() ? undefined : "crosshair"),
  };
}

/** The pixel under a place, kept on the image. */
export function pixelAt(at: Pair, frame: Pair): Pair {
  const along = (axis: 0 | 1) => Math.min(Math.max(Math.round(at[axis]), 0), frame[axis] - 1);
  return [along(0), along(1)];
}

function alongOneAxis(from: Pair, to: Pair): Pair {
  return Math.abs(to[0] - from[0]) > Math.abs(to[1] - from[1]) ? [to[0], from[1]] : [from[0], to[1]];
}

function crossPath([y, x]: Pair, { scale }: Transform): string {
  const free = Math.max(gap, scale / 2 + 2);
  const arms = `M${x - free} ${y}h${-arm}M${x + free} ${y}h${arm}M${x} ${y - free}v${-arm}M${x} ${y + free}v${arm}`;
  // The pixel itself gets a frame where it is large enough to be seen.
  const box = scale >= 4 ? `M${x - scale / 2} ${y - scale / 2}h${scale}v${scale}h${-scale}z` : "";
  return arms + box;
}
