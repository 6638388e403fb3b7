// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.
import { model, styles } from "../model/jupyterModel.js";
import { widgetClass } from "../model/widgetClass.js";
import { text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";

/** ipywidgets' ButtonStyle. */
export class ButtonStyle extends widgetClass(
  model("ButtonStyle", ["ButtonStyleModel", "StyleView"], styles, { button_color: nullable(text()), font_family: nullable(text()), font_size: nullable(text()), font_style: nullable(text()), font_variant: nullable(text()), font_weight: nullable(text()), text_color: nullable(text()), text_decoration: nullable(text()) }),
) {}

/** ipywidgets' CheckboxStyle. */
export class CheckboxStyle extends widgetClass(
  model("CheckboxStyle", ["CheckboxStyleModel", "StyleView"], styles, { background: nullable(text()), description_width: text() }),
) {}

/** ipywidgets' DescriptionStyle. */
export class DescriptionStyle extends widgetClass(
  model("DescriptionStyle", ["DescriptionStyleModel", "StyleView"], styles, { description_width: text() }),
) {}

/** ipywidgets' HTMLMathStyle. */
export class HTMLMathStyle extends widgetClass(
  model("HTMLMathStyle", ["HTMLMathStyleModel", "StyleView"], styles, { background: nullable(text()), description_width: text(), font_size: nullable(text()), text_color: nullable(text()) }),
) {}

/** ipywidgets' HTMLStyle. */
export class HTMLStyle extends widgetClass(
  model("HTMLStyle", ["HTMLStyleModel", "StyleView"], styles, { background: nullable(text()), description_width: text(), font_size: nullable(text()), text_color: nullable(text()) }),
) {}

/** ipywidgets' LabelStyle. */
export class LabelStyle extends widgetClass(
  model("LabelStyle", ["LabelStyleModel", "StyleView"], styles, { background: nullable(text()), description_width: text(), font_family: nullable(text()), font_size: nullable(text()), font_style: nullable(text()), font_variant: nullable(text()), font_weight: nullable(text()), text_color: nullable(text()), text_decoration: nullable(text()) }),
) {}

/** ipywidgets' ProgressStyle. */
export class ProgressStyle extends widgetClass(
  model("ProgressStyle", ["ProgressStyleModel", "StyleView"], styles, { bar_color: nullable(text()), description_width: text() }),
) {}

/** ipywidgets' SliderStyle. */
export class SliderStyle extends widgetClass(
  model("SliderStyle", ["SliderStyleModel", "StyleView"], styles, { description_width: text(), handle_color: nullable(text()) }),
) {}

/** ipywidgets' TextStyle. */
export class TextStyle extends widgetClass(
  model("TextStyle", ["TextStyleModel", "StyleView"], styles, { background: nullable(text()), description_width: text(), font_size: nullable(text()), text_color: nullable(text()) }),
) {}

/** ipywidgets' ToggleButtonStyle. */
export class ToggleButtonStyle extends widgetClass(
  model("ToggleButtonStyle", ["ToggleButtonStyleModel", "StyleView"], styles, { description_width: text(), font_family: nullable(text()), font_size: nullable(text()), font_style: nullable(text()), font_variant: nullable(text()), font_weight: nullable(text()), text_color: nullable(text()), text_decoration: nullable(text()) }),
) {}

/** ipywidgets' ToggleButtonsStyle. */
export class ToggleButtonsStyle extends widgetClass(
  model("ToggleButtonsStyle", ["ToggleButtonsStyleModel", "StyleView"], styles, { button_width: text(), description_width: text(), font_weight: text() }),
) {}
