import type { Ending } from "./bars.js";

/** "12 of 100, 3 s left", or "12, 4 s" where nobody knows how many there are. `elapsed` in ms. */
export function runningWords(done: number, total: number | undefined, elapsed: number): string {
  if (total === undefined) return `${done}, ${duration(elapsed)}`;
  const left = done > 0 && done < total ? `, ${duration((elapsed / done) * (total - done))} left` : "";
  return `${done} of ${total}${left}`;
}

/** "100 in 2.3 s", or "stopped after 12 of 100". */
export function endedWords(done: number, total: number | undefined, elapsed: number, ending: Ending): string {
  if (ending === "complete") return `${done} in ${duration(elapsed)}`;
  return `stopped after ${done}${total === undefined ? "" : ` of ${total}`}`;
}

/** "0.4 s", "12 s", "2 min 5 s". */
function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
