import { boundsOf } from "#widgets/models/detectorBounds.js";
import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import { setAttributes, setText, svg } from "./dom.js";
import type { PaneTool } from "./paneTool.js";
import { grabAt } from "./shapeHandles.js";
import { outlinePath } from "./shapePaths.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

/** A detector as it is marked on a pane. */
export interface MarkedShape {
  readonly name: string;
  readonly detector: DrawableDetector;
  /** CSS colour. */
  readonly colour: string;
}

export interface OtherShapesOptions {
  /** Shape of the image, px [y, x]. */
  readonly frame: Pair;
  readonly onSelect: (name: string) => void;
  readonly isLocked: () => boolean;
}

/** The detectors that are not selected, dimmed, each with its name; a press on one selects it. */
export interface OtherShapes extends PaneTool {
  show(shapes: readonly MarkedShape[]): void;
}

const reach = 8;

/** Draws all detectors but the selected one. */
export function otherShapes({ frame, onSelect, isLocked }: OtherShapesOptions): OtherShapes {
  const element = svg("g", { class: "ronchi-Others" });
  let shapes: readonly MarkedShape[] = [];

  const shapeAt = (at: Pair, transform: Transform) =>
    isLocked()
      ? undefined
      : shapes.find(({ detector }) => grabAt(detector, at, reach / transform.scale, frame) !== undefined);

  return {
    element,
    show(shown) {
      shapes = shown;
      element.replaceChildren(...shapes.map(shapeMarks));
    },
    place(transform, size) {
      for (const [i, { detector }] of shapes.entries()) {
        const [halo, line, label] = [...element.children[i]!.children];
        for (const path of [halo!, line!])
          setAttributes(path, { d: outlinePath(detector, frame, transform) });
        setAttributes(label!, namePlace(detector, transform, size));
      }
    },
    cursorAt: (at, transform) => (shapeAt(at, transform) === undefined ? undefined : "pointer"),
    press(at, transform) {
      const shape = shapeAt(at, transform);
      if (shape === undefined) return undefined;
      onSelect(shape.name);
      return { move: () => undefined, end: () => undefined, cancel: () => undefined };
    },
    outline: (transform) =>
      shapes.map(({ name, detector, colour }) => ({
        path: outlinePath(detector, frame, transform),
        colour,
        label: { text: name, ...namePlace(detector, transform, undefined) },
      })),
  };
}

function shapeMarks({ name, colour }: MarkedShape): SVGElement {
  const label = svg("text", { class: "ronchi-Shape-name" });
  setText(label, name);
  return svg(
    "g",
    { style: `--ronchi-mark: ${colour}` },
    svg("path", { class: "ronchi-Other-halo" }),
    svg("path", { class: "ronchi-Other-line" }),
    label,
  );
}

/** Beside the upper right of a shape, where outlines of one centre and several radii are apart; within the pane. */
export function namePlace(
  detector: DrawableDetector,
  transform: Transform,
  size: Pair | undefined,
): { readonly x: number; readonly y: number } {
  const box = boundsOf(detector);
  if (box === undefined) return { x: 4, y: 14 };
  const [top, left] = toPane(transform, box.least);
  const [bottom, right] = toPane(transform, box.most);
  const isRound = ["circle", "annulus", "lattice"].includes(
    (detector.shape === "inversion" ? detector.detector : detector).shape,
  );
  // A round shape is nearest to its box's corner on the diagonal.
  const part = isRound ? Math.SQRT1_2 : 1;
  const x = (left + right) / 2 + (part * (right - left)) / 2 + 3;
  const y = (top + bottom) / 2 - (part * (bottom - top)) / 2 - 3;
  if (size === undefined) return { x, y };
  return { x: Math.min(Math.max(x, 3), size[1] - 12), y: Math.min(Math.max(y, 13), size[0] - 4) };
}
