import { type InspectOptions, inspect, stripVTControlCharacters } from "node:util";

/** A value as `node:util` shows it, without the colour codes that errors of build tools have in their messages. */
export function plainText(value: unknown, options: InspectOptions = {}): string {
  return stripVTControlCharacters(inspect(value, { colors: false, ...options }));
}
