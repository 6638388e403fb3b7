import { Checkbox } from "../generated/others.js";
import { FloatSlider, IntSlider } from "../generated/sliders.js";
import { Dropdown } from "../selection/selections.js";
import { isModel } from "../traits/references.js";
import { traitError } from "../traits/trait.js";
import { Text } from "../widgets/texts.js";

/** A widget with a value that can be observed. */
export interface ValueWidget<Value = unknown> {
  readonly id: string;
  readonly value: Value;
  description?: string;
  observe(name: "value", listener: () => void): () => void;
}

/** A value that no widget changes. */
export class Fixed<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }
}

/** A value that `interact` passes on as it is. */
export function fixed<Value>(value: Value): Fixed<Value> {
  return new Fixed(value);
}

/** What stands for a widget: see {@link controlOf}. */
export type Abbreviation =
  | number
  | string
  | boolean
  | readonly unknown[]
  | ReadonlyMap<string, unknown>
  | Readonly<Record<string, unknown>>
  | ValueWidget
  | Fixed<unknown>;

/** The value that a function gets for an abbreviation. */
export type ValueOf<A> =
  A extends Fixed<infer Value>
    ? Value
    : A extends ValueWidget<infer Value>
      ? Value
      : A extends number
        ? number
        : A extends string
          ? string
          : A extends boolean
            ? boolean
            : A extends readonly [number, number] | readonly [number, number, number]
              ? number
              : A extends readonly (infer Value)[]
                ? Value
                : A extends ReadonlyMap<string, infer Value>
                  ? Value
                  : A extends Readonly<Record<string, infer Value>>
                    ? Value
                    : never;

/**
 * The widget for an abbreviation: a checkbox for true or false, a text field for a string, a slider for a number (from its
 * negative to its triple) or for `[min, max]` or `[min, max, step]`, a menu for other arrays, maps and plain objects. A slider
 * has integers where all numbers are. A widget stands for itself.
 */
export function controlOf(given: Abbreviation, name: string): ValueWidget | Fixed<unknown> {
  if (given instanceof Fixed) return given;
  if (typeof given === "boolean") return new Checkbox({ value: given });
  if (typeof given === "string") return new Text({ value: given });
  if (typeof given === "number") return sliderAround(given);
  if (isRange(given)) return sliderBetween(given, name);
  if (isModel(given)) return given as ValueWidget;
  if (typeof given === "object" && given !== null)
    return new Dropdown<unknown>({ options: given as readonly unknown[] });
  throw traitError({ widget: "interact", trait: name }, given, "a widget, or a value that stands for one");
}

function isRange(given: unknown): given is readonly [number, number, number?] {
  if (!Array.isArray(given) || given.length < 2 || given.length > 3) return false;
  return given.every((item) => typeof item === "number");
}

function sliderAround(value: number): ValueWidget {
  const ends = value === 0 ? [0, 1] : [-value, 3 * value].sort((a, b) => a - b);
  const [min, max] = ends as [number, number];
  return Number.isInteger(value) ? new IntSlider({ value, min, max }) : new FloatSlider({ value, min, max });
}

function sliderBetween([min, max, step]: readonly [number, number, number?], name: string): ValueWidget {
  const place = { widget: "interact", trait: name };
  if (max < min) throw traitError(place, [min, max], "the lower end first");
  if (step !== undefined && step <= 0) throw traitError(place, step, "a step above 0");
  const isInteger = [min, max, step ?? 0].every(Number.isInteger);
  const half = (max - min) / 2;
  const middle = min + (isInteger ? Math.floor(half) : half);
  const value = step === undefined ? middle : min + Math.trunc((middle - min) / step) * step;
  const range = { value, min, max, ...(step !== undefined && { step }) };
  return isInteger ? new IntSlider(range) : new FloatSlider(range);
}
