import { type InspectOptions, inspect, stripVTControlCharacters } from "node:util";
import { narrowed } from "./narrowed.js";

/** Most characters of a value's text: nobody reads more, and a notebook would keep them. */
const longest = 50_000;

/**
 * A value as `node:util` shows it, bounded in size, without the colour codes that errors of build tools have in their
 * messages. Never throws: a value whose own inspect method does is shown without it.
 */
export function plainText(value: unknown, options: InspectOptions = {}): string {
  return shortened(stripVTControlCharacters(inspected(value, { colors: false, ...options })), longest);
}

/** The beginning of a text that is longer, with how much is left out. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a surrogate pair is no text that a notebook can be saved with.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)}… ${text.length - end} more characters`;
}

function inspected(value: unknown, options: InspectOptions): string {
  try {
    return inspect(narrowed(value), options);
  } catch (thrown) {
    const text = inspect(value, { ...options, customInspect: false });
    return `${text}\n(a look at it threw: ${messageOf(thrown)})`;
  }
}

/** What a value's own code threw, whatever that is. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : inspect(thrown, { depth: 0, customInspect: false });
}
