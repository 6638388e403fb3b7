// Written by tools/generateWidgets.mjs from @jupyter-widgets/schema: change that program, not this file.
import { bounded, boundedByPowers, boundedRange } from "../rules/bounded.js";
import { optionIndex, optionIndices } from "../rules/indexed.js";
import { description, dom } from "../model/common.js";
import { controls, model } from "../model/jupyterModel.js";
import { domWidgetClass } from "../model/widgetClass.js";
import { listOf, pairOf } from "../traits/lists.js";
import { reference } from "../traits/references.js";
import { bool, float, int, numberFormat, oneOf, text } from "../traits/scalars.js";
import { nullable } from "../traits/trait.js";
import { SliderStyle } from "./styles.js";

/** ipywidgets' FloatLogSlider. */
export class FloatLogSlider extends domWidgetClass(
  model("FloatLogSlider", ["FloatLogSliderModel", "FloatLogSliderView"], controls, { ...dom, ...description, base: float(10), behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), max: float(4), min: float(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), readout_format: numberFormat(".3g"), step: nullable(float(), 0.1), style: reference(SliderStyle), value: float(1) }),
  boundedByPowers,
) {}

/** The traits of FloatRangeSlider. */
export class FloatRangeSliderTraits extends domWidgetClass(
  model("FloatRangeSlider", ["FloatRangeSliderModel", "FloatRangeSliderView"], controls, { ...dom, ...description, behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), max: float(100), min: float(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), readout_format: numberFormat(".2f"), step: nullable(float(), 0.1), style: reference(SliderStyle), value: pairOf(float(), [0, 1]) }),
  boundedRange,
) {}

/** ipywidgets' FloatSlider. */
export class FloatSlider extends domWidgetClass(
  model("FloatSlider", ["FloatSliderModel", "FloatSliderView"], controls, { ...dom, ...description, behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), max: float(100), min: float(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), readout_format: numberFormat(".2f"), step: nullable(float(), 0.1), style: reference(SliderStyle), value: float() }),
  bounded,
) {}

/** The traits of IntRangeSlider. */
export class IntRangeSliderTraits extends domWidgetClass(
  model("IntRangeSlider", ["IntRangeSliderModel", "IntRangeSliderView"], controls, { ...dom, ...description, behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), max: int(100), min: int(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), readout_format: numberFormat("d"), step: int(1), style: reference(SliderStyle), value: pairOf(int(), [0, 1]) }),
  boundedRange,
) {}

/** ipywidgets' IntSlider. */
export class IntSlider extends domWidgetClass(
  model("IntSlider", ["IntSliderModel", "IntSliderView"], controls, { ...dom, ...description, behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), max: int(100), min: int(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), readout_format: numberFormat("d"), step: int(1), style: reference(SliderStyle), value: int() }),
  bounded,
) {}

/** The traits of SelectionRangeSlider. */
export class SelectionRangeSliderTraits extends domWidgetClass(
  model("SelectionRangeSlider", ["SelectionRangeSliderModel", "SelectionRangeSliderView"], controls, { ...dom, ...description, _options_labels: listOf(text()), behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), index: pairOf(int(), [0, 0]), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), style: reference(SliderStyle) }),
  optionIndices,
) {}

/** The traits of SelectionSlider. */
export class SelectionSliderTraits extends domWidgetClass(
  model("SelectionSlider", ["SelectionSliderModel", "SelectionSliderView"], controls, { ...dom, ...description, _options_labels: listOf(text()), behavior: oneOf("drag-tap", ["drag-tap","drag-snap","tap","drag","snap"]), continuous_update: bool(true), disabled: bool(), index: int(), orientation: oneOf("horizontal", ["horizontal","vertical"]), readout: bool(true), style: reference(SliderStyle) }),
  optionIndex,
) {}
