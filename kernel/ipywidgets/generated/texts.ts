// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.

import { description, dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { allowedTags, numberTags } from "../rules/tags.js";
import { listOf, tag } from "../traits/lists.js";
import { reference } from "../traits/references.js";
import { bool, float, int, numberFormat, oneOf, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { DescriptionStyle, HTMLMathStyle, HTMLStyle, LabelStyle, TextStyle } from "./styles.js";

/** ipywidgets' ColorsInput. */
export class ColorsInput extends domWidgetClass(
  model("ColorsInput", ["ColorsInputModel", "ColorsInputView"], controls, {
    ...dom,
    ...description,
    allow_duplicates: bool(true),
    allowed_tags: listOf(tag),
    placeholder: text("​"),
    style: reference(DescriptionStyle),
    value: listOf(text()),
  }),
  allowedTags,
) {}

/** The traits of Combobox. */
export class ComboboxTraits extends domWidgetClass(
  model("Combobox", ["ComboboxModel", "ComboboxView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(true),
    disabled: bool(),
    ensure_option: bool(),
    options: listOf(text()),
    placeholder: text("​"),
    style: reference(TextStyle),
    value: text(),
  }),
) {}

/** ipywidgets' FloatsInput. */
export class FloatsInput extends domWidgetClass(
  model("FloatsInput", ["FloatsInputModel", "FloatsInputView"], controls, {
    ...dom,
    ...description,
    allow_duplicates: bool(true),
    allowed_tags: listOf(tag),
    format: numberFormat(".1f"),
    max: nullable(float()),
    min: nullable(float()),
    placeholder: text("​"),
    style: reference(DescriptionStyle),
    tag_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    value: listOf(float()),
  }),
  numberTags,
) {}

/** ipywidgets' HTMLMath. */
export class HTMLMath extends domWidgetClass(
  model("HTMLMath", ["HTMLMathModel", "HTMLMathView"], controls, {
    ...dom,
    ...description,
    placeholder: text("​"),
    style: reference(HTMLMathStyle),
    value: text(),
  }),
) {}

/** ipywidgets' HTML. */
export class HTML extends domWidgetClass(
  model("HTML", ["HTMLModel", "HTMLView"], controls, {
    ...dom,
    ...description,
    placeholder: text("​"),
    style: reference(HTMLStyle),
    value: text(),
  }),
) {}

/** ipywidgets' IntsInput. */
export class IntsInput extends domWidgetClass(
  model("IntsInput", ["IntsInputModel", "IntsInputView"], controls, {
    ...dom,
    ...description,
    allow_duplicates: bool(true),
    allowed_tags: listOf(tag),
    format: numberFormat("d"),
    max: nullable(int()),
    min: nullable(int()),
    placeholder: text("​"),
    style: reference(DescriptionStyle),
    tag_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    value: listOf(int()),
  }),
  numberTags,
) {}

/** ipywidgets' Label. */
export class Label extends domWidgetClass(
  model("Label", ["LabelModel", "LabelView"], controls, {
    ...dom,
    ...description,
    placeholder: text("​"),
    style: reference(LabelStyle),
    value: text(),
  }),
) {}

/** The traits of Password. */
export class PasswordTraits extends domWidgetClass(
  model("Password", ["PasswordModel", "PasswordView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(true),
    disabled: bool(),
    placeholder: text("​"),
    style: reference(TextStyle),
    value: text(),
  }),
) {}

/** ipywidgets' TagsInput. */
export class TagsInput extends domWidgetClass(
  model("TagsInput", ["TagsInputModel", "TagsInputView"], controls, {
    ...dom,
    ...description,
    allow_duplicates: bool(true),
    allowed_tags: listOf(tag),
    placeholder: text("​"),
    style: reference(DescriptionStyle),
    tag_style: oneOf("", ["primary", "success", "info", "warning", "danger", ""]),
    value: listOf(text()),
  }),
  allowedTags,
) {}

/** The traits of Text. */
export class TextTraits extends domWidgetClass(
  model("Text", ["TextModel", "TextView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(true),
    disabled: bool(),
    placeholder: text("​"),
    style: reference(TextStyle),
    value: text(),
  }),
) {}

/** ipywidgets' Textarea. */
export class Textarea extends domWidgetClass(
  model("Textarea", ["TextareaModel", "TextareaView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(true),
    disabled: bool(),
    placeholder: text("​"),
    rows: nullable(int()),
    style: reference(TextStyle),
    value: text(),
  }),
) {}
