import { placeIn } from "./drag.js";
import type { GesturePane } from "./paneGestures.js";
import { type Pair, toImage } from "./viewTransform.js";

export interface Pinch {
  /** A pointer goes down: whether it is the second finger on the pane, with which zooming begins. */
  press(event: PointerEvent): boolean;
}

/** Two fingers zoom a pane about the middle between them, and pan it with that. */
export function pinch(
  pane: Pick<GesturePane, "stage" | "transform" | "zoom" | "pan">,
  signal: AbortSignal,
): Pinch {
  const { stage } = pane;
  /** Where the fingers are, CSS px in the stage. */
  const fingers = new Map<number, Pair>();
  const lift = ({ pointerId }: PointerEvent) => fingers.delete(pointerId);
  const move = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    const before = spanOf(fingers);
    fingers.set(event.pointerId, placeIn(stage, event));
    const after = spanOf(fingers);
    if (before === undefined || after === undefined) return;
    const { scale } = pane.transform();
    pane.pan([(before.middle[0] - after.middle[0]) / scale, (before.middle[1] - after.middle[1]) / scale]);
    pane.zoom(after.length / before.length, toImage(pane.transform(), after.middle));
  };
  stage.addEventListener("pointermove", move, { signal });
  for (const end of ["pointerup", "pointercancel"] as const) stage.addEventListener(end, lift, { signal });
  return {
    press(event) {
      if (event.pointerType !== "touch") return false;
      fingers.set(event.pointerId, placeIn(stage, event));
      return fingers.size > 1;
    },
  };
}

/** Of two fingers; undefined for other numbers of them. */
function spanOf(fingers: ReadonlyMap<number, Pair>): { middle: Pair; length: number } | undefined {
  const [a, b, ...others] = fingers.values();
  if (a === undefined || b === undefined || others.length > 0) return undefined;
  // Never 0: the ratio of two spans is a zoom.
  const length = Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
  return { middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], length };
}
