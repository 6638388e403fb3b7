import type { JsonObject } from "../wire/link.js";
import { describe } from "./builtIn.js";
import { ownBundle } from "./ownBundle.js";

/** Mime type -> representation; `text/plain` is always there. Base64 for binary types, as Jupyter has it. */
export type MimeBundle = JsonObject;

/**
 * An object with this method shows itself: it returns a mime bundle, or a promise of one, or undefined when it has
 * already displayed itself (Deno's contract, so that libraries written for it work here).
 */
export const displayMethod = Symbol.for("Jupyter.display");

/** How a value shows itself in a notebook. Throws what the value's own display method throws. */
export function toMimeBundle(value: unknown): MimeBundle | undefined | Promise<MimeBundle | undefined> {
  const method = displayMethodOf(value);
  if (method === undefined) return describe(value);
  const given = method.call(value);
  const bundle = (data: unknown) => ownBundle(data, value as object);
  return given instanceof Promise ? given.then(bundle) : bundle(given);
}

function displayMethodOf(value: unknown): ((this: unknown) => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  try {
    const method = (value as Record<symbol, unknown>)[displayMethod];
    return typeof method === "function" ? (method as () => unknown) : undefined;
  } catch {
    // A getter or a trap of the value throws: so it will when `describe` looks at it, which says what.
    return undefined;
  }
}
