import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import type { DrawableDetector, RunBitmap } from "#widgets/models/pickerDetector.js";
import { svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { brushOf, freshHand, type Hand } from "./hand.js";
import { paintLine } from "./paintedMask.js";
import { arrows } from "./paneGestures.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface BrushOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** While painting, every change; also when Esc takes the old pixels back. */
  readonly onDrag: (detector: DrawableDetector) => void;
  /** The stroke ended with these pixels. */
  readonly onCommit: (detector: DrawableDetector) => void;
  /** Another size of the brush, or paint and eraser exchanged. */
  readonly onHand: (hand: Partial<Hand>) => void;
  readonly isLocked: () => boolean;
}

/** Paints and erases the pixels of a bitmap. */
export interface Brush extends PaneTool {
  /** It works on bitmaps and rests on all others. */
  show(detector: DrawableDetector): void;
  showHand(hand: Hand): void;
}

const largeStep = 5;

/**
 * A round brush for bitmaps: a drag paints, with Alt or as eraser (X) it takes away; [ and ] change its size; Shift keeps a
 * stroke to one axis. By keys: arrows move it, Space paints a dab.
 */
export function brush(options: BrushOptions): Brush {
  const { frame } = options;
  const halo = svg("circle", { class: "ronchi-Brush-halo" });
  const ring = svg("circle", { class: "ronchi-Brush-ring" });
  let bitmap: RunBitmap | undefined;
  let hand = freshHand;
  let at: Pair | undefined;

  /** The bitmap after a line of paint. */
  function painted(start: RunBitmap, from: Pair, to: Pair, erases: boolean): RunBitmap {
    const mask = maskOfRuns(start.runs, frame);
    paintLine(mask, frame, from, to, { size: hand.brushSize, value: erases ? 0 : 1 });
    return { ...start, runs: runsOfMask(mask) };
  }

  function press(from: Pair, _: Transform, event: PointerEvent): Drag | undefined {
    if (bitmap === undefined || options.isLocked()) return undefined;
    const start = bitmap;
    const erases = hand.erases !== event.altKey;
    let last = from;
    const paint = (to: Pair) => {
      bitmap = painted(bitmap ?? start, last, to, erases);
      [last, at] = [to, to];
      options.onDrag(bitmap);
    };
    paint(from);
    return {
      move: (to, moved) => paint(moved.shiftKey ? onOneAxis(from, to) : to),
      end: () => options.onCommit(bitmap ?? start),
      cancel() {
        bitmap = start;
        options.onDrag(start);
      },
    };
  }

  function key(event: KeyboardEvent): boolean {
    if (bitmap === undefined || options.isLocked() || event.ctrlKey || event.altKey || event.metaKey)
      return false;
    const arrow = arrows[event.key];
    const tip = at ?? ([Math.floor(frame[0] / 2), Math.floor(frame[1] / 2)] as const);
    if (arrow !== undefined) {
      const step = event.shiftKey ? largeStep : 1;
      at = clamped([Math.round(tip[0]) + arrow[0] * step, Math.round(tip[1]) + arrow[1] * step], frame);
    } else if (event.key === " ") {
      at = tip;
      options.onCommit(painted(bitmap, tip, tip, hand.erases));
    } else if (event.key === "[" || event.key === "]") {
      const by = event.key === "[" ? -1 : 1;
      options.onHand(brushOf(hand.brushSize + by));
    } else if (event.key.toLowerCase() === "x") options.onHand({ erases: !hand.erases });
    else return false;
    return true;
  }

  return {
    element: svg("g", { class: "ronchi-Brush" }, halo, ring),
    show(detector) {
      bitmap = detector.shape === "bitmap" ? detector : undefined;
    },
    showHand(shown) {
      hand = shown;
    },
    place(transform) {
      const isShown = bitmap !== undefined && at !== undefined;
      for (const circle of [halo, ring]) {
        circle.toggleAttribute("hidden", !isShown);
        circle.setAttribute("data-erases", String(hand.erases));
        if (at === undefined) continue;
        const [y, x] = toPane(transform, at);
        circle.setAttribute("cx", String(x));
        circle.setAttribute("cy", String(y));
        circle.setAttribute("r", String((isShown ? hand.brushSize / 2 : 0) * transform.scale));
      }
    },
    press,
    cursorAt: () => (bitmap === undefined || options.isLocked() ? undefined : "crosshair"),
    hover(place) {
      at = place;
      return bitmap !== undefined;
    },
    key,
  };
}

function onOneAxis(from: Pair, to: Pair): Pair {
  return Math.abs(to[0] - from[0]) > Math.abs(to[1] - from[1]) ? [to[0], from[1]] : [from[0], to[1]];
}

function clamped([y, x]: Pair, [height, width]: Pair): Pair {
  return [Math.min(Math.max(y, 0), height - 1), Math.min(Math.max(x, 0), width - 1)];
}
