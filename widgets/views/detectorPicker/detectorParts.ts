import { quadrants, rings } from "#core/virtual/segments.js";
import { detectorDecimals } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/pickerDetector.js";

const ringCount = 3;

/**
 * A disk or a ring cut into four sectors, or into three rings of equal width; undefined for other shapes. The parts share no
 * pixel; together they are the ring (of a disk, all but its very border).
 */
export function partsOf(
  detector: DrawableDetector,
  into: "quadrants" | "rings",
): readonly DrawableDetector[] | undefined {
  if (detector.shape !== "circle" && detector.shape !== "annulus") return undefined;
  const { centre, softEdge } = detector;
  const [inner, outer] =
    detector.shape === "circle" ? [0, detector.radius] : [detector.inner, detector.outer];
  const common = { centre, ...(softEdge === undefined ? {} : { softEdge }) };
  if (into === "quadrants")
    return quadrants({ ...common, inner, outer }).map((part) => ({ ...part, centre }));
  const radii = Array.from({ length: ringCount + 1 }, (_, i) =>
    Number((inner + ((outer - inner) * i) / ringCount).toFixed(detectorDecimals)),
  );
  return rings(radii, common).map((part) => ({ ...part, centre }));
}
