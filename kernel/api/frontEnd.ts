import type { MimeBundle } from "../display/mimeBundle.js";
import type { FrontEnd } from "../frontEnd/frontEnd.js";
import { requiredSession } from "../session/session.js";

/**
 * Asks whoever runs the cell for a line of text. Rejects with RonchiError "unsupported" where nobody can answer
 * (nbconvert, a cell that has ended), and with an error named "Interrupted" when the user interrupts.
 */
export async function input(prompt = ""): Promise<string> {
  return frontEnd().input(prompt);
}

/** As {@link input}; what is typed stays hidden. */
export async function password(prompt = "Password: "): Promise<string> {
  return frontEnd().input(prompt, { password: true });
}

/** Empties the output of the running cell; with `wait`, only when its next output comes, so that nothing flickers. */
export function clearOutput({ wait = false }: { readonly wait?: boolean } = {}): void {
  frontEnd().clearOutput(wait);
}

/** Shows a bundle in the front end's pager, from line `start` on, when the cell ends. */
export function page(data: MimeBundle, start = 0): void {
  frontEnd().payload({ source: "page", data, start });
}

function frontEnd(): FrontEnd {
  return requiredSession("front end").frontEnd;
}
