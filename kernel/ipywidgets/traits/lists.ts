import { plainTrait, type Trait, type TraitPlace, traitError } from "./trait.js";

/** A list whose items are all of one kind. Kept as a copy: changing the array that was given changes nothing. */
export function listOf<Value>(item: Trait<Value>): Trait<readonly Value[]> {
  return {
    initial: () => [],
    check: (given, place) => items(given, place).map((value, i) => item.check(value, at(place, i))),
    toWire: (values) => values.map((value) => item.toWire(value)),
    fromWire: (wire) => (Array.isArray(wire) ? wire.map((value) => item.fromWire(value)) : wire),
  };
}

/** Two numbers. */
export function pairOf(
  item: Trait<number>,
  initial: readonly [number, number],
): Trait<readonly [number, number]> {
  return plainTrait(initial, (given, place) => {
    const values = items(given, place).map((value, i) => item.check(value, at(place, i)));
    const [lower, upper] = values;
    if (values.length !== 2 || lower === undefined || upper === undefined)
      throw traitError(place, given, "two numbers");
    return [lower, upper] as const;
  });
}

/** A tag is a word or a number. */
export const tag: Trait<string | number> = plainTrait<string | number>("", (given, place) => {
  if (typeof given === "string" || (typeof given === "number" && Number.isFinite(given))) return given;
  throw traitError(place, given, "a string or a number");
});

/** Plain JSON objects, such as the outputs of a cell. */
export const record: Trait<Readonly<Record<string, unknown>>> = plainTrait({}, (given, place) => {
  if (typeof given === "object" && given !== null && !Array.isArray(given))
    return given as Record<string, unknown>;
  throw traitError(place, given, "an object");
});

function items(given: unknown, place: TraitPlace): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw traitError(place, given, "an array");
}

function at(place: TraitPlace, index: number): TraitPlace {
  return { ...place, trait: `${place.trait}[${index}]` };
}
