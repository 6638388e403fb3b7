import type { RuleScope, Rules } from "../model/specification.js";
import { type TraitPlace, traitError } from "../traits/trait.js";

type Tag = string | number;

/** Tags are not empty, and are allowed ones where `allowed_tags` names any. */
export const allowedTags: Rules = {
  value: (tags: readonly Tag[], widget) => {
    if (tags.includes("")) throw traitError(place(widget), tags, "no blank tags");
    const allowed = widget.get("allowed_tags") as readonly Tag[];
    const other = allowed.length === 0 ? undefined : tags.find((tag) => !allowed.includes(tag));
    if (other !== undefined)
      throw traitError(place(widget), other, `one of allowed_tags: ${allowed.join(", ")}`);
    return tags;
  },
};

/** Number tags are between `min` and `max`, where these are not null. */
export const numberTags: Rules = {
  value: (tags: readonly number[], widget) => {
    const [min, max] = [widget.get("min") as number | null, widget.get("max") as number | null];
    const outside = tags.find((tag) => (min !== null && tag < min) || (max !== null && tag > max));
    if (outside !== undefined)
      throw traitError(place(widget), outside, `numbers from ${min ?? "-∞"} to ${max ?? "∞"}`);
    return tags;
  },
};

function place(widget: RuleScope): TraitPlace {
  return { widget: widget.name, trait: "value" };
}
