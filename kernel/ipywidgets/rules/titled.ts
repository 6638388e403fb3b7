import type { RuleScope, Rules } from "../model/specification.js";
import { traitError } from "../traits/trait.js";

/** A container whose children have titles, and one of which is selected. */
export const titled: Rules = {
  selected_index: (index: number | null, widget) => {
    const count = countChildren(widget);
    if (index === null || (index >= 0 && index < count)) return index;
    const place = { widget: widget.name, trait: "selected_index" };
    throw traitError(place, index, `null, or the number of one of ${count} children, from 0`);
  },
  titles: (titles: readonly string[], widget) =>
    Array.from({ length: countChildren(widget) }, (_, i) => titles[i] ?? ""),
};

function countChildren(widget: RuleScope): number {
  return (widget.get("children") as readonly unknown[]).length;
}
