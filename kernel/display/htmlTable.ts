/** Text as it stands between the tags and in the attributes of HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] as string);
}

/** What a column of numbers may have in its cells. */
const numeric = /^(-?(\d[\d.e+-]*|Infinity|∞)|NaN)?$/;
const left = ' style="text-align: left"';

/**
 * An HTML table of texts, with a line below it that says what it leaves out. Columns of words begin at the left; numbers
 * stand at the right, as front ends have it.
 */
export function htmlTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  below = "",
): string {
  const words = (rows[0] ?? heading).map((_, i) => !rows.every((row) => numeric.test(row[i] ?? "")));
  const row = (cells: readonly string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell, i) => `<${tag}${words[i] ? left : ""}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const head = heading.length === 0 ? "" : `<thead>${row(heading, "th")}</thead>`;
  const body = rows.map((cells) => row(cells, "td")).join("");
  const note = below === "" ? "" : `<p>${escapeHtml(below)}</p>`;
  return `<table>${head}<tbody>${body}</tbody></table>${note}`;
}

/** The same table as text: columns of equal width. */
export function textTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = heading.length === 0 ? rows : [heading, ...rows];
  const columns = lines[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...lines.map((line) => line[i]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
