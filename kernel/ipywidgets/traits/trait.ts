import { inspect } from "node:util";
import { RonchiError } from "#core/errors.js";

/** The widget and the trait of it that a value is for: what an error names. */
export interface TraitPlace {
  readonly widget: string;
  readonly trait: string;
}

/**
 * One piece of a widget's state that the page shares: what it may be, and how it crosses. `Value` is what reading gives,
 * `Given` what setting takes.
 */
export interface Trait<Value, Given = Value> {
  /** The value of a widget that was given none. Made anew for each widget. */
  initial(): Value;
  /** The value as it is kept. Throws RonchiError "invalid-argument" for what the trait cannot be. */
  check(given: unknown, place: TraitPlace): Value;
  /** JSON, with typed arrays in the places of binary parts. */
  toWire(value: Value): unknown;
  /** The inverse of `toWire`, unchecked. */
  fromWire(wire: unknown): unknown;
  /** False where a value from one page is not sent on to the others: it is large. */
  readonly echo?: false;
  /** True where the trait stays in the kernel: the page never hears of it. */
  readonly local?: true;
  /** Never set: carries `Given` for the compiler. */
  readonly given?: Given;
}

/** Traits by their names in the widget's state. */
// biome-ignore lint/suspicious/noExplicitAny: each trait has its own types; ValuesOf and GivenOf read them.
export type Traits = Readonly<Record<string, Trait<any, any>>>;

/** What reading the traits gives. */
export type ValuesOf<T extends Traits> = {
  -readonly [Name in keyof T]: T[Name] extends Trait<infer Value, infer _> ? Value : never;
};

/** What setting the traits takes. */
export type GivenOf<T extends Traits> = {
  -readonly [Name in keyof T]: T[Name] extends Trait<infer _, infer Given> ? Given : never;
};

/** The error of a value that a trait, or the rules between a widget's traits, refuse. */
export function traitError(place: TraitPlace, found: unknown, expected: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `${place.widget}.${place.trait}`,
    found:
      typeof found === "string" ? JSON.stringify(found) : inspect(found, { depth: 0, breakLength: Infinity }),
    expected,
    remedy: "Nothing was changed.",
  });
}

/** A trait whose value is its own JSON. */
export function plainTrait<Value>(
  initial: Value,
  check: (given: unknown, place: TraitPlace) => Value,
): Trait<Value> {
  return { initial: () => initial, check, toWire: same, fromWire: same };
}

/** The same trait where null is allowed, and is the default unless another one is given. */
export function nullable<Value, Given>(
  trait: Trait<Value, Given>,
  initial: Value | null = null,
): Trait<Value | null, Given | null> {
  return {
    initial: () => initial,
    check: (given, place) => (given === null ? null : trait.check(given, place)),
    toWire: (value) => (value === null ? null : trait.toWire(value)),
    fromWire: (wire) => (wire === null ? null : trait.fromWire(wire)),
  };
}

/** The same trait, of which the page never hears. */
export function local<Value, Given>(trait: Trait<Value, Given>): Trait<Value, Given> {
  return { ...trait, local: true };
}

function same(value: unknown): unknown {
  return value;
}
