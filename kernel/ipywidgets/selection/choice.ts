import { type TraitPlace, traitError } from "../traits/trait.js";
import { optionAt } from "./options.js";

/** How a widget's `index` stands for what is chosen: one option, several, or two ends. */
export interface Choice<Index> {
  /** Where none is given. Throws for too few options. */
  first(count: number, place: TraitPlace): Index;
  pick(items: readonly unknown[], index: Index): unknown;
  find(items: readonly unknown[], wanted: unknown, place: TraitPlace): Index;
  /** After other options were given. */
  next(index: Index, count: number, place: TraitPlace): Index;
}

/** One option, or null for none; the first one unless something else is given. */
export const oneOption: Choice<number | null> = {
  first: (count) => (count > 0 ? 0 : null),
  pick: (items, index) => (index === null ? null : items[index]),
  find: (items, wanted, place) => (wanted === null ? null : optionAt(items, wanted, place)),
  next: (index, count) => (index === null || count === 0 ? null : 0),
};

/** One option always. */
export const alwaysOneOption: Choice<number | null> = {
  ...oneOption,
  first: requireOptions,
  find: optionAt,
  next: (_, count, place) => requireOptions(count, place),
};

/** Any number of options; none unless some are given. */
export const manyOptions: Choice<readonly number[]> = {
  first: () => [],
  pick: (items, index) => index.map((i) => items[i]),
  find: (items, wanted, place) => wantedItems(wanted, place).map((item) => optionAt(items, item, place)),
  next: () => [],
};

/** The first and the last of a run of options. */
export const optionRange: Choice<readonly number[]> = {
  ...manyOptions,
  first: (count, place) => [requireOptions(count, place), 0],
  next: (_, count, place) => [requireOptions(count, place), 0],
};

function requireOptions(count: number, place: TraitPlace): number {
  if (count > 0) return 0;
  throw traitError({ ...place, trait: "options" }, [], "at least one option");
}

function wantedItems(wanted: unknown, place: TraitPlace): readonly unknown[] {
  if (Array.isArray(wanted)) return wanted;
  throw traitError(place, wanted, "an array of options");
}
