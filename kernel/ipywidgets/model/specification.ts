import type { Traits } from "../traits/trait.js";

/** What the page needs to know which model and view a widget is; never changes. */
export interface Identity {
  readonly _model_module: string;
  readonly _model_module_version: string;
  readonly _model_name: string;
  readonly _view_module: string | null;
  readonly _view_module_version: string;
  readonly _view_name: string | null;
}

/** A class of widgets: its name here, its model and view in the page, and its traits. */
export interface Specification<T extends Traits> {
  readonly name: string;
  readonly identity: Identity;
  readonly traits: T;
}

/** What rules see of a widget while one of its traits is being set. */
export interface RuleScope {
  readonly name: string;
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
}

/**
 * A rule between the traits of a widget: the value that a trait really gets. May set other traits first, as a new maximum
 * pulls the value down. Throws RonchiError "invalid-argument" for what cannot be.
 */
export type Rule = (proposed: never, widget: RuleScope) => unknown;

/** Rules by the trait that is being set. */
export type Rules = Readonly<Record<string, Rule>>;
