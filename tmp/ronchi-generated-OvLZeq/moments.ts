// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.
import { boundedMoment } from "../rules/bounded.js";
import { description, dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { date, datetime, naiveDatetime, timeOfDay } from "../traits/dates.js";
import { reference } from "../traits/references.js";
import { bool, numberOrAny } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { DescriptionStyle } from "./styles.js";

/** ipywidgets' DatePicker. */
export class DatePicker extends domWidgetClass(
  model("DatePicker", ["DatePickerModel", "DatePickerView"], controls, { ...dom, ...description, disabled: bool(), max: nullable(date()), min: nullable(date()), step: numberOrAny(1), style: reference(DescriptionStyle), value: nullable(date()) }),
  boundedMoment,
) {}

/** ipywidgets' DatetimePicker. */
export class DatetimePicker extends domWidgetClass(
  model("DatetimePicker", ["DatetimeModel", "DatetimeView"], controls, { ...dom, ...description, disabled: bool(), max: nullable(datetime()), min: nullable(datetime()), style: reference(DescriptionStyle), value: nullable(datetime()) }),
  boundedMoment,
) {}

/** ipywidgets' NaiveDatetimePicker. */
export class NaiveDatetimePicker extends domWidgetClass(
  model("NaiveDatetimePicker", ["NaiveDatetimeModel", "DatetimeView"], controls, { ...dom, ...description, disabled: bool(), max: nullable(naiveDatetime()), min: nullable(naiveDatetime()), style: reference(DescriptionStyle), value: nullable(naiveDatetime()) }),
  boundedMoment,
) {}

/** ipywidgets' TimePicker. */
export class TimePicker extends domWidgetClass(
  model("TimePicker", ["TimeModel", "TimeView"], controls, { ...dom, ...description, disabled: bool(), max: nullable(timeOfDay()), min: nullable(timeOfDay()), step: numberOrAny(60), style: reference(DescriptionStyle), value: nullable(timeOfDay()) }),
  boundedMoment,
) {}
