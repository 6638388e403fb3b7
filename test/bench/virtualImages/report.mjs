// What the benchmarks print.
import { availableParallelism, cpus } from "node:os";

/** Slowest, middle and fastest of several runs, as `work / seconds` (frames or bytes a second). */
export function rates(work, seconds) {
  const sorted = [...seconds].sort((a, b) => b - a).map((s) => work / s);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], best: sorted.at(-1) };
}

/** "15,220", slowest, middle and fastest. */
export function rateCells({ min, median, best }) {
  return [min, median, best].map((rate) => Math.round(rate).toLocaleString("en-US"));
}

/** How many times ours is theirs: of the middle and of the fastest runs. */
export function ratioCells(ours, theirs) {
  return ["median", "best"].map((key) => `${(ours[key] / theirs[key]).toFixed(1)}x`);
}

/** "1,234 MB". */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6).toLocaleString("en-US")} MB`;
}

/** Columns of equal width; the first row is the heading, and cells that begin with a digit are aligned to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const isNumber = rows[0].map((_, column) => /^\d/.test(rows.at(-1)[column]));
  const cell = (text, column) => text[isNumber[column] ? "padStart" : "padEnd"](widths[column]);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}

/** The machine and our interpreter. */
export function machine() {
  return `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores; Node ${process.versions.node}`;
}
