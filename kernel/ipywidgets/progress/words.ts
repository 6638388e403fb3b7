import { durationText } from "../../display/durationText.js";
import type { Ending } from "./barView.js";

/** "12 of 100, 3 s left", or "12, 4 s" where nobody knows how many there are. `elapsed` in ms. */
export function runningWords(done: number, total: number | undefined, elapsed: number): string {
  if (total === undefined) return `${done}, ${durationText(elapsed)}`;
  const left = done > 0 && done < total ? `, ${durationText((elapsed / done) * (total - done))} left` : "";
  return `${done} of ${total}${left}`;
}

/** "100 in 2.3 s", or "stopped after 12 of 100". */
export function endedWords(done: number, total: number | undefined, elapsed: number, ending: Ending): string {
  if (ending === "complete") return `${done} in ${durationText(elapsed)}`;
  return `stopped after ${done}${total === undefined ? "" : ` of ${total}`}`;
}
