// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.

import { description, dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { optionIndex, optionIndices } from "../rules/indexed.js";
import { listOf } from "../traits/lists.js";
import { reference } from "../traits/references.js";
import { bool, int, oneOf, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { DescriptionStyle, ToggleButtonsStyle } from "./styles.js";

/** The traits of Dropdown. */
export class DropdownTraits extends domWidgetClass(
  model("Dropdown", ["DropdownModel", "DropdownView"], controls, {
    ...dom,
    ...description,
    _options_labels: listOf(text()),
    disabled: bool(),
    index: nullable(int()),
    style: reference(DescriptionStyle),
  }),
  optionIndex,
) {}

/** The traits of RadioButtons. */
export class RadioButtonsTraits extends domWidgetClass(
  model("RadioButtons", ["RadioButtonsModel", "RadioButtonsView"], controls, {
    ...dom,
    ...description,
    _options_labels: listOf(text()),
    disabled: bool(),
    index: nullable(int()),
    orientation: oneOf("vertical", ["horizontal", "vertical"]),
    style: reference(DescriptionStyle),
  }),
  optionIndex,
) {}

/** The traits of Select. */
export class SelectTraits extends domWidgetClass(
  model("Select", ["SelectModel", "SelectView"], controls, {
    ...dom,
    ...description,
    _options_labels: listOf(text()),
    disabled: bool(),
    index: nullable(int()),
    rows: int(5),
    style: reference(DescriptionStyle),
  }),
  optionIndex,
) {}

/** The traits of SelectMultiple. */
export class SelectMultipleTraits extends domWidgetClass(
  model("SelectMultiple", ["SelectMultipleModel", "SelectMultipleView"], controls, {
    ...dom,
    ...description,
    _options_labels: listOf(text()),
    disabled: bool(),
    index: listOf(int()),
    rows: int(5),
    style: reference(DescriptionStyle),
  }),
  optionIndices,
) {}

/** The traits of ToggleButtons. */
export class ToggleButtonsTraits extends domWidgetClass(
  model("ToggleButtons", ["ToggleButtonsModel", "ToggleButtonsView"], controls, {
    ...dom,
    ...description,
    _options_labels: listOf(text()),
    button_style: nullable(oneOf("primary", ["primary", "success", "info", "warning", "danger", ""]), ""),
    disabled: bool(),
    icons: listOf(text()),
    index: nullable(int()),
    style: reference(ToggleButtonsStyle),
    tooltips: listOf(text()),
  }),
  optionIndex,
) {}
