import { html, setText } from "./dom.js";
import { icon } from "./icons.js";

export interface CodeLine {
  readonly element: HTMLElement;
  show(code: string): void;
}

const feedbackMilliseconds = 1600;

/** The line of code that reproduces what is shown, with a button that copies it. */
export function codeLine(): CodeLine {
  const code = html("code", {
    class: "ronchi-CodeLine-code",
    tabindex: "0",
    "aria-label": "Code of what is shown",
  });
  const button = html(
    "button",
    {
      class: "ronchi-Button ronchi-CodeLine-copy",
      type: "button",
      "aria-label": "Copy the code",
      title: "Copy the code",
    },
    icon("copy"),
  );
  const feedback = html("span", { class: "ronchi-CodeLine-feedback", role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", async () => {
    setText(feedback, await copyText(code));
    clearTimeout(timer);
    timer = setTimeout(() => setText(feedback, ""), feedbackMilliseconds);
  });
  return {
    element: html("div", { class: "ronchi-CodeLine" }, code, feedback, button),
    show: (text) => setText(code, text),
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
