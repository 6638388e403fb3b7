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
  lock: "M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2",
  symmetric: "M8 2.5v11M6 8H1.5M3.5 6L1.5 8l2 2M10 8h4.5M12.5 6l2 2l-2 2",
  histogram: "M2 13.5h12M3.5 13V9M6.5 13V4M9.5 13V6.5M12.5 13v-3",
  profile: "M2 2v12h12M4 11l2.5-4l2 2.5l2.5-6l3 5",
  ruler: "M2 11L11 2l3 3l-9 9zM4.5 8.5l1.25 1.25M7 6l1.75 1.75M9.5 3.5l1.25 1.25",
  more: "M3.5 8h.5M7.75 8h.5M12 8h.5",
  beam: "M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM8 1.5v2.5M8 12v2.5M1.5 8h2.5M12 8h2.5",
  descan: "M5 8.75a2.75 2.75 0 1 0 0 5.5a2.75 2.75 0 1 0 0-5.5zM8 8.5L13.25 3.25M9.25 2.75h4.5v4.5",
  region: "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11",
  invertMap: "M2.5 10h11v3.5h-11zM7 10v3.5M9 10v3.5M11 10v3.5M3.5 4.5h9l-2-2M12.5 6.5h-9l2 2",
  once: "M8 4.5v4l2.5 1.5M3.5 3.5a6.2 6.2 0 1 1-1.6 3.2M3.5 1v3h3",
  polygon: "M8 2L14 6.5L11.5 13.5L4 12L2 6z",
  lattice:
    "M8 6.4a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM3 8.1a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM13 4.7a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM5.5 1.9a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM10.5 10.9a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2z",
  bitmap: "M10.5 2.5l3 3l-6.5 6.5l-4 1l1-4zM9 4l3 3",
  invert: "M8 2a6 6 0 0 1 0 12zM8 2a6 6 0 0 0 0 12M9.5 4v8M11 5v6M12.5 6.5v3",
  eraser: "M6 13.5h7.5M2.5 9.5l6-6l4.5 4.5l-5 5.5h-2.5zM5.5 6.5l4.5 4.5",
  add: "M8 3v10M3 8h10",
  remove: "M4 4l8 8M12 4l-8 8",
  rename: "M6 3h4M6 13h4M8 3v10M2.5 5.5v5h2M13.5 5.5v5h-2",
  quadrants: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM3.75 3.75l8.5 8.5M12.25 3.75l-8.5 8.5",
  rings:
    "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5zM8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM8 6.25a1.75 1.75 0 1 0 0 3.5a1.75 1.75 0 1 0 0-3.5z",
  swap: "M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13",
  perMean: "M3 8h10M8 4v.5M8 11.5v.5",
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
