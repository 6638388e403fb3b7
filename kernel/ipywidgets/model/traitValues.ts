import { type Trait, type Traits, traitError } from "../traits/trait.js";
import { equal } from "./equal.js";
import type { Rule, RuleScope, Rules, Specification } from "./specification.js";

type Changed = (name: string, value: unknown, previous: unknown) => void;

/**
 * The values of one widget's traits. What cannot be is refused with RonchiError "invalid-argument", and then nothing is
 * changed; rules between traits make something else of some values.
 */
export class TraitValues {
  readonly #name: string;
  readonly #traits: Readonly<Record<string, Trait<unknown>>>;
  readonly #rules: Rules;
  readonly #changed: Changed;
  readonly #values = new Map<string, unknown>();
  /** While changes are held: what the changed traits were. */
  #held: Map<string, unknown> | undefined;

  /** `changed` hears of every change, after it. */
  constructor({ name, traits }: Specification<Traits>, rules: Rules, changed: Changed) {
    this.#name = name;
    this.#traits = traits;
    this.#rules = rules;
    this.#changed = changed;
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** The first values. Rules come last: they look at other traits, whatever the order in which those were given. */
  initialize(init: Readonly<Record<string, unknown>>): void {
    const given = Object.entries(init).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) this.#values.set(name, this.#checked(name, value));
    for (const [name, trait] of Object.entries(this.#traits))
      if (!this.#values.has(name)) this.#values.set(name, trait.initial());
    for (const [name] of given) this.#values.set(name, this.#ruled(name, this.#values.get(name)));
  }

  set(name: string, value: unknown): void {
    const checked = this.#checked(name, value);
    this.#assign(name, this.#held === undefined ? this.#ruled(name, checked) : checked);
  }

  /**
   * Rules are looked at only after the task, when the traits have all their new values, and each change is told once. What
   * the task throws, or a rule then refuses, leaves all as they were.
   */
  hold<Result>(task: () => Result): Result {
    if (this.#held !== undefined) return task();
    const held = new Map<string, unknown>();
    this.#held = held;
    let result: Result;
    try {
      result = task();
      for (const name of [...held.keys()]) this.#assign(name, this.#ruled(name, this.#values.get(name)));
    } catch (error) {
      for (const [name, previous] of held) this.#values.set(name, previous);
      throw error;
    } finally {
      this.#held = undefined;
    }
    for (const [name, previous] of held) this.#changed(name, this.#values.get(name), previous);
    return result;
  }

  #checked(name: string, value: unknown): unknown {
    const place = { widget: this.#name, trait: name };
    const trait = Object.hasOwn(this.#traits, name) ? this.#traits[name] : undefined;
    if (trait !== undefined) return trait.check(value, place);
    const names = Object.keys(this.#traits).filter((known) => !known.startsWith("_"));
    throw traitError(place, value, `one of its traits: ${names.join(", ")}`);
  }

  #ruled(name: string, value: unknown): unknown {
    const rule: Rule | undefined = Object.hasOwn(this.#rules, name) ? this.#rules[name] : undefined;
    return rule === undefined ? value : rule(value as never, this.#scope());
  }

  #scope(): RuleScope {
    return {
      name: this.#name,
      get: (trait) => this.#values.get(trait),
      set: (trait, value) => this.#assign(trait, this.#ruled(trait, this.#checked(trait, value))),
    };
  }

  #assign(name: string, value: unknown): void {
    const previous = this.#values.get(name);
    if (equal(previous, value)) return;
    this.#values.set(name, value);
    if (this.#held === undefined) this.#changed(name, value, previous);
    else if (!this.#held.has(name)) this.#held.set(name, previous);
  }
}
