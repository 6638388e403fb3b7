import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { setAttributes, setText, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import type { PaneTool } from "./paneTool.js";
import { draggedDetector, type Grab, grabAt, handlesOf, settledDetector } from "./shapeGeometry.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

export interface ShapeEditorOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  /** Words for the size of a shape, shown while it is dragged. */
  readonly describe: (detector: DrawableDetector) => string;
  /** While dragging, every change; also when Esc takes the old shape back. */
  readonly onDrag: (detector: DrawableDetector) => void;
  /** The drag ended with this shape. */
  readonly onCommit: (detector: DrawableDetector) => void;
  readonly isLocked: () => boolean;
}

export interface ShapeEditor extends PaneTool {
  show(detector: DrawableDetector): void;
}

/** Radius of the area around a handle that takes it, CSS px. */
const handleReach = 10;
const handleSize = 4.5;
const pointReach = 7;

/** Draws one detector shape and lets its body and its outlines be dragged. */
export function shapeEditor(initial: DrawableDetector, options: ShapeEditorOptions): ShapeEditor {
  const area = svg("path", { class: "ronchi-Shape-area", "fill-rule": "evenodd" });
  const halo = svg("path", { class: "ronchi-Shape-halo" });
  const line = svg("path", { class: "ronchi-Shape-line" });
  const handles = svg("g");
  const label = svg("text", { class: "ronchi-Shape-label" });
  let detector = initial;
  let dragging = false;

  function place(transform: Transform, size: Pair): void {
    const outline = outlinePath(detector, transform);
    for (const path of [area, halo, line]) path.setAttribute("d", outline);
    handles.replaceChildren(...handleMarks(detector, transform));
    setText(label, dragging ? options.describe(detector) : "");
    setAttributes(label, labelPlace(detector, transform, size));
  }

  function press(at: Pair, transform: Transform): Drag | undefined {
    const grab = options.isLocked() ? undefined : grabAt(detector, at, handleReach / transform.scale);
    if (grab === undefined) return undefined;
    const start = detector;
    const change = (to: DrawableDetector) => {
      detector = settledDetector(to, options.frame);
      options.onDrag(detector);
    };
    dragging = true;
    return {
      move: (to, event) => change(draggedDetector(start, grab, at, to, event.shiftKey)),
      end() {
        dragging = false;
        options.onCommit(detector);
      },
      cancel() {
        dragging = false;
        change(start);
      },
    };
  }

  return {
    element: svg("g", { class: "ronchi-Shape" }, area, halo, line, handles, label),
    show(shown) {
      detector = shown;
    },
    place,
    press,
    outline: (transform) => outlinePath(detector, transform),
    cursorAt(at, transform) {
      if (options.isLocked()) return undefined;
      const grab = grabAt(detector, at, handleReach / transform.scale);
      return grab === undefined ? undefined : cursorOf(grab, detector, at);
    },
  };
}

function outlinePath(detector: DrawableDetector, transform: Transform): string {
  const centre = toPane(transform, detector.centre);
  switch (detector.shape) {
    case "point":
      return pointPath(centre);
    case "circle":
      return ringPath(centre, detector.radius * transform.scale);
    case "annulus":
      return (
        ringPath(centre, detector.outer * transform.scale) +
        ringPath(centre, detector.inner * transform.scale)
      );
    case "rectangle": {
      const [height, width] = [detector.height * transform.scale, detector.width * transform.scale];
      return `M${centre[1] - width / 2} ${centre[0] - height / 2}h${width}v${height}h${-width}z`;
    }
  }
}

function ringPath([y, x]: Pair, radius: number): string {
  const arc = `a${radius} ${radius} 0 1 0`;
  return `M${x - radius} ${y}${arc}${2 * radius} 0${arc}${-2 * radius} 0z`;
}

/** A ring around the pixel with four ticks, open in the middle so that the pixel stays visible. */
function pointPath([y, x]: Pair): string {
  const [near, far] = [pointReach, pointReach * 2];
  const ticks = `M${x} ${y - far}v${near}M${x} ${y + near}v${near}M${x - far} ${y}h${near}M${x + near} ${y}h${near}`;
  return ringPath([y, x], near) + ticks;
}

function handleMarks(detector: DrawableDetector, transform: Transform): SVGElement[] {
  return handlesOf(detector).map(({ grab, at }) => {
    const [y, x] = toPane(transform, at);
    const part = grab.part === "inner" ? " ronchi-Shape-handle--inner" : "";
    return svg("circle", {
      class: `ronchi-Shape-handle${part}`,
      cx: String(x),
      cy: String(y),
      r: String(handleSize),
    });
  });
}

/** Above the shape, or inside its upper edge where there is no room; always within the pane. */
function labelPlace(detector: DrawableDetector, transform: Transform, size: Pair): { x: number; y: number } {
  const [y, x] = toPane(transform, detector.centre);
  const reach = Math.max(
    ...handlesOf(detector).map(({ at }) => y - toPane(transform, at)[0]),
    2 * pointReach,
  );
  const above = y - reach - 12;
  return {
    x: Math.min(Math.max(x, 90), Math.max(90, size[1] - 90)),
    y: Math.min(above > 18 ? above : 22, size[0] - 12),
  };
}

function cursorOf(grab: Grab, detector: DrawableDetector, at: Pair): string {
  if (grab.part === "body") return "move";
  const [dy, dx] =
    grab.part === "side" ? grab.sides : [at[0] - detector.centre[0], at[1] - detector.centre[1]];
  const eighth = Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) & 3;
  return ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"][eighth]!;
}
