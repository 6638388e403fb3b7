import { html, setText, toggleAttribute } from "./dom.js";

export interface Status {
  /** What the last pass did: "exact in 12 ms". */
  readonly activity: string;
  /** Things to know that are not errors: skipped frames, overflowed pixels. */
  readonly notes: readonly string[];
  readonly error: { readonly summary: string; readonly details: string } | undefined;
}

export interface StatusBar {
  readonly element: HTMLElement;
  show(status: Status): void;
}

/** One line on what runs and what was left out; an error in words, its details behind a click. */
export function statusBar(): StatusBar {
  const activity = html("span", { class: "ronchi-StatusBar-activity" });
  const notes = html("span", { class: "ronchi-StatusBar-notes" });
  const summary = html("summary");
  const details = html("p");
  const error = html(
    "details",
    { class: "ronchi-StatusBar-error", role: "alert", hidden: "" },
    summary,
    details,
  );
  return {
    element: html("footer", { class: "ronchi-StatusBar", role: "status" }, activity, notes, error),
    show(status) {
      setText(activity, status.activity);
      setText(notes, status.notes.join(" · "));
      toggleAttribute(error, "hidden", status.error === undefined);
      setText(summary, status.error?.summary ?? "");
      setText(details, status.error?.details ?? "");
    },
  };
}

/** "3 overflowed pixels in 2 frames", or nothing when there are none. */
export function overflowNote(overflow: {
  readonly pixels: number;
  readonly frames: number;
}): string | undefined {
  if (overflow.pixels === 0) return undefined;
  return `${counted(overflow.pixels, "overflowed pixel")} in ${counted(overflow.frames, "frame")}`;
}

/** "1 frame", "20 000 frames". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en").replaceAll(",", "\u202f")} ${noun}${count === 1 ? "" : "s"}`;
}
