import { equal } from "../model/equal.js";
import type { Widget } from "../model/widget.js";
import type { Traits } from "../traits/trait.js";
import type { Choice } from "./choice.js";
import { type Options, type OptionsGiven, readOptions } from "./options.js";

/** What a selection takes beside its traits. */
export interface SelectionInit<Value, Chosen> {
  readonly options?: OptionsGiven<Value>;
  readonly value?: Chosen;
  readonly label?: unknown;
}

/** What a selection has beside its traits. `Chosen` and `Label` are arrays where several options can be chosen. */
export interface Selection<Value, Chosen, Label> {
  /** Setting it chooses the first option again, if one was chosen. */
  get options(): OptionsGiven<Value>;
  set options(given: OptionsGiven<Value>);
  value: Chosen;
  label: Label;
  observe(name: "value", listener: (value: Chosen, previous: Chosen) => void): () => void;
  observe(name: "label", listener: (label: Label, previous: Label) => void): () => void;
  changes(name: "value", options?: { readonly signal?: AbortSignal }): AsyncIterable<Chosen>;
  changes(name: "label", options?: { readonly signal?: AbortSignal }): AsyncIterable<Label>;
}

/** A constructor of widgets over the traits `Base`. */
export type Constructor = new (init?: object) => Widget<Traits>;

/** A class that gives one of its options, or null. */
export interface SelectionClass<Base, Init> {
  new <Value = string>(
    init?: Init & SelectionInit<Value, Value | null>,
  ): Base & Selection<Value, Value | null, string | null>;
}

/** A class that gives several of its options. */
export interface MultipleSelectionClass<Base, Init> {
  new <Value = string>(
    init?: Init & SelectionInit<Value, readonly Value[]>,
  ): Base & Selection<Value, readonly Value[], readonly string[]>;
}

const derived = ["value", "label"] as const;
type Derived = (typeof derived)[number];

/**
 * Adds options, value and label to a class of which only the labels of all options and the `index` of the chosen one
 * cross.
 */
export function selecting<Index>(Base: Constructor, name: string, choice: Choice<Index>): Constructor {
  const place = (trait: string) => ({ widget: name, trait });
  return class Selecting extends Base {
    #given: OptionsGiven<unknown>;
    #options: Options<unknown>;
    #shown: Record<Derived, unknown>;

    constructor({
      options: given = [],
      value,
      label,
      ...init
    }: SelectionInit<unknown, unknown> & { index?: Index } = {}) {
      const options = readOptions(given, place("options"));
      const index = firstIndex(options, { value, label, index: init.index });
      super({ ...init, index, _options_labels: options.labels });
      this.#given = given;
      this.#options = options;
      this.#shown = this.#chosen();
      this.listen("index", () => this.#tellChosen());
    }

    get options(): OptionsGiven<unknown> {
      return this.#given;
    }

    set options(given: OptionsGiven<unknown>) {
      const options = readOptions(given, place("options"));
      const index = super.get("index") as Index;
      const next = choice.next(index, options.labels.length, place("options"));
      this.#given = given;
      this.#options = options;
      super.set("_options_labels", options.labels);
      // Another option has this number now, which the pages are told although the number stays.
      if (next === 0 && index === 0) {
        this.sendState(["index"]);
        this.notify("index", 0, 0);
      } else super.set("index", next);
    }

    get value(): unknown {
      return choice.pick(this.#options.values, super.get("index") as Index);
    }

    set value(wanted: unknown) {
      super.set("index", choice.find(this.#options.values, wanted, place("value")));
    }

    get label(): unknown {
      return choice.pick(this.#options.labels, super.get("index") as Index);
    }

    set label(wanted: unknown) {
      super.set("index", choice.find(this.#options.labels, wanted, place("label")));
    }

    override get(trait: string): never {
      return (isDerived(trait) ? this[trait] : super.get(trait)) as never;
    }

    override set(trait: string, value: unknown): void {
      if (isDerived(trait)) this[trait] = value;
      else super.set(trait, value);
    }

    #chosen(): Record<Derived, unknown> {
      return { value: this.value, label: this.label };
    }

    #tellChosen(): void {
      const [previous, chosen] = [this.#shown, this.#chosen()];
      this.#shown = chosen;
      for (const trait of derived)
        if (!equal(chosen[trait], previous[trait])) this.notify(trait, chosen[trait], previous[trait]);
    }
  };

  function firstIndex(
    options: Options<unknown>,
    { value, label, index }: { value: unknown; label: unknown; index: Index | undefined },
  ): Index {
    if (index !== undefined) return index;
    if (value !== undefined) return choice.find(options.values, value, place("value"));
    if (label !== undefined) return choice.find(options.labels, label, place("label"));
    return choice.first(options.labels.length, place("options"));
  }
}

function isDerived(trait: string): trait is Derived {
  return (derived as readonly string[]).includes(trait);
}
