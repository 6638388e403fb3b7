import { svg } from "./dom.js";

/** Outlines on a 16 × 16 grid. */
const paths = {
  point: "M8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4M8 7.5v1M7.5 8h1",
  circle: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  annulus:
    "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5zM8 5.25a2.75 2.75 0 1 0 0 5.5a2.75 2.75 0 1 0 0-5.5z",
  rectangle: "M2.5 3.5h11v9h-11z",
  home: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M6.5 6.5h3v3h-3z",
  save: "M8 2v7.5M4.75 6.5L8 9.75L11.25 6.5M2.5 12.5v1.25h11V12.5",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  keys: "M1.5 4h13v8.5h-13zM4 6.5h.5M7.75 6.5h.5M11.5 6.5h.5M4 10h8",
} as const;

export type IconName = keyof typeof paths;

/** A line icon in the colour of the text around it; it says nothing to a screen reader. */
export function icon(name: IconName): SVGSVGElement {
  return svg(
    "svg",
    { class: "ronchi-Icon", viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: paths[name] }),
  );
}
