import type { RuleScope, Rules } from "../model/specification.js";
import { traitError } from "../traits/trait.js";

/** The index of a selection is that of one of its options. */
export const optionIndex: Rules = {
  index: (index: number | null, widget) => {
    if (index !== null) requireOption(widget, index);
    return index;
  },
};

/** So is each of several. */
export const optionIndices: Rules = {
  index: (indices: readonly number[], widget) => {
    for (const index of indices) requireOption(widget, index);
    return indices;
  },
};

function requireOption(widget: RuleScope, index: number): void {
  const count = (widget.get("_options_labels") as readonly string[]).length;
  if (index >= 0 && index < count) return;
  const place = { widget: widget.name, trait: "index" };
  throw traitError(place, index, `the number of one of ${count} options, from 0`);
}
