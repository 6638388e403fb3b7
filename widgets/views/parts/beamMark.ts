import { setAttributes, svg } from "./dom.js";
import type { PaneTool } from "./paneTool.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

/** A small cross where the direct beam is; nothing to take. */
export interface BeamMark extends PaneTool {
  /** Image px [y, x]; undefined where it is not known. */
  show(at: Pair | undefined): void;
}

/** CSS px. */
const arm = 5;

export function beamMark(): BeamMark {
  const [halo, line] = [
    svg("path", { class: "ronchi-Beam-halo" }),
    svg("path", { class: "ronchi-Beam-line" }),
  ];
  const element = svg("g", { class: "ronchi-Beam" }, halo, line);
  let at: Pair | undefined;
  return {
    element,
    show(shown) {
      at = shown;
    },
    place(transform) {
      element.toggleAttribute("hidden", at === undefined);
      for (const path of [halo, line])
        setAttributes(path, { d: at === undefined ? "" : crossAt(at, transform) });
    },
    cursorAt: () => undefined,
    press: () => undefined,
  };
}

function crossAt(at: Pair, transform: Transform): string {
  const [y, x] = toPane(transform, at);
  return `M${x - arm} ${y}h${2 * arm}M${x} ${y - arm}v${2 * arm}`;
}
