import { listOf } from "../traits/lists.js";
import { reference } from "../traits/references.js";
import { bool, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { Layout } from "../widgets/layout.js";

/** Traits of everything that stands in a page. */
export const dom = {
  _dom_classes: listOf(text()),
  layout: reference(Layout),
  tabbable: nullable(bool()),
  tooltip: nullable(text()),
};

/** Traits of everything with a label beside it. */
export const description = { description: text(), description_allow_html: bool() };
