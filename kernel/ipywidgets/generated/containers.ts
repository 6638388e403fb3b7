// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.

import { dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { titled } from "../rules/titled.js";
import { listOf } from "../traits/lists.js";
import { widget } from "../traits/references.js";
import { int, oneOf, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";

/** The traits of Accordion. */
export class AccordionTraits extends domWidgetClass(
  model("Accordion", ["AccordionModel", "AccordionView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
    selected_index: nullable(int()),
    titles: listOf(text()),
  }),
  titled,
) {}

/** The traits of Box. */
export class BoxTraits extends domWidgetClass(
  model("Box", ["BoxModel", "BoxView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
  }),
) {}

/** The traits of GridBox. */
export class GridBoxTraits extends domWidgetClass(
  model("GridBox", ["GridBoxModel", "GridBoxView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
  }),
) {}

/** The traits of HBox. */
export class HBoxTraits extends domWidgetClass(
  model("HBox", ["HBoxModel", "HBoxView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
  }),
) {}

/** The traits of Stack. */
export class StackTraits extends domWidgetClass(
  model("Stack", ["StackModel", "StackView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
    selected_index: nullable(int()),
    titles: listOf(text()),
  }),
  titled,
) {}

/** The traits of Tab. */
export class TabTraits extends domWidgetClass(
  model("Tab", ["TabModel", "TabView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
    selected_index: nullable(int()),
    titles: listOf(text()),
  }),
  titled,
) {}

/** The traits of VBox. */
export class VBoxTraits extends domWidgetClass(
  model("VBox", ["VBoxModel", "VBoxView"], controls, {
    ...dom,
    box_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    children: listOf(widget()),
  }),
) {}
