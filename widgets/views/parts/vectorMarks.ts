import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import { setText, svg } from "./dom.js";
import { linePath } from "./shapePaths.js";
import { type Transform, toPane } from "./viewTransform.js";

/** Beside the end of a vector, CSS px. */
const beside = 9;

/** The vectors of a lattice from its centre, with their names; nothing for other shapes. */
export function vectorMarks(detector: DrawableDetector, transform: Transform): SVGElement[] {
  if (detector.shape === "inversion") return vectorMarks(detector.detector, transform);
  if (detector.shape !== "lattice") return [];
  const { centre, g1, g2 } = detector;
  return [g1, g2].flatMap(([y, x], i) => {
    const end = [centre[0] + y, centre[1] + x] as const;
    const [top, left] = toPane(transform, end);
    const d = linePath([centre, end], transform, false);
    const name = svg("text", {
      class: "ronchi-Shape-name",
      x: String(left + beside),
      y: String(top - beside),
    });
    setText(name, `g${i + 1}`);
    return [
      svg("path", { class: "ronchi-Shape-halo", d }),
      svg("path", { class: "ronchi-Shape-vector", d }),
      name,
    ];
  });
}
