import type { Drag } from "./drag.js";
import type { Pair, Transform } from "./viewTransform.js";

/** An outline as figures show it. */
export interface ToolOutline {
  /** SVG path, CSS px. */
  readonly path: string;
  /** CSS. */
  readonly colour: string;
  /** Beside it, CSS px. */
  readonly label?: { readonly text: string; readonly x: number; readonly y: number };
}

/** Something drawn over an image that can be taken with a pointer. Places of the pointer are image px [y, x]. */
export interface PaneTool {
  /** Drawn in CSS px of the pane, so that strokes and handles keep their size. */
  readonly element: SVGGElement;
  /** It measures whatever is shown; the others mark places of a picture, and rest while a transform of it is shown. */
  readonly measures?: boolean;
  /** Puts the drawing where the image is now. */
  place(transform: Transform, size: Pair): void;
  /** CSS cursor over a place, undefined where there is nothing to take. */
  cursorAt(at: Pair, transform: Transform): string | undefined;
  /** Begins a drag, or leaves the pointer to the pane; `Drag` gets image px. */
  press(at: Pair, transform: Transform, event: PointerEvent): Drag | undefined;
  /** The pointer moved, or left; whether the tool has to be drawn again. */
  hover?(at: Pair | undefined, event: PointerEvent): boolean;
  /** A second click in the same place; whether it was one of the tool's. */
  doubleClick?(at: Pair, transform: Transform): boolean;
  /** A key while the pane has the focus; whether it was one of the tool's. */
  key?(event: KeyboardEvent): boolean;
  /** Outlines for figures; a tool without them stays on the screen. */
  outline?(transform: Transform): readonly ToolOutline[];
}
