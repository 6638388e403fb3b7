import { html, setText } from "./dom.js";
import { icon } from "./icons.js";

export interface CodeLine {
  readonly element: HTMLElement;
  /** Undefined: there is nothing to reproduce, and the line is hidden. */
  show(code: string | undefined): void;
}

const feedbackMilliseconds = 1600;

const names = {
  image: { code: "Code of what is shown", copy: "Copy the code", base: "ronchi-CodeLine" },
  pattern: { code: "Code of the pattern", copy: "Copy the pattern's code", base: "ronchi-PatternLine" },
} as const;

/** The line of code that reproduces what is shown, with a button that copies it; that of the pattern is a quiet one. */
export function codeLine(of: keyof typeof names = "image"): CodeLine {
  const name = names[of];
  const code = html("code", { class: `${name.base}-code`, tabindex: "0", "aria-label": name.code });
  const button = html(
    "button",
    {
      class: "ronchi-Button ronchi-CodeLine-copy",
      type: "button",
      "aria-label": name.copy,
      title: name.copy,
    },
    icon("copy"),
  );
  const feedback = html("span", { class: `${name.base}-feedback`, role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", async () => {
    setText(feedback, await copyText(code));
    clearTimeout(timer);
    timer = setTimeout(() => setText(feedback, ""), feedbackMilliseconds);
  });
  const element = html("div", { class: name.base }, code, feedback, button);
  return {
    element,
    show(text) {
      element.hidden = text === undefined;
      setText(code, text ?? "");
    },
  };
}

/** Copies, or where the page may not (plain http) selects the text for the user to copy. */
async function copyText(source: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    return "Copied";
  } catch {
    getSelection()?.selectAllChildren(source);
    return "Selected: press Ctrl+C";
  }
}
