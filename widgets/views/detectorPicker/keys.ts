import { html } from "../parts/dom.js";
import { arrows } from "../parts/paneGestures.js";
import type { Pair } from "../parts/viewTransform.js";

/** What a key asks for. Distances are px. */
export type KeyAction =
  | { readonly act: "move-detector" | "move-cursor"; readonly by: Pair }
  | { readonly act: "resize"; readonly part: "inner" | "outer"; readonly by: number }
  | { readonly act: "undo" | "spectrum" | "window" | "cepstrum" | "descan" }
  | { readonly act: "add-detector" | "duplicate-detector" }
  | { readonly act: "step-shape"; readonly by: 1 | -1 }
  | { readonly act: "select-detector"; readonly number: number }
  | { readonly act: "leave" };

const wasd: Readonly<Record<string, Pair>> = { w: [-1, 0], s: [1, 0], a: [0, -1], d: [0, 1] };
const ijkl: Readonly<Record<string, Pair>> = { i: [-1, 0], k: [1, 0], j: [0, -1], l: [0, 1] };
const sizes: Readonly<Record<string, readonly ["inner" | "outer", number]>> = {
  "+": ["outer", 1],
  "=": ["outer", 1],
  "-": ["outer", -1],
  _: ["outer", -1],
  "]": ["inner", 1],
  "}": ["inner", 1],
  "[": ["inner", -1],
  "{": ["inner", -1],
};
const largeStep = 5;
const switches: Readonly<Record<string, "spectrum" | "window" | "cepstrum" | "descan">> = {
  o: "descan",
  f: "spectrum",
  h: "window",
  e: "cepstrum",
};

/**
 * Letters work anywhere in the widget, arrows move what belongs to the focused pane: the detector on the pattern,
 * the scan position on the image.
 */
export function keyAction(
  event: KeyboardEvent,
  focused: "pattern" | "image" | undefined,
): KeyAction | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return { act: "undo" };
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const step = event.shiftKey ? largeStep : 1;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const scaled = ([y, x]: Pair): Pair => [y * step, x * step];
  if (wasd[key] !== undefined) return { act: "move-detector", by: scaled(wasd[key]) };
  if (ijkl[key] !== undefined) return { act: "move-cursor", by: scaled(ijkl[key]) };
  const size = sizes[key];
  // "+" needs Shift on many keyboards: it is no larger step there.
  if (size !== undefined) return { act: "resize", part: size[0], by: size[1] };
  if (key === "Escape") return { act: "leave" };
  if (key === "t") return { act: "step-shape", by: event.shiftKey ? -1 : 1 };
  if (key === "p") return { act: "add-detector" };
  if (key === "c") return { act: "duplicate-detector" };
  if (/^[1-9]$/.test(key)) return { act: "select-detector", number: Number(key) };
  if (switches[key] !== undefined) return { act: switches[key] };
  const arrow = arrows[key];
  if (arrow === undefined || focused === undefined) return undefined;
  return { act: focused === "pattern" ? "move-detector" : "move-cursor", by: scaled(arrow) };
}

const help: readonly (readonly [string, string])[] = [
  ["W A S D", "move the detector 1 px (Shift: 5 px)"],
  ["I J K L", "move the scan position 1 px (Shift: 5 px)"],
  ["Arrows", "move the mark on the focused pane"],
  ["+  −", "outer radius or size"],
  ["[  ]", "inner radius"],
  ["T", "next shape (Shift: the one before): point, circle, annulus, rectangle, lattice, polygon, bitmap"],
  ["O", "detectors follow the descan: they move with the direct beam over the scan"],
  ["F", "Fourier transform of the virtual image"],
  ["H", "Hann window of the transform"],
  ["E", "cepstrum (EWPC) of the diffraction pattern"],
  ["Wheel, Page Up / Down", "zoom the focused pane; Ctrl + wheel or two fingers: any pane"],
  ["Ctrl + arrows, Space + drag", "pan; also a drag with the middle button"],
  ["Home", "whole picture"],
  ["Shift + drag", "one axis; sizes in whole px"],
  [
    "On a polygon",
    "drag corners; double click a side: one more; N: next corner, which arrows, Insert and Delete then act on",
  ],
  ["On a lattice", "drag the ends of g1 and g2; N: next end, which arrows then move (Shift: 5 px)"],
  [
    "On a bitmap",
    "drag paints, Alt + drag erases; [ and ]: brush size; X: eraser; arrows and Space paint by keys",
  ],
  ["P, C", "one more detector; a copy of the selected one"],
  ["1 – 9", "select a detector; on its chip F2 renames, Delete removes"],
  ["Ctrl + Z", "undo the last change of the detectors"],
  ["Esc", "take a drag back; put the ruler, line profile or region tool away; leave the pane"],
  ["With the ruler", "drag, or arrows (Shift: 5 px); Enter: the other end"],
  [
    "G, with the line profile",
    "drag an end or the line, or arrows (Shift: 5 px); Enter: other end, line; + and −: width; G, Esc: away",
  ],
  ["With the region tool", "drag, or arrows, + and −; Delete removes the region"],
  ["Right click, menu key", "export of the picture under it"],
];

/** The list of keys behind a button; Esc, or leaving it, closes it. */
export function keysHelp(summary: Node): HTMLDetailsElement {
  const rows = help.flatMap(([keys, what]) => [html("dt", {}, keys), html("dd", {}, what)]);
  const label = "Keys and gestures";
  const details = html(
    "details",
    { class: "ronchi-Keys" },
    html("summary", { class: "ronchi-Button", "aria-label": label, title: label }, summary),
    // Longer than low windows: arrow keys scroll it.
    html("dl", { class: "ronchi-Keys-list", tabindex: "0", "aria-label": "All keys" }, ...rows),
  );
  details.addEventListener("focusout", ({ relatedTarget }) => {
    if (!details.contains(relatedTarget as Node | null)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  return details;
}
