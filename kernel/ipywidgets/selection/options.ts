import { equal } from "../model/equal.js";
import { type TraitPlace, traitError } from "../traits/trait.js";

/**
 * What can be chosen: values, which are named by their text; pairs of a name and a value; or a map or a plain object from
 * names to values.
 */
export type OptionsGiven<Value> =
  | readonly Value[]
  | readonly (readonly [label: string, value: Value])[]
  | ReadonlyMap<string, Value>
  | Readonly<Record<string, Value>>;

/** Names and values, one for each option. */
export interface Options<Value> {
  readonly labels: readonly string[];
  readonly values: readonly Value[];
}

/** Throws RonchiError "invalid-argument" for what has no options. */
export function readOptions<Value>(given: OptionsGiven<Value>, place: TraitPlace): Options<Value> {
  if (typeof given !== "object" || given === null)
    throw traitError(place, given, "an array, a Map or an object of options");
  const entries = entriesOf(given);
  return { labels: entries.map(([label]) => label), values: entries.map(([, value]) => value) };
}

/** The number of the option with this value. Throws RonchiError "invalid-argument" where there is none. */
export function optionAt(items: readonly unknown[], wanted: unknown, place: TraitPlace): number {
  const index = items.findIndex((item) => equal(item, wanted));
  if (index >= 0) return index;
  throw traitError(
    place,
    wanted,
    `one of ${items.length} options${items.length > 8 ? "" : `: ${items.join(", ")}`}`,
  );
}

function entriesOf<Value>(given: OptionsGiven<Value>): (readonly [string, Value])[] {
  if (given instanceof Map) return [...given];
  if (!Array.isArray(given)) return Object.entries(given as Record<string, Value>);
  const isPairs = given.length > 0 && given.every(isPair);
  return isPairs
    ? (given as [string, Value][])
    : given.map((value) => [String(value), value as Value] as const);
}

function isPair(item: unknown): boolean {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
}
