import type { BarView } from "./barView.js";
import { endedWords, runningWords } from "./words.js";

const barWidth = 20;

/** The loops that run, outermost first: a terminal has one line to write over. */
const running: { text: string }[] = [];
/** Length of the line that stands, to wipe what is longer. */
let written = 0;

/** A line on stderr that is written over: `▕████      ▏ 4 of 10, 1.2 s left`. Loops in loops share the line. */
export function textBar(title: string): BarView {
  const part = { text: "" };
  const head = title === "" ? "" : `${title} `;
  return {
    draw(done, total, elapsed) {
      if (!running.includes(part)) running.push(part);
      part.text = `${head}${barText(done, total)}${runningWords(done, total, elapsed)}`;
      rewrite(running.map(({ text }) => text).join(" | "));
    },
    end(done, total, elapsed, ending) {
      running.splice(running.indexOf(part), 1);
      if (running.length > 0) return;
      rewrite(
        `${head}${barText(ending === "complete" ? (total ?? done) : done, total)}${endedWords(done, total, elapsed, ending)}`,
      );
      process.stderr.write("\n");
      written = 0;
    },
  };
}

function rewrite(line: string): void {
  process.stderr.write(`\r${line.padEnd(written)}`);
  written = line.length;
}

function barText(done: number, total: number | undefined): string {
  if (total === undefined) return "";
  const filled = total === 0 ? barWidth : Math.min(barWidth, Math.round((done / total) * barWidth));
  return `▕${"█".repeat(filled)}${" ".repeat(barWidth - filled)}▏ `;
}
