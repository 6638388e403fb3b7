// One table of all measures: a row for each, a column for each kernel, and in brackets how it compares with ours.
import { table } from "../virtualImages/report.mjs";
import { work } from "./languages.mjs";

const middle = (values) => at(values, 0.5);
const milliseconds = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const whole = (value) => value.toFixed(0);
const megabytes = Math.round((work.bufferCount * work.bufferBytes) / 1e6);

const rows = [
  ["start to kernel_info_reply, ms", "start", middle, milliseconds],
  ["first cell, ms", "firstCell", middle, milliseconds],
  ["start to the end of the first cell, ms", "startAndCell", middle, milliseconds],
  ["trivial cell, ms", "cell", middle, milliseconds],
  ["  95 % within, ms", "cell", (values) => at(values, 0.95), milliseconds],
  [`trivial cell after ${work.declarations} declarations, ms`, "cellAfter", middle, milliseconds],
  ["  95 % within, ms", "cellAfter", (values) => at(values, 0.95), milliseconds],
  ["completion of a member, warm, ms", "completion", middle, milliseconds],
  ["  while a cell loops, ms", "completionBusy", middle, milliseconds],
  [`binary buffers, ${megabytes} MB, MB/s`, "buffers", (values) => Math.max(...values), whole],
  ["100,000 printed lines, ms", "lines", ([lines]) => lines.time, milliseconds],
  ...interruptRows("a loop", "loop"),
  ...interruptRows("a loop after an await", "loopAfterAwait"),
  ...interruptRows("a loop in a timer", "loopInTimer"),
  ...interruptRows("a pending await", "pendingAwait"),
  ["memory after a cell, 3 s idle, MB", "memory", middle, whole],
  ["memory after all of this, MB", "memoryAfter", middle, whole],
];

function interruptRows(label, measure) {
  return [
    [`interrupt of ${label}, ms`, measure, middle, milliseconds],
    ["  the slowest", measure, (values) => at(values, 1), milliseconds],
  ];
}

/** `results`: name of a kernel -> measure -> values; the first is ours. */
export function reportTable(results) {
  const names = [...results.keys()];
  const numbers = rows.map(([label, measure, summary, format]) => {
    const values = names.map((name) => results.get(name)[measure]).map((list) => list && summary(list));
    return [label, ...values.map((value, i) => cell(value, i === 0 ? undefined : values[0], format))];
  });
  const lines = names.map((name) => linesCell(results.get(name).lines?.[0]));
  return table([["", ...names], ...numbers, ["  lines that arrive; idle", ...lines]]);
}

function cell(value, ours, format) {
  if (value === undefined) return "-";
  return ours === undefined ? format(value) : `${format(value)} (${(value / ours).toFixed(2)}x)`;
}

function linesCell(lines) {
  if (lines === undefined) return "-";
  return `${lines.lines.toLocaleString("en-US")}; ${lines.isIdleLast ? "last" : "not last"}`;
}

function at(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))];
}
