import { type HasModel, isModel, modelReference } from "./references.js";
import { type Trait, traitError } from "./trait.js";

/** A trait of a widget. */
export type LinkEnd = readonly [widget: HasModel, trait: string];

/** The widget and the trait at one end of a link: one that the page knows, for the page keeps the link. */
export function linkEnd(): Trait<LinkEnd> {
  return {
    initial: () => [{ id: "" }, ""],
    check(given, place) {
      if (!Array.isArray(given) || !isModel(given[0]) || typeof given[1] !== "string")
        throw traitError(place, given, "a widget and the name of its trait");
      const [widget, trait] = given;
      const shared = sharedNames(widget);
      if (shared?.includes(trait) === false)
        throw traitError(place, trait, `a trait that the page has: ${shared.join(", ")}`);
      return [widget, trait];
    },
    toWire: ([widget, trait]) => [modelReference(widget), trait],
    fromWire: (wire) => wire,
  };
}

/** Public traits that cross; undefined for what does not say. A selection's `value` is none of them, its `index` is. */
function sharedNames(widget: HasModel): string[] | undefined {
  const { state } = widget as { state?: unknown };
  if (typeof state !== "function") return undefined;
  return Object.keys(state.call(widget) as object).filter((name) => !name.startsWith("_"));
}
