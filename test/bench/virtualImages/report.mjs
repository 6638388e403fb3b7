// What the benchmark prints.

/** Slowest, middle and fastest of several runs, in frames a second. */
export function rates(frames, seconds) {
  const sorted = [...seconds].sort((a, b) => b - a).map((s) => frames / s);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], best: sorted.at(-1) };
}

/** The lines of one comparison: both sides, and ours over theirs. */
export function comparisonRows(dose, cores, ours, peer, peerName) {
  const ratio = (key) => (ours[key] / peer[key]).toFixed(1);
  return [
    [dose, cores, "Ronchi", ...perSecond(ours)],
    ["", "", `LiberTEM ${peerName}`, ...perSecond(peer)],
    ["", "", "ratio", ratio("min"), ratio("median"), ratio("best")],
  ];
}

function perSecond({ min, median, best }) {
  return [min, median, best].map((rate) => Math.round(rate).toLocaleString("en-US"));
}

/** Columns of equal width; the last three, numbers, are aligned to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column < 3 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
