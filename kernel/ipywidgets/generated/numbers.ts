// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.

import { description, dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { bounded } from "../rules/bounded.js";
import { reference } from "../traits/references.js";
import { bool, float, int, oneOf } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { DescriptionStyle, ProgressStyle } from "./styles.js";

/** ipywidgets' BoundedFloatText. */
export class BoundedFloatText extends domWidgetClass(
  model("BoundedFloatText", ["BoundedFloatTextModel", "FloatTextView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(),
    disabled: bool(),
    max: float(100),
    min: float(),
    step: nullable(float()),
    style: reference(DescriptionStyle),
    value: float(),
  }),
  bounded,
) {}

/** ipywidgets' BoundedIntText. */
export class BoundedIntText extends domWidgetClass(
  model("BoundedIntText", ["BoundedIntTextModel", "IntTextView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(),
    disabled: bool(),
    max: int(100),
    min: int(),
    step: int(1),
    style: reference(DescriptionStyle),
    value: int(),
  }),
  bounded,
) {}

/** ipywidgets' FloatProgress. */
export class FloatProgress extends domWidgetClass(
  model("FloatProgress", ["FloatProgressModel", "ProgressView"], controls, {
    ...dom,
    ...description,
    bar_style: nullable(oneOf("success", ["success", "info", "warning", "danger", ""]), ""),
    max: float(100),
    min: float(),
    orientation: oneOf("horizontal", ["horizontal", "vertical"]),
    style: reference(ProgressStyle),
    value: float(),
  }),
  bounded,
) {}

/** ipywidgets' FloatText. */
export class FloatText extends domWidgetClass(
  model("FloatText", ["FloatTextModel", "FloatTextView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(),
    disabled: bool(),
    step: nullable(float()),
    style: reference(DescriptionStyle),
    value: float(),
  }),
) {}

/** ipywidgets' IntProgress. */
export class IntProgress extends domWidgetClass(
  model("IntProgress", ["IntProgressModel", "ProgressView"], controls, {
    ...dom,
    ...description,
    bar_style: oneOf("", ["success", "info", "warning", "danger", ""]),
    max: int(100),
    min: int(),
    orientation: oneOf("horizontal", ["horizontal", "vertical"]),
    style: reference(ProgressStyle),
    value: int(),
  }),
  bounded,
) {}

/** ipywidgets' IntText. */
export class IntText extends domWidgetClass(
  model("IntText", ["IntTextModel", "IntTextView"], controls, {
    ...dom,
    ...description,
    continuous_update: bool(),
    disabled: bool(),
    step: int(1),
    style: reference(DescriptionStyle),
    value: int(),
  }),
) {}

/** ipywidgets' Play. */
export class Play extends domWidgetClass(
  model("Play", ["PlayModel", "PlayView"], controls, {
    ...dom,
    ...description,
    disabled: bool(),
    interval: int(100),
    max: int(100),
    min: int(),
    playing: bool(),
    repeat: bool(),
    show_repeat: bool(true),
    step: int(1),
    style: reference(DescriptionStyle),
    value: int(),
  }),
  bounded,
) {}
