import { type Drag, placeIn, trackDrag } from "./drag.js";
import type { PaneTool } from "./paneTool.js";
import { pinch } from "./pinch.js";
import { type Pair, type Transform, toImage } from "./viewTransform.js";

/** A pane as its gestures see it. */
export interface GesturePane {
  /** Gets the events, and the cursor that says what a press would do. */
  readonly stage: HTMLElement;
  readonly tools: readonly PaneTool[];
  transform(): Transform;
  isZoomed(): boolean;
  /** The image px `fixed` keeps its place; without it, the middle of the pane does. */
  zoom(factor: number, fixed?: Pair): void;
  /** By image px. */
  pan(by: Pair): void;
  home(): void;
  placeTools(): void;
  onHover(at: Pair | undefined): void;
}

/** Direction of each arrow key, [y, x]. */
export const arrows: Readonly<Record<string, Pair>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const wheelZoom = 1.0015;
/** What one line of a wheel that counts lines is worth, px. */
const wheelLine = 30;
const keyZoom = 1.5;
/** CSS px. */
const keyPan = 40;

/**
 * Zoom, pan and the drags of the tools. The wheel zooms when the pane has the focus or Ctrl is held, so that a page
 * scrolls over it undisturbed; the middle button, the space bar, and a drag beside the tools pan; two fingers do both.
 */
export function listenToGestures(pane: GesturePane, signal: AbortSignal): void {
  const { stage } = pane;
  let spaceHeld = false;
  const holdSpace = (held: boolean) => {
    spaceHeld = held;
    stage.style.cursor = held ? "grab" : "";
  };
  const fingers = pinch(pane, signal);
  let cancelDrag: (() => void) | undefined;
  const onPress = (event: PointerEvent) => {
    // What the first finger began was the beginning of a pinch.
    if (fingers.press(event)) cancelDrag?.();
    else cancelDrag = press(pane, event, spaceHeld, signal);
  };
  stage.addEventListener("pointerdown", onPress, { signal });
  stage.addEventListener("pointermove", (event) => hover(pane, event, spaceHeld), { signal });
  stage.addEventListener("pointerleave", (event) => leave(pane, event), { signal });
  stage.addEventListener("dblclick", (event) => doubleClick(pane, event), { signal });
  stage.addEventListener("wheel", (event) => wheel(pane, event), { signal, passive: false });
  const onKey = (event: KeyboardEvent) => {
    if (pane.tools.some((tool) => tool.key?.(event))) pane.placeTools();
    else if (event.key === " ") holdSpace(true);
    else if (!actOnKey(pane, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  stage.addEventListener("keydown", onKey, { signal });
  stage.addEventListener("keyup", (event) => event.key === " " && holdSpace(false), { signal });
  stage.addEventListener("blur", () => holdSpace(false), { signal });
}

/** @returns what takes the drag back that begins, if one does */
function press(
  pane: GesturePane,
  event: PointerEvent,
  spaceHeld: boolean,
  signal: AbortSignal,
): (() => void) | undefined {
  const middle = event.button === 1;
  if (event.button !== 0 && !middle) return undefined;
  event.preventDefault();
  pane.stage.focus({ preventScroll: true });
  const tool = middle || spaceHeld ? undefined : toolDrag(pane, event);
  return trackDrag(pane.stage, event, tool ?? panDrag(pane, event), signal);
}

function toolDrag(pane: GesturePane, event: PointerEvent): Drag | undefined {
  const transform = pane.transform();
  const at = toImage(transform, placeIn(pane.stage, event));
  for (const tool of pane.tools) {
    const drag = tool.press(at, transform, event);
    if (drag === undefined) continue;
    return {
      move: (place, moved) => drag.move(toImage(pane.transform(), place), moved),
      end: () => drag.end(),
      cancel: () => drag.cancel(),
    };
  }
  return undefined;
}

function panDrag(pane: GesturePane, event: PointerEvent): Drag {
  const start = placeIn(pane.stage, event);
  let last = start;
  const panTo = (place: Pair) => {
    const { scale } = pane.transform();
    pane.pan([(last[0] - place[0]) / scale, (last[1] - place[1]) / scale]);
    last = place;
  };
  return { move: panTo, end: () => undefined, cancel: () => panTo(start) };
}

function hover(pane: GesturePane, event: PointerEvent, spaceHeld: boolean): void {
  const transform = pane.transform();
  const at = toImage(transform, placeIn(pane.stage, event));
  // During a drag the cursor stays what it was when the drag began.
  if (event.buttons === 0) pane.stage.style.cursor = spaceHeld ? "grab" : cursorAt(pane, at, transform);
  hoverTools(pane, at, event);
  pane.onHover(at);
}

function leave(pane: GesturePane, event: PointerEvent): void {
  hoverTools(pane, undefined, event);
  pane.onHover(undefined);
}

function hoverTools(pane: GesturePane, at: Pair | undefined, event: PointerEvent): void {
  const changed = pane.tools.filter((tool) => tool.hover?.(at, event) === true);
  if (changed.length > 0) pane.placeTools();
}

function doubleClick(pane: GesturePane, event: MouseEvent): void {
  const transform = pane.transform();
  const at = toImage(transform, placeIn(pane.stage, event));
  if (pane.tools.some((tool) => tool.doubleClick?.(at, transform) === true)) pane.placeTools();
}

function cursorAt(pane: GesturePane, at: Pair, transform: Transform): string {
  for (const tool of pane.tools) {
    const cursor = tool.cursorAt(at, transform);
    if (cursor !== undefined) return cursor;
  }
  return pane.isZoomed() ? "grab" : "default";
}

function wheel(pane: GesturePane, event: WheelEvent): void {
  const focused = pane.stage.contains(document.activeElement);
  const outermost = event.deltaY > 0 && !pane.isZoomed();
  if ((!focused && !event.ctrlKey) || outermost) return;
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? wheelLine : 1;
  pane.zoom(wheelZoom ** (-event.deltaY * unit), toImage(pane.transform(), placeIn(pane.stage, event)));
}

/** Whether the key was one of the pane's. */
function actOnKey(pane: GesturePane, event: KeyboardEvent): boolean {
  const step = keyPan / pane.transform().scale;
  const direction = event.ctrlKey ? arrows[event.key] : undefined;
  if (direction !== undefined) pane.pan([direction[0] * step, direction[1] * step]);
  else if (event.key === "PageUp") pane.zoom(keyZoom);
  else if (event.key === "PageDown") pane.zoom(1 / keyZoom);
  else if (event.key === "Home" || event.key === "0") pane.home();
  else return false;
  return true;
}
