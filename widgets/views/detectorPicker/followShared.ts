import type { DescanDesk } from "./descanDesk.js";
import type { DetectorDesk } from "./detectorDesk.js";
import type { PaneLooks } from "./paneLooks.js";
import type { Shared } from "./peers.js";

/** What of a view follows linked pickers, beside the marks of what is asked for. */
export interface Followers {
  readonly detectors: Pick<DetectorDesk, "followLinked">;
  readonly descan: Pick<DescanDesk, "followLinked">;
  readonly looks: Pick<PaneLooks, "follow">;
}

/** A hand did this on a linked picker: it is done here too. */
export function followShared(
  shared: Exclude<Shared, { what: "request" }>,
  ofSameData: boolean,
  { detectors, descan, looks }: Followers,
): void {
  switch (shared.what) {
    case "detectors":
      detectors.followLinked(shared.detectors);
      break;
    case "descan":
      descan.followLinked(shared.descan, ofSameData);
      break;
    case "look":
      looks.follow(shared.pane, shared.look, shared.isTransformed);
  }
}
