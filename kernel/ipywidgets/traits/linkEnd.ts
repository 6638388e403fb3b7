import { type HasModel, isModel, modelReference } from "./references.js";
import { type Trait, traitError } from "./trait.js";

/** A trait of a widget. */
export type LinkEnd = readonly [widget: HasModel, trait: string];

/** The widget and the trait at one end of a link. */
export function linkEnd(): Trait<LinkEnd> {
  return {
    initial: () => [{ id: "" }, ""],
    check(given, place) {
      if (Array.isArray(given) && isModel(given[0]) && typeof given[1] === "string")
        return [given[0], given[1]];
      throw traitError(place, given, "a widget and the name of its trait");
    },
    toWire: ([widget, trait]) => [modelReference(widget), trait],
    fromWire: (wire) => wire,
  };
}
