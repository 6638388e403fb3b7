import { html } from "./dom.js";

/** What is written over a picture: why there is none yet, or what is to be known about it. */
export interface PaneNote {
  readonly kind: "empty" | "loading" | "stale" | "partial" | "error" | "disconnected";
  readonly text: string;
}

export interface PaneNotes {
  readonly element: HTMLElement;
  show(notes: readonly PaneNote[]): void;
}

/** The notes over a picture; made anew only when they change, so that each is read out once. */
export function paneNotes(): PaneNotes {
  const element = html("div", { class: "ronchi-Notes" });
  let shown = "[]";
  return {
    element,
    show(notes) {
      const wanted = JSON.stringify(notes);
      if (wanted === shown) return;
      shown = wanted;
      element.replaceChildren(...notes.map(noteElement));
    },
  };
}

function noteElement({ kind, text }: PaneNote): HTMLElement {
  return html(
    "p",
    { class: `ronchi-Note ronchi-Note--${kind}`, role: kind === "error" ? "alert" : "status" },
    text,
  );
}
