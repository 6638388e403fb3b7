import { html, setText } from "./dom.js";

export interface Readout {
  readonly element: HTMLElement;
  show(parts: readonly string[]): void;
}

/** One line of numbers in digits of equal width; read out when it rests. */
export function readout(label: string): Readout {
  const element = html("output", { class: "ronchi-Readout", "aria-live": "polite", "aria-label": label });
  return {
    element,
    // A part never breaks within itself.
    show: (parts) =>
      setText(
        element,
        parts
          .filter((part) => part !== "")
          .map((part) => part.replaceAll(" ", "\u00a0"))
          .join("  "),
      ),
  };
}
