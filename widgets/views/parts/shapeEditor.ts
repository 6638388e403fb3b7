import { boundsOf } from "#widgets/models/detectorBounds.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { setAttributes, setText, svg } from "./dom.js";
import type { Drag } from "./drag.js";
import { freshHand, type Hand } from "./hand.js";
import { namePlace } from "./otherShapes.js";
import type { PaneTool, ToolOutline } from "./paneTool.js";
import { cornerKey, doubleClicked } from "./polygonKeys.js";
import { draggedDetector, settledDetector } from "./shapeGeometry.js";
import { type Grab, grabAt, handlesOf } from "./shapeHandles.js";
import { areaPath, outlinePath, pointReach } from "./shapePaths.js";
import { vectorMarks } from "./vectorMarks.js";
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
  /** Another corner of a polygon is chosen. */
  readonly onHand: (hand: Partial<Hand>) => void;
  readonly isLocked: () => boolean;
}

export interface ShapeEditor extends PaneTool {
  show(detector: DrawableDetector): void;
  showHand(hand: Hand): void;
  /** Whose shape it is. */
  showMark(mark: ShapeMark): void;
}

/** How a shape is told from others. */
export interface ShapeMark {
  /** CSS. */
  readonly colour: string;
  /** Written beside it; undefined where there is only one. */
  readonly name: string | undefined;
}

/** Radius of the area around a handle that takes it, CSS px. */
const handleReach = 10;
const handleSize = 4.5;
const defaultMark = "#ff781e";

/** Draws one detector shape and lets its body, its outlines and its corners be dragged. */
export function shapeEditor(initial: DrawableDetector, options: ShapeEditorOptions): ShapeEditor {
  const { frame } = options;
  const area = svg("path", { class: "ronchi-Shape-area", "fill-rule": "evenodd" });
  const halo = svg("path", { class: "ronchi-Shape-halo" });
  const line = svg("path", { class: "ronchi-Shape-line" });
  const handles = svg("g");
  const label = svg("text", { class: "ronchi-Shape-label" });
  let detector = initial;
  let hand = freshHand;
  const name = svg("text", { class: "ronchi-Shape-name" });
  const element = svg("g", { class: "ronchi-Shape" }, area, halo, line, handles, name, label);
  let mark: ShapeMark = { colour: defaultMark, name: undefined };
  let dragging = false;

  const slack = (transform: Transform) => handleReach / transform.scale;
  const commit = (changed: DrawableDetector) => options.onCommit(settledDetector(changed, frame));

  function place(transform: Transform, size: Pair): void {
    const outline = outlinePath(detector, frame, transform);
    setAttributes(area, { d: areaPath(detector, frame, transform) });
    for (const path of [halo, line]) setAttributes(path, { d: outline });
    handles.replaceChildren(...vectorMarks(detector, transform), ...handleMarks(detector, hand, transform));
    setText(name, mark.name ?? "");
    setAttributes(name, namePlace(detector, transform, size));
    setText(label, dragging ? options.describe(detector) : "");
    setAttributes(label, labelPlace(detector, transform, size));
  }

  function press(at: Pair, transform: Transform): Drag | undefined {
    const grab = options.isLocked() ? undefined : grabAt(detector, at, slack(transform), frame);
    if (grab === undefined) return undefined;
    options.onHand({ corner: grab.part === "corner" ? grab.index : undefined });
    const start = detector;
    const change = (to: DrawableDetector) => {
      detector = settledDetector(to, frame);
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
    element,
    show(shown) {
      detector = shown;
    },
    showHand(shown) {
      hand = shown;
    },
    showMark(shown) {
      mark = shown;
      element.style.setProperty("--ronchi-mark", mark.colour);
    },
    place,
    press,
    outline: (transform) => [outlineOf(detector, mark, frame, transform)],
    cursorAt(at, transform) {
      if (options.isLocked()) return undefined;
      const grab = grabAt(detector, at, slack(transform), frame);
      return grab === undefined ? undefined : cursorOf(grab, detector, at);
    },
    doubleClick(at, transform) {
      const change = options.isLocked() ? undefined : doubleClicked(detector, at, slack(transform));
      if (change === undefined) return false;
      commit(change.detector);
      options.onHand({ corner: change.corner });
      return true;
    },
    key(event) {
      const change = options.isLocked() ? undefined : cornerKey(event, detector, hand.corner);
      if (change === undefined) return false;
      if (change.detector !== detector) commit(change.detector);
      options.onHand({ corner: change.corner });
      return true;
    },
  };
}

function outlineOf(
  detector: DrawableDetector,
  { name, colour }: ShapeMark,
  frame: Pair,
  transform: Transform,
): ToolOutline {
  const path = outlinePath(detector, frame, transform);
  if (name === undefined) return { path, colour };
  return { path, colour, label: { text: name, ...namePlace(detector, transform, undefined) } };
}

function handleMarks(detector: DrawableDetector, { corner }: Hand, transform: Transform): SVGElement[] {
  return handlesOf(detector).map(({ grab, at }) => {
    const [y, x] = toPane(transform, at);
    const isChosen = grab.part === "corner" && grab.index === corner;
    const part = isChosen ? "chosen" : grab.part;
    return svg("circle", {
      class: `ronchi-Shape-handle ronchi-Shape-handle--${part}`,
      cx: String(x),
      cy: String(y),
      r: String(isChosen ? handleSize + 2 : handleSize),
    });
  });
}

/** Above the shape, or inside its upper edge where there is no room; always within the pane. */
function labelPlace(detector: DrawableDetector, transform: Transform, size: Pair): { x: number; y: number } {
  const box = boundsOf(detector);
  if (box === undefined) return { x: size[1] / 2, y: 22 };
  const [top, left] = toPane(transform, box.least);
  const [bottom, right] = toPane(transform, box.most);
  const [y, x] = [(top + bottom) / 2, (left + right) / 2];
  const above = y - Math.max((bottom - top) / 2, pointReach) - 12;
  return {
    x: Math.min(Math.max(x, 90), Math.max(90, size[1] - 90)),
    y: Math.min(above > 18 ? above : 22, size[0] - 12),
  };
}

function cursorOf(grab: Grab, detector: DrawableDetector, at: Pair): string {
  if (grab.part === "body") return "move";
  if (grab.part === "corner") return "crosshair";
  const box = boundsOf(detector)!;
  const middle = [(box.least[0] + box.most[0]) / 2, (box.least[1] + box.most[1]) / 2] as const;
  const [dy, dx] = grab.part === "side" ? grab.sides : [at[0] - middle[0], at[1] - middle[1]];
  const eighth = Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) & 3;
  return ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"][eighth]!;
}
