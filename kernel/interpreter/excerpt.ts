import { green, red } from "./ansi.js";
import type { Position } from "./position.js";

/** Lines of code shown before and after the line at fault. */
const context = 2;

/** The lines around a place in a text, with a mark below it, under a title. Nothing for a place that the text does not have. */
export function excerpt(title: string, text: string | undefined, { line, column }: Position): string[] {
  const code = text?.split(/\r?\n/);
  if (code === undefined || line > code.length) return [];
  const from = Math.max(1, line - context);
  const shown = code.slice(from - 1, line + context);
  const width = String(from + shown.length - 1).length;
  const lines = shown.flatMap((text, i) => {
    const number = from + i;
    const head = `${String(number).padStart(width)} | `;
    if (number !== line) return [`  ${head}${text}`];
    // Tabs stay, so that the mark stands below what it marks.
    const margin = " ".repeat(head.length + 2) + text.slice(0, column - 1).replace(/[^\t]/g, " ");
    return [`${red(">")} ${head}${text}`, `${margin}${red("^")}`];
  });
  return ["", green(`${title}:${line}:${column}`), ...lines, ""];
}
