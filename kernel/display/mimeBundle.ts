import type { JsonObject } from "../wire/link.js";
import { describe } from "./builtIn.js";
import { plainText } from "./plainText.js";

/** Mime type -> representation; `text/plain` is always there. Base64 for binary types, as Jupyter has it. */
export type MimeBundle = JsonObject;

/**
 * An object with this method shows itself: it returns a mime bundle, or a promise of one, or undefined when it has
 * already displayed itself (Deno's contract, so that libraries written for it work here).
 */
export const displayMethod = Symbol.for("Jupyter.display");

/** How a value shows itself in a notebook. Throws what the value's own display method throws. */
export function toMimeBundle(value: unknown): MimeBundle | undefined | Promise<MimeBundle | undefined> {
  const own = ownBundle(value);
  if (own !== noOwnBundle) {
    return own instanceof Promise ? own.then((data) => withText(data, value)) : withText(own, value);
  }
  return describe(value);
}

const noOwnBundle = Symbol("no display method");

function ownBundle(value: unknown): MimeBundle | undefined | Promise<MimeBundle | undefined> | symbol {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return noOwnBundle;
  const method = (value as Record<symbol, unknown>)[displayMethod];
  return typeof method === "function" ? method.call(value) : noOwnBundle;
}

function withText(data: MimeBundle | undefined | symbol, value: unknown): MimeBundle | undefined {
  if (typeof data !== "object") return undefined;
  return "text/plain" in data ? data : { "text/plain": plainText(value), ...data };
}
