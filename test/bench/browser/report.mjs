// Tables of what a page noted.
import { answersOf, drawnRate } from "./drags.mjs";

export const answerHeading = [
  "detector",
  "median",
  "p95",
  "goal",
  "asked",
  "run",
  "transfer",
  "draw",
  "paint",
  "exact",
];

/** The way from the pointer to the exact picture: the whole of it, and the medians of its parts. */
export function answerRow(name, noted, goal, checked) {
  const answers = answersOf(noted, "image");
  const times = (key) => answers.map((answer) => answer[key]);
  const parts = ["asked", "run", "transfer", "draw", "paint"].map((key) => ms(times(key), 0.5));
  return [name, ms(times("exact"), 0.5), ms(times("exact"), 0.95), String(goal), ...parts, checked];
}

export const handHeading = [
  "drag",
  "outline/s",
  "goal",
  "images/s",
  "patterns/s",
  "frames/s",
  "longest frame, ms",
];

/** Redraws a second of the outline that is dragged, and of the pictures. */
export function handRow(name, noted, goal) {
  const { overlay, frames, longest, seconds } = noted;
  const rates = [drawnRate(noted, "image"), drawnRate(noted, "pattern"), frames / seconds];
  return [
    name,
    (overlay / seconds).toFixed(0),
    goal,
    ...rates.map((rate) => rate.toFixed(0)),
    longest.toFixed(0),
  ];
}

/** A quantile of milliseconds, as text; "–" of none. */
export function ms(values, part) {
  if (values.length === 0) return "–";
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(0);
}
