import { niceScaleBar, type PixelSize, type ScaleBar } from "#widgets/draw/scaleBar.js";
import { setAttributes, setText, svg } from "./dom.js";
import type { Pair, Transform } from "./viewTransform.js";

export interface ScaleBarMark {
  readonly element: SVGGElement;
  /** Chooses a round length for what is visible, draws it, and says what was drawn. */
  place(transform: Transform, size: Pair, shape: Pair, pixel: PixelSize): ScaleBar;
}

const inset = 12;
const thickness = 4;

/** The bar in the lower left corner of a pane, with its length in words. */
export function scaleBarMark(): ScaleBarMark {
  const bar = svg("rect", { class: "ronchi-ScaleBar-bar", height: String(thickness) });
  const label = svg("text", { class: "ronchi-ScaleBar-label" });
  return {
    element: svg("g", { class: "ronchi-ScaleBar" }, bar, label),
    place(transform, size, shape, pixel) {
      const visible = Math.min(shape[1], size[1] / transform.scale);
      const made = niceScaleBar(pixel.value, visible, pixel.unit, pixel.keepUnit);
      const [left, bottom] = cornerOf(transform, size, shape);
      setAttributes(bar, { x: left, y: bottom - thickness, width: made.pixels * transform.scale });
      setAttributes(label, { x: left, y: bottom - thickness - 6 });
      setText(label, made.label);
      return made;
    },
  };
}

/** Inside the image also where it is smaller than the pane. */
function cornerOf(transform: Transform, size: Pair, shape: Pair): Pair {
  const left = Math.max(0, transform.left) + inset;
  const bottom = Math.min(size[0], transform.top + shape[0] * transform.scale) - inset;
  return [left, bottom];
}
