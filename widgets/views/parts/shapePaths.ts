import { outlineStrokes, type Stroke } from "#widgets/draw/outlineStrokes.js";
import { type DrawableDetector, drawnMask } from "#widgets/models/pickerDetector.js";
import { type Pair, type Transform, toPane } from "./viewTransform.js";

/** Half of the size of the mark of a point, CSS px. */
export const pointReach = 14;

/** Outline of a detector on a pane, an SVG path in CSS px; of a point, a mark of fixed size. @param frame px [y, x] */
export function outlinePath(detector: DrawableDetector, frame: Pair, transform: Transform): string {
  if (detector.shape === "inversion") return outlinePath(detector.detector, frame, transform);
  if (detector.shape === "point") return pointPath(toPane(transform, detector.centre));
  return outlineStrokes(detector, frame)
    .map((stroke) => strokePath(stroke, transform))
    .join("");
}

/** What belongs to a detector, for an even-odd fill: of outlines that close, they are it; of others, rows of pixels. */
export function areaPath(detector: DrawableDetector, frame: Pair, transform: Transform): string {
  if (detector.shape === "inversion")
    return framePath(frame, transform) + areaPath(detector.detector, frame, transform);
  if (["bitmap", "union", "intersection", "lattice"].includes(detector.shape))
    return rowsPath(drawnMask(detector, frame), frame, transform);
  return outlinePath(detector, frame, transform);
}

function strokePath(stroke: Stroke, transform: Transform): string {
  if ("radius" in stroke) return ringPath(toPane(transform, stroke.centre), stroke.radius * transform.scale);
  if ("from" in stroke) return `M${xy(stroke.from, transform)}L${xy(stroke.to, transform)}`;
  return linePath(stroke.corners, transform, true);
}

/** A line through places, image px. */
export function linePath(places: readonly Pair[], transform: Transform, closed: boolean): string {
  if (places.length === 0) return "";
  return `M${places.map((place) => xy(place, transform)).join("L")}${closed ? "z" : ""}`;
}

function xy(place: Pair, transform: Transform): string {
  const [y, x] = toPane(transform, place);
  return `${x} ${y}`;
}

function ringPath([y, x]: Pair, radius: number): string {
  const arc = `a${radius} ${radius} 0 1 0`;
  return `M${x - radius} ${y}${arc}${2 * radius} 0${arc}${-2 * radius} 0z`;
}

/** A ring around the pixel with four ticks, open in the middle so that the pixel stays visible. */
function pointPath([y, x]: Pair): string {
  const [near, far] = [pointReach / 2, pointReach];
  const ticks = `M${x} ${y - far}v${near}M${x} ${y + near}v${near}M${x - far} ${y}h${near}M${x + near} ${y}h${near}`;
  return ringPath([y, x], near) + ticks;
}

function framePath([height, width]: Pair, transform: Transform): string {
  const [top, left, bottom, right] = [-0.5, -0.5, height - 0.5, width - 0.5];
  const corners: Pair[] = [
    [top, left],
    [top, right],
    [bottom, right],
    [bottom, left],
  ];
  return linePath(corners, transform, true);
}

function rowsPath(mask: Uint8Array, [height, width]: Pair, transform: Transform): string {
  const parts: string[] = [];
  for (let y = 0; y < height; y++) {
    const row = mask.subarray(y * width, (y + 1) * width);
    for (const [from, to] of rowRuns(row)) {
      const { scale } = transform;
      parts.push(
        `M${xy([y - 0.5, from - 0.5], transform)}h${(to - from) * scale}v${scale}h${(from - to) * scale}z`,
      );
    }
  }
  return parts.join("");
}

function rowRuns(row: Uint8Array): [number, number][] {
  const runs: [number, number][] = [];
  let from = row.indexOf(1);
  while (from >= 0) {
    const end = row.indexOf(0, from);
    const to = end < 0 ? row.length : end;
    runs.push([from, to]);
    from = end < 0 ? -1 : row.indexOf(1, end);
  }
  return runs;
}
