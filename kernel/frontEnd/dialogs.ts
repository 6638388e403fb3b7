import type { FrontEnd } from "./frontEnd.js";

/** The dialogs of browsers and of Deno, as globals of cells; each returns when the user has answered. */
export interface Dialogs {
  /** The text that was typed; `preset` when it is empty, null when there is no preset either. */
  prompt(message?: string, preset?: string): string | null;
  /** `true` for "y" and "Y". */
  confirm(message?: string): boolean;
  alert(message?: string): void;
}

export function createDialogs({ inputNow }: Pick<FrontEnd, "inputNow">): Dialogs {
  return {
    prompt: (message = "Prompt", preset) =>
      inputNow(preset === undefined ? `${message} ` : `${message} [${preset}] `) || (preset ?? null),
    confirm: (message = "Confirm") => /^y$/i.test(inputNow(`${message} [y/N] `).trim()),
    alert: (message = "Alert") => void inputNow(`${message} [Enter] `),
  };
}
